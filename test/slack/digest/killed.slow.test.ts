import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Channel } from '../../../playground/slack/channels.ts';
import { Workspace } from '../../../playground/slack/workspace.ts';
import { simulateTenant } from '../../../playground/tenant/world.ts';
import { openState } from '../../../src/state/open.ts';
import { openEventStore } from '../../../src/store/sqlite/open.ts';
import { addRows } from '../office.ts';
import { DAY, MINUTE, NINE, SATURDAY } from './office.ts';

let folder: string;
let workspace: Workspace;
let channel: Channel;
let round = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whylogin-killed-'));
  const store = await openEventStore(join(folder, 'events.db'));
  await addRows(store, simulateTenant({ now: new Date(NINE + DAY), weeks: 2, size: 1_500 }).events);
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  workspace = await Workspace.start();
  channel = workspace.channel('identity', [], { bot: true });
  round++;
  writeFileSync(told(), '');
  const state = await openState(statePath(), { now: () => SATURDAY });
  await state.digests.subscribe({
    id: channel.id,
    channel: channel.id,
    filter: {},
    weekday: 1,
    time: '09:00',
    by: 'U1',
  });
  await state.close();
});
afterEach(() => workspace.stop());

const statePath = () => join(folder, `state-${round}.db`);
const told = () => join(folder, `told-${round}.txt`);

/** Starts the bot as a process at a moment. */
function start(now: number): ChildProcess {
  const slack = JSON.stringify({
    botToken: workspace.app.botToken,
    appToken: workspace.app.appToken,
    apiUrl: workspace.apiUrl,
  });
  return spawn(
    process.execPath,
    [
      join(inject('built'), 'test/slack/digest/process.js'),
      join(folder, 'events.db'),
      statePath(),
      told(),
      String(now),
      slack,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
}

function kill(bot: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    bot.once('exit', () => resolve());
    bot.kill('SIGKILL');
  });
}

/** Runs the bot at a moment until it has looked what is due. */
async function run(now: number): Promise<void> {
  const bot = start(now);
  await says(bot, 'looked');
  await kill(bot);
}

function says(bot: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    bot.stdout!.on('data', (chunk: Buffer) => {
      text += chunk;
      if (text.includes(word)) resolve();
    });
    bot.once('exit', () => reject(new Error(`ended before it said ${word}`)));
  });
}

/** Kills the bot while it waits for Slack's answer to its first post. */
async function killedWhilePosting(trouble: { kind: 'hang'; when?: 'after' }): Promise<void> {
  workspace.faults.next('chat.postMessage', trouble);
  const bot = start(NINE);
  await expect.poll(() => workspace.received.of('chat.postMessage').length, { timeout: 20_000 }).toBe(1);
  await kill(bot);
}

function digests(): number {
  return workspace.messages.in(channel.id).filter(({ threadTs, ts }) => threadTs === null || threadTs === ts).length;
}

function replies(): number {
  return workspace.messages.in(channel.id).length - digests();
}

describe('a bot that is killed while it posts a digest', () => {
  it('before Slack was asked: posts it when it is back', async () => {
    const bot = start(NINE);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kill(bot);
    expect(digests()).toBe(0);
    await run(NINE + MINUTE);
    expect([digests(), replies()]).toEqual([1, 2]);
    expect(readFileSync(told(), 'utf8')).toBe('');
  });

  it('while Slack was asked, and Slack did not take it: none, and the operators are told', async () => {
    await killedWhilePosting({ kind: 'hang' });
    await run(NINE + MINUTE);
    expect(readFileSync(told(), 'utf8')).toBe('');
    await run(NINE + 20 * MINUTE);
    expect(digests()).toBe(0);
    expect(readFileSync(told(), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('after Slack took it, before that was written: no second one, and the operators are told', async () => {
    await killedWhilePosting({ kind: 'hang', when: 'after' });
    expect(digests()).toBe(1);
    await run(NINE + 20 * MINUTE);
    expect(digests()).toBe(1);
    expect(readFileSync(told(), 'utf8')).toMatch(
      /^A digest may stand in C\w+ or not \(a process ended while it was posting\)/,
    );
  });

  it('as soon as it stands there: the digest not again, its details at most once', async () => {
    const bot = start(NINE);
    await expect.poll(() => digests(), { timeout: 20_000, interval: 1 }).toBe(1);
    await kill(bot);
    await run(NINE + 20 * MINUTE);
    expect(digests()).toBe(1);
    const operators = readFileSync(told(), 'utf8');
    expect(operators === '' ? replies() : 2).toBe(2);
    expect(replies()).toBeLessThanOrEqual(2);
  });
});
