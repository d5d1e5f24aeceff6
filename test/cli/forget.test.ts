import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type ForgetOptions, forgetCommand } from '../../src/cli/forget.ts';
import type { Known } from '../../src/live/port.ts';
import { subjectHash } from '../../src/privacy.ts';
import { encodeQuestion } from '../../src/slack/answer/question.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { all } from '../store/contract.ts';
import { arrival, DAY, event, START } from '../store/events.ts';
import { folder } from '../store/folder.ts';
import { Whylogin } from './whylogin.ts';

const NOW = START + 20 * DAY;
const ADA = { userId: 'auth0|ada-unique', identifier: 'ada.unique@example.com' };
const NAMES = ['ada-unique', 'ada.unique', 'Ada.Unique', 'ada.private', 'ada-at-google', 'ada-nick'];

/** Every file of a folder, byte by byte. */
function tracesIn(data: string): string[] {
  return readdirSync(data).flatMap((file) => {
    const bytes = readFileSync(join(data, file));
    return NAMES.filter((name) => bytes.includes(name)).map((name) => `${name} in ${file}`);
  });
}

describe('whylogin forget', () => {
  let path: string;
  let store: EventStore;
  let state: State;
  let known: Known;

  beforeEach(async () => {
    path = folder('data', 'events.db');
    store = await openEventStore(path);
    state = await openState(join(dirname(path), 'state.db'), { now: () => NOW });
    known = { profile: null, notes: [] };
  });
  afterEach(async () => {
    await store.close();
    await state.close();
  });

  async function forget(who: string, options: ForgetOptions = {}): Promise<string> {
    let text = '';
    const out = { write: (part: string) => (text += part) };
    await forgetCommand(who, options, {
      store,
      state,
      live: async () => known,
      watched: (question) => (question === '{}' ? null : parseSubject(JSON.parse(question)[0])),
      retentionDays: 90,
      actor: 'root',
      now: () => NOW,
      out,
      err: { write: () => true },
    });
    return text;
  }

  const theirs = [
    event({ ...ADA, type: 'fp', at: START }),
    event({ identifier: 'Ada.Unique@example.com', userId: 'google-oauth2|ada-at-google', prompts: ['login'] }),
    event({ identifier: 'ada.private@example.org', userId: 'google-oauth2|ada-at-google', at: START + DAY }),
    event({ ...ADA, type: 'sapi', targetUserId: ADA.userId, facts: { linkedUserIds: ['sms|ada-nick'] } }),
    event({ userId: 'sms|ada-nick', type: 's', at: START + 2 * DAY }),
  ];
  const others = [
    event({ identifier: 'ben@example.com', userId: 'auth0|ben', prompts: ['login'] }),
    event({ identifier: 'cleo@example.com', type: 'fp', at: START + 3 * DAY }),
  ];

  async function fill(): Promise<void> {
    await store.add([...theirs, ...others].map((of) => ({ event: of, body: JSON.stringify(of) })));
    await store.addOdd([{ reason: 'no date', raw: '{"user_name":"ada.unique@example.com"}' }]);
    const secret = await state.secrets.get('subjects');
    const report = { actor: 'U1', verdict: 'wrong_password', expected: null, comment: '', version: '1.0.0' };
    await state.feedback.add({ ...report, subject: subjectHash(secret, 'ADA.private@example.org'), logIds: [] });
    await state.feedback.add({ ...report, subject: 'as an event', logIds: [theirs[0]!.logId] });
    await state.feedback.add({ ...report, subject: 'of ben', logIds: [others[0]!.logId] });
    const watch = { actor: 'U1', channel: 'D1', ts: '1', place: null, at: NOW, until: NOW + DAY, shown: '[]' };
    for (const [i, who] of ['ada.unique@example.com', 'ben@example.com', `log:${theirs[0]!.logId}`].entries()) {
      const question = encodeQuestion({ who, at: NOW, since: DAY, application: null, ticket: null });
      await state.watches.open({ ...watch, id: `watch ${i}`, question });
    }
    await state.watches.open({ ...watch, id: 'unreadable', question: '{}' });
    for (const week of ['2026-W40', '2026-W41', '2026-W42']) await state.weeks.remember(`${week} UTC abc`, 1, {});
  }

  it('says under which names somebody is known and what would go, and changes nothing', async () => {
    await fill();
    const before = tracesIn(dirname(path));
    const text = await forget('ADA.unique@example.com');
    expect(text).toBe(`Known here as:
  ada.unique@example.com
  ada.private@example.org
  auth0|ada-unique
  google-oauth2|ada-at-google
  sms|ada-nick

This would go:
  5 events of 2026-10-06 to 2026-10-08: theirs, and others that name them
  1 event that was not understood
  2 reports of wrong answers
  2 watches that go on
  2 counted weeks, to be counted anew

Nothing was changed.
If all these names are one person’s: whylogin forget ADA.unique@example.com --yes
If not, for the one name alone: whylogin forget ADA.unique@example.com --only
`);
    expect(tracesIn(dirname(path))).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
    expect(await all(store)).toHaveLength(7);
    expect(await state.tombstones.all()).toEqual([]);
    expect(await state.audit.head()).toBeNull();
  });

  it('asks nothing about other names where there are none', async () => {
    await fill();
    expect(await forget('nobody.of.that@example.com')).toMatch(
      /\nNothing was changed\.\nTo do it: whylogin forget nobody\.of\.that@example\.com --yes\n$/,
    );
  });

  it('deletes all of it, down to the bytes, and nothing of anybody else', async () => {
    await fill();
    const running = await openEventStore(path, { readOnly: true });
    expect(await all(running)).toHaveLength(7);
    const text = await forget('auth0|ada-unique', { yes: true });
    expect(text).toMatch(
      /Gone:\n {2}5 events .*\n {2}1 event .*\n {2}2 reports .*\n {2}2 watches .*\n {2}2 counted weeks/,
    );
    expect(text).toContain('is left out until 2027-01-24');
    expect(tracesIn(dirname(path))).toEqual([]);
    expect(await all(running)).toEqual(others.toSorted((a, b) => a.at - b.at));
    expect((await state.feedback.all()).map(({ subject }) => subject)).toEqual(['of ben']);
    expect((await state.watches.all()).map(({ id }) => id).toSorted()).toEqual(['unreadable', 'watch 1']);
    expect(await state.weeks.names()).toEqual(['2026-W40 UTC abc']);
    const entries = [];
    for await (const page of state.audit.rows()) entries.push(...page);
    expect(entries).toMatchObject(
      ['begun', 'forgot 5 events'].map((outcome) => ({ action: 'forget', actor: 'root', outcome })),
    );
    expect(entries[0]!.subject).toBe(subjectHash(await state.secrets.get('subjects'), 'auth0|ada-unique'));
    expect(await state.audit.verify()).toBeNull();
    await running.close();
    expect(await forget('auth0|ada-unique', { yes: true })).toContain('nothing is stored under these names');
  });

  it('deletes what has one name alone, where that is wanted', async () => {
    await fill();
    expect(await forget('ada.private@example.org', { only: true })).toMatch(
      /Known here as:\n {2}ada\.private@example\.org\n\nThis would go:\n {2}1 event [\s\S]*--only --yes/,
    );
    await forget('ada.private@example.org', { only: true, yes: true });
    expect(await all(store)).toHaveLength(6);
    expect(tracesIn(dirname(path)).filter((trace) => trace.startsWith('ada.private'))).toEqual([]);
  });

  it('knows the names that only Auth0 knows', async () => {
    await store.add([arrival(event({ identifier: 'ada-nick', type: 'fp' })), arrival(event({ identifier: 'ada' }))]);
    const user = { user_id: 'auth0|ada-unique', email: 'ada.unique@example.com', username: 'ada-nick' };
    known = { profile: { users: [user] }, notes: [] };
    expect(await forget('ada.unique@example.com', { yes: true })).toMatch(
      /ada-nick\n.*auth0\|ada-unique\n[\s\S]*1 event /,
    );
    expect((await all(store)).map(({ identifier }) => identifier)).toEqual(['ada']);
  });

  it.each(['ip:192.0.2.1', 'log:90020261006', 'two words'])('refuses %s', async (who) => {
    await expect(forget(who, { yes: true })).rejects.toMatchObject({ code: 'bad_request' });
    expect(await state.audit.head()).toBeNull();
  });
});

describe('whylogin forget, the command', () => {
  const KEY = 'stream-key-0123456789';
  const whylogin = new Whylogin(inject('built'));
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  function run(
    data: string,
    ...args: string[]
  ): { child: ChildProcess; said(): string; ended: Promise<number | null> } {
    const child = whylogin.start(args, { data, cwd: data, env: { AUTH0_STREAM_TOKEN: KEY, PORT: '0' } });
    children.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream!.on('data', (chunk) => {
        text += chunk;
      });
    return { child, said: () => text, ended: new Promise((resolve) => child.once('close', resolve)) };
  }

  /** As Auth0 sends them. */
  function rows(count: number, from = 0): string {
    return Array.from({ length: count }, (_, i) => {
      const isTheirs = (from + i) % 3 === 0;
      const data = {
        date: new Date(Date.now() - (from + i) * 60_000).toISOString(),
        type: 'fp',
        user_id: isTheirs ? ADA.userId : `auth0|${i}`,
        user_name: isTheirs ? ADA.identifier : `p${i}@example.com`,
        ip: '192.0.2.1',
        details: { said: isTheirs ? 'ada-nick' : 'nothing' },
      };
      const logId = `90020261006${String(from + i).padStart(45, '0')}`;
      return JSON.stringify({ log_id: logId, data: { log_id: logId, ...data } });
    }).join('\n');
  }

  it('works beside a running bot, which takes in nothing of them from then on', async () => {
    const data = dirname(folder('events.db'));
    const bot = run(data, 'start');
    await expect.poll(bot.said, { timeout: 30_000 }).toContain('whylogin is ready');
    const url = `http://127.0.0.1:${/"port":(\d+)/.exec(bot.said())![1]}/auth0/events`;
    const send = async (body: string) =>
      (await fetch(url, { method: 'POST', headers: { authorization: KEY }, body })).status;
    expect(await send(rows(900))).toBe(200);

    const command = run(data, 'forget', ADA.identifier, '--yes');
    const statuses = new Set<number>();
    for (let i = 0; command.child.exitCode === null; i++) {
      statuses.add(await send(rows(30, (i % 60) * 30)));
      await pause(5);
    }
    expect(await command.ended).toBe(0);
    expect(statuses).toEqual(new Set([200]));
    expect(await send(rows(1_800))).toBe(200);
    expect(tracesIn(data)).toEqual([]);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);

    expect(tracesIn(data)).toEqual([]);
    const store = await openEventStore(join(data, 'events.db'), { readOnly: true });
    expect((await store.coverage()).events).toBe(1_200);
    for await (const page of store.bodies({ from: 0, to: NOW + 9_999 * DAY }))
      for (const { body } of page) expect(body).not.toContain('ada-nick');
    await store.close();

    const file = join(data, 'rows.ndjson');
    writeFileSync(file, rows(1_810));
    const importing = run(data, 'import', file);
    expect(await importing.ended).toBe(0);
    expect(importing.said()).toMatch(/6 new events stored; 1,200 already there\.\n604 left out/);
    rmSync(file);
    const asking = run(data, 'explain', ADA.identifier);
    expect(await asking.ended).toBe(0);
    expect(asking.said()).toMatch(/^There is nothing in the logs for /);
    expect(tracesIn(data)).toEqual([]);
  });

  it('can be killed at any moment and given again', async () => {
    const data = dirname(folder('events.db'));
    const store = await openEventStore(join(data, 'events.db'));
    const many = Array.from({ length: 12_000 }, (_, i) =>
      event({ at: START + i * 60_000, ...(i % 7 === 0 ? ADA : { identifier: `p${i}@example.com` }), type: 'fp' }),
    );
    for (let i = 0; i < many.length; i += 3_000)
      await store.add(many.slice(i, i + 3_000).map((of) => ({ event: of, body: JSON.stringify(of) })));
    await store.close();
    for (const ms of [40, 400]) {
      const { child, said, ended } = run(data, 'forget', ADA.identifier, '--yes');
      await expect.poll(said, { timeout: 30_000, interval: 5 }).toContain('Reading all that is stored');
      await pause(ms);
      child.kill('SIGKILL');
      await ended;
    }
    expect(await run(data, 'forget', ADA.identifier, '--yes').ended).toBe(0);
    expect(tracesIn(data)).toEqual([]);
    const left = await openEventStore(join(data, 'events.db'), { readOnly: true });
    expect((await left.coverage()).events).toBe(many.filter((_, i) => i % 7 !== 0).length);
    await left.close();
  });
});
