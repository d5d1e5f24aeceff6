import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Channel } from '../../../playground/slack/channels.ts';
import type { Person } from '../../../playground/slack/person.ts';
import { wordsOf } from '../../../playground/slack/words.ts';
import { Workspace } from '../../../playground/slack/workspace.ts';
import { openEventStore } from '../../../src/store/sqlite/open.ts';
import { addRows, gotIn, inOrder, type Row, stuffing } from '../../spikes/little-tenant.ts';
import { MINUTE, NOW, quietDays } from './office.ts';

const days = quietDays();
const rows = inOrder([...days.after, ...stuffing(NOW + 5 * MINUTE, 30, 25), gotIn(NOW + 22 * MINUTE)]);
const SPIKE = /far above the usual/;
/** So much time passes between two looks. */
const AT_ONCE = 4 * MINUTE;

/** The bot as a process that can be killed. */
class Bot {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  #now: number;

  private constructor(told: object, now: number) {
    const script = join(inject('built'), 'test/slack/spikes/process.js');
    const args = [script, JSON.stringify({ ...told, now })];
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#now = now;
  }

  static async start(told: object, now: number): Promise<Bot> {
    const bot = new Bot(told, now);
    expect((await bot.#lines.next()).value).toBe('ready');
    return bot;
  }

  /** Lets time pass up to a moment, with all that happens in it. */
  async until(at: number): Promise<void> {
    while (this.#now < at) {
      const to = Math.min(at, this.#now + AT_ONCE);
      await this.tell({ now: to, rows: rows.filter(({ date }) => within(date, this.#now, to)) });
      this.#now = to;
    }
  }

  async tell(message: { now: number; rows: readonly Row[] }): Promise<void> {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
    expect((await this.#lines.next()).value).toBe('done');
  }

  async kill(): Promise<void> {
    if (this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }
}

function within(date: string, from: number, to: number): boolean {
  const at = Date.parse(date);
  return at >= from && at < to;
}

let workspace: Workspace;
let kim: Person;
let watchers: Channel;
let folder: string;
let told: object;
let bot: Bot;

async function open(scopes?: readonly string[], more: object = {}): Promise<void> {
  workspace = await Workspace.start({ scopes });
  kim = workspace.person('kim');
  watchers = workspace.channel('watchers', [kim], { bot: true });
  const { botToken, appToken } = workspace.app;
  told = { folder, channel: watchers.id, botToken, appToken, apiUrl: workspace.apiUrl, ...more };
  const store = await openEventStore(join(folder, 'events.db'));
  await addRows(store, days.before);
  await store.close();
  bot = await Bot.start(told, NOW);
  await kim.waitsFor(watchers, /I have read/);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whylogin-spike-'));
});
afterEach(async () => {
  await bot.kill();
  await workspace.stop();
  await rm(folder, { recursive: true });
});

const posts = () => kim.sees(watchers).filter((message) => message.threadTs === null && SPIKE.test(wordsOf(message)));
const words = () => posts().map(wordsOf).join('\n—\n');

/** Slack takes the message, the bot never hears of it and is killed; the next one starts. */
async function lostAnswer(): Promise<void> {
  workspace.faults.next('chat.postMessage', { kind: 'dropped', when: 'after' });
  await bot.until(NOW + 6 * MINUTE);
  await kim.waitsFor(watchers, SPIKE);
  await bot.kill();
  workspace.faults.clear();
  bot = await Bot.start(told, NOW + 6 * MINUTE);
}

describe('a bot that is killed', () => {
  it('in the middle of an attack goes on with the same message', async () => {
    await open();
    await bot.until(NOW + 10 * MINUTE);
    const message = await kim.waitsFor(watchers, SPIKE);
    await kim.click(message, 'Acknowledge');
    await expect.poll(words, { timeout: 10_000 }).toMatch(/Acknowledged by/);
    await bot.kill();
    bot = await Bot.start(told, NOW + 10 * MINUTE);
    await bot.until(NOW + 25 * MINUTE);
    await expect.poll(words, { timeout: 10_000 }).toMatch(/1 person got in from there/);
    await bot.kill();
    bot = await Bot.start(told, NOW + 25 * MINUTE);
    await bot.until(NOW + 52 * MINUTE);
    await expect.poll(words, { timeout: 10_000 }).toMatch(/Over: /);
    expect(words()).toMatch(/Acknowledged by/);
    expect(posts()).toHaveLength(1);
    expect(posts()[0]!.ts).toBe(message.ts);
    const notes = kim.sees(watchers).filter(({ threadTs, ts }) => threadTs === message.ts && ts !== message.ts);
    // Killed in the middle of saying it, it says it again, and that it may be so.
    const critical = notes.map(wordsOf).filter((note) => /critical/.test(note));
    expect(critical.filter((note) => !/Possibly repeated/.test(note))).toHaveLength(1);
  }, 60_000);

  it('while it leads is followed by another that goes on with the same message', async () => {
    await open(undefined, { shared: true });
    const other = await Bot.start(told, NOW);
    try {
      await bot.until(NOW + 10 * MINUTE);
      const message = await kim.waitsFor(watchers, SPIKE);
      await kim.click(message, 'Acknowledge');
      await expect.poll(words, { timeout: 10_000 }).toMatch(/Acknowledged by/);
      await bot.kill();
      await other.until(NOW + 25 * MINUTE);
      const now = async () => {
        await other.tell({ now: NOW + 25 * MINUTE, rows: [] });
        return words();
      };
      await expect.poll(now, { timeout: 20_000 }).toMatch(/1 person got in from there/);
      await other.until(NOW + 52 * MINUTE);
      await expect.poll(words, { timeout: 10_000 }).toMatch(/Over: /);
      expect(posts().map(({ ts }) => ts)).toEqual([message.ts]);
      expect(words()).not.toMatch(/Possibly repeated/);
    } finally {
      await other.kill();
    }
  }, 60_000);

  it('between Slack’s taking a message and our writing so posts it again, as possibly repeated', async () => {
    await open();
    await lostAnswer();
    await bot.until(NOW + 8 * MINUTE);
    await expect.poll(words, { timeout: 10_000 }).toMatch(/Possibly repeated/);
    await bot.until(NOW + 10 * MINUTE);
    expect(posts()).toHaveLength(2);
    expect(words().match(/Possibly repeated/g)).toHaveLength(1);
  }, 60_000);

  it('finds the message that is there already where it may read the channel', async () => {
    await open(['commands', 'chat:write', 'channels:history']);
    await lostAnswer();
    const [message] = posts();
    await bot.until(NOW + 24 * MINUTE);
    await expect.poll(words, { timeout: 10_000 }).toMatch(/1 person got in from there/);
    expect(posts().map(({ ts }) => ts)).toEqual([message!.ts]);
    expect(words()).not.toMatch(/Possibly repeated/);
  }, 60_000);
});
