import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { Workspace } from '../../playground/slack/workspace.ts';
import { createLog } from '../../src/log.ts';
import { Metrics } from '../../src/metrics.ts';
import { startSlack } from '../../src/slack/bot.ts';
import { overSocket } from '../../src/slack/receivers.ts';
import { openState } from '../../src/state/open.ts';
import { Whylogin } from '../cli/whylogin.ts';

const whylogin = new Whylogin(inject('built'));

let workspace: Workspace;
let data: string;
beforeEach(async () => {
  workspace = await Workspace.start();
  data = mkdtempSync(join(tmpdir(), 'whylogin-start-'));
});
afterEach(async () => {
  await workspace.stop();
  rmSync(data, { recursive: true, force: true });
});

/** `whylogin start` as a process of its own. */
function start(mode: 'socket' | 'http', port = 0): { child: ChildProcess; ended: Promise<number>; said(): string } {
  const env = { ...workspace.environment(mode), WHYLOGIN_ALLOW: 'everyone', PORT: String(port) };
  const child = whylogin.start(['start'], { data, cwd: data, env });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream!.on('data', (chunk) => {
      text += chunk;
    });
  return { child, said: () => text, ended: new Promise((resolve) => child.once('close', resolve)) };
}

describe('a start that cannot work says in a sentence what to do', () => {
  const failure = async (wrong: { botToken?: string; appToken?: string }) => {
    const lines: string[] = [];
    const log = createLog({ level: 'debug', out: { write: (line) => lines.push(line) } });
    const { botToken, appToken } = workspace.app;
    const settings = { botToken, appToken, apiUrl: workspace.apiUrl, allow: [], questionsPerMinute: 9, ...wrong };
    const state = await openState(':memory:');
    const { audit, secrets } = state;
    const error = await startSlack(settings, { audit, secrets, metrics: new Metrics(), log, now: Date.now }, []).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    await state.close();
    expect(lines.join('')).not.toMatch(/xox|xapp-/);
    return error;
  };

  it('for a wrong bot token', async () => {
    expect(await failure({ botToken: 'xoxb-wrong' })).toMatchObject({
      code: 'bad_configuration',
      message: expect.stringMatching(/^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Copy the bot token/),
    });
  });

  it('for a wrong app token', async () => {
    expect(await failure({ appToken: 'xapp-wrong' })).toMatchObject({
      code: 'bad_configuration',
      message: expect.stringMatching(/^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Copy the app-level token/),
    });
  });

  it('for a token of the wrong kind, which Slack’s client would retry for ever', async () => {
    workspace.faults.next('apps.connections.open', { kind: 'error', error: 'not_allowed_token_type' }, 100);
    const log = createLog({ level: 'debug', out: { write: () => true } });
    const reception = overSocket(workspace.app.appToken, workspace.apiUrl, log, 300);
    await expect(reception.open()).rejects.toThrow(/SLACK_APP_TOKEN \(not_allowed_token_type\)/);
    await reception.close();
  });

  it('for a Slack that is not there', async () => {
    workspace.down = true;
    expect(await failure({})).toMatchObject({
      code: 'remote',
      message: expect.stringMatching(/^Slack cannot be reached/),
    });
  });

  it('for a port that another program has', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    const { said, ended } = start('http', port);
    expect(await ended).toBe(2);
    expect(said()).toContain(`whylogin: PORT ${port}: another program has it.`);
    other.close();
  });
});

describe.each(['socket', 'http'] as const)('told to end, over %s', (mode) => {
  it('finishes what is being answered', async () => {
    const kim = workspace.person('kim');
    const help = workspace.channel('help', [kim]);
    const { child, said, ended } = start(mode);
    await expect.poll(said, { timeout: 20_000 }).toContain('whylogin is ready');
    if (mode === 'socket') await workspace.connected();
    else await workspace.useHttp(`http://127.0.0.1:${/"port":(\d+)/.exec(said())![1]}/slack/events`);

    // Slack takes no reply for a second, so that the answer is on its way when the end is asked for.
    workspace.faults.next('response_url', { kind: 'rate_limited', seconds: 1 });
    await kim.slash('/whylogin', 'ada@example.com', { channel: help });
    await expect.poll(() => workspace.received.of('response_url').length).toBe(1);
    child.kill('SIGTERM');
    await kim.waitsFor(help, /nothing in the logs/i);
    expect(await ended).toBe(0);
    expect(said()).not.toContain('ada@example.com');
  });
});
