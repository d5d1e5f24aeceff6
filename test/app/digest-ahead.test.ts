import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../playground/slack/channels.ts';
import type { Person } from '../../playground/slack/person.ts';
import { Workspace } from '../../playground/slack/workspace.ts';
import { isReadToItsEnd } from '../../src/app/digest-ahead.ts';
import { type Counting, countOnThreads } from '../../src/app/digest-counting.ts';
import { startDigests } from '../../src/app/digests.ts';
import { storesOf } from '../../src/app/stores.ts';
import { createLog } from '../../src/log.ts';
import { Metrics } from '../../src/metrics.ts';
import { type SlackBot, startSlack } from '../../src/slack/bot.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore } from '../../src/store/port.ts';
import { add, DAY, HOUR, login, MINUTE, MONDAY, people, WEEK, wrongPassword, ZONE } from '../digest/tenant.ts';

/** Weeks 44 to 46 are over, with the day after them. */
const NOW = MONDAY + WEEK + 3 * DAY;

let data: string;
let store: EventStore;
let state: State;
let threads: Counting;
let workspace: Workspace;
let kim: Person;
let identity: Channel;
let bot: SlackBot;
/** Weeks that were counted, with the part of the tenant: by whoever asked, and ahead. */
let asked: string[];
let ahead: string[];
let isCaughtUp: boolean;
let now: number;
let look: () => Promise<void>;

describe('weeks that nobody has asked for yet', () => {
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'whylogin-ahead-'));
    process.env.WHYLOGIN_DATA = data;
    const stores = storesOf();
    store = await stores.events();
    state = await stores.state();
    threads = countOnThreads([]);
    workspace = await Workspace.start();
    kim = workspace.person('kim', { zone: ZONE });
    identity = workspace.channel('identity', [kim], { bot: true });
    asked = [];
    ahead = [];
    isCaughtUp = true;
    now = NOW;
    const noting = (list: string[], count: Parameters<Parameters<Counting['during']>[0]>[0]): typeof count => {
      return (question) => {
        list.push([question.week.name, ...Object.values(question.filter ?? {})].join(' '));
        return count(question);
      };
    };
    const { feature, tasks } = startDigests({
      store,
      state,
      rules: [],
      zone: ZONE,
      tell: async () => undefined,
      counting: {
        during: (work) => threads.during((count) => work(noting(asked, count))),
        behind: (work) => threads.behind((count) => work(noting(ahead, count))),
        stop: () => threads.stop(),
      },
      isCaughtUp: () => isCaughtUp,
      owner: 'test',
      now: () => now,
    });
    look = tasks.find(({ name }) => name === 'weeks')!.run;
    bot = await startSlack(
      {
        botToken: workspace.app.botToken,
        appToken: workspace.app.appToken,
        apiUrl: workspace.apiUrl,
        allow: ['everyone'],
        questionsPerMinute: 100,
      },
      {
        audit: state.audit,
        secrets: state.secrets,
        metrics: new Metrics(),
        log: createLog({ level: 'error', out: { write: () => true } }),
        now: () => NOW,
      },
      [feature],
    );
    await workspace.connected();
  });

  afterEach(async () => {
    await bot.stop();
    await threads.stop();
    await store.close();
    await state.close();
    await workspace.stop();
    rmSync(data, { recursive: true });
    delete process.env.WHYLOGIN_DATA;
  });

  /** Logins of three weeks; each name fails once in week 46. */
  async function fill(): Promise<void> {
    await add(
      store,
      people(12).flatMap((name, i) => [
        login(MONDAY - 2 * WEEK + i * HOUR, name),
        login(MONDAY - WEEK + i * HOUR, name, { client_id: 'shop', client_name: 'Shop' }),
        wrongPassword(MONDAY + i * HOUR, name),
        login(MONDAY + i * HOUR + MINUTE, name),
      ]),
    );
  }

  /** A minute and another one pass. */
  async function twoMinutes(): Promise<void> {
    await look();
    await look();
  }

  async function ask(words: string): Promise<string> {
    const before = kim.sees(identity).length;
    await kim.slash('/logindigest', words, { channel: identity });
    const shown = () => JSON.stringify(kim.sees(identity).slice(before));
    await expect.poll(shown, { timeout: 15_000 }).toMatch(/^(?!.*Counting the week).*Week 46/);
    return shown();
  }

  it('a week that is asked for the first time was counted before, and is counted again once a row of it came late', async () => {
    await fill();
    await kim.slash('/logindigest', 'subscribe app:Shop', { channel: identity });
    await kim.waitsFor(identity, /This channel gets the digest/);

    isCaughtUp = false;
    await twoMinutes();
    expect(ahead).toEqual([]);
    isCaughtUp = true;
    await twoMinutes();
    expect(ahead).toEqual(['2026-W46', '2026-W46 Shop', '2026-W45', '2026-W45 Shop', '2026-W44', '2026-W44 Shop']);
    expect(await ask('2026-W46')).toContain('Looked at 24 events');
    await ask('2026-W46 app:Shop');
    expect(asked).toEqual([]);

    ahead.length = 0;
    await twoMinutes();
    expect(ahead).toEqual([]);
    await add(store, [login(MONDAY + 2 * DAY, 'late')]);
    await twoMinutes();
    expect(ahead).toEqual(['2026-W46', '2026-W46 Shop']);
    asked.length = 0;
    expect(await ask('2026-W46')).toContain('Looked at 25 events');
    expect(asked).toEqual([]);
  });

  it('whoever asks is served first: what is counted ahead is broken off, and done later', async () => {
    await fill();
    await look();
    const looking = look();
    await expect.poll(() => ahead).toEqual(['2026-W46']);
    await ask('2026-W46 app:Shop');
    expect(asked).toContain('2026-W46 Shop');
    await looking;
    expect(ahead).toEqual(['2026-W46']);
    await look();
    expect(ahead).toEqual(['2026-W46', '2026-W46', '2026-W45', '2026-W44']);
  });

  it('what cannot be counted is not tried again every minute', async () => {
    await fill();
    // The bot has it open; a thread that begins now finds none.
    rmSync(join(data, 'events.db'));
    await look();
    await expect(look()).rejects.toThrow('There is no store');
    await look();
    expect(ahead).toEqual(['2026-W46']);
    now += HOUR;
    await expect(look()).rejects.toThrow('There is no store');
  });
});

it('waits for the first reading of the logs to come to its end, and for no stream', () => {
  const health = (source: 'polling' | 'log stream', state: 'well' | 'waiting' | 'behind' | 'silent') => [
    { source, state, since: null, sentence: '' },
  ];
  expect(isReadToItsEnd(health('polling', 'waiting'))).toBe(false);
  expect(isReadToItsEnd(health('polling', 'behind'))).toBe(false);
  expect(isReadToItsEnd(health('polling', 'silent'))).toBe(true);
  expect(isReadToItsEnd(health('log stream', 'waiting'))).toBe(true);
  expect(isReadToItsEnd([])).toBe(true);
});
