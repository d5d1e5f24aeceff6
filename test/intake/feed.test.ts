import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fastClock } from '../../playground/auth0/fast-clock.ts';
import { Fault } from '../../src/errors.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import { GAPS } from '../../src/intake/checkpoint.ts';
import { Feed, readFeed } from '../../src/intake/feed.ts';
import { feedHealth, isStale, type Source } from '../../src/intake/feed-health.ts';
import { type FeedNotice, watchFeed } from '../../src/intake/feed-watch.ts';
import { createLog } from '../../src/log.ts';
import { Metrics } from '../../src/metrics.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';

const START = Date.parse('2026-11-24T08:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let at: number;
const clock = { now: () => at, sleep: (ms: number, signal?: AbortSignal) => real.sleep(ms, signal) };
const real = fastClock({ from: START, speed: 1_000 });
let state: State;
let metrics: Metrics;
let feed: Feed;

beforeEach(async () => {
  at = START;
  metrics = new Metrics();
  state = await openState(':memory:', { now: () => at });
});

afterEach(async () => {
  await feed.stop();
  await state.close();
});

async function open(...sources: Source[]): Promise<void> {
  feed = await Feed.start(sources, { cursors: state.cursors, clock, zone: 'Europe/Berlin', metrics });
}

function events(many: number, from: number, to = from): LogEvent[] {
  return Array.from({ length: many }, (_, n) => {
    const made = normalize({ date: from + ((to - from) * n) / many, type: 's' }, `900-${from}-${n}`);
    if ('reason' in made) throw new Error(made.reason);
    return made.event;
  });
}

function hear(source: Source, list: LogEvent[], added = list.length): void {
  feed.heard(source, list, { added, duplicates: list.length - added });
}

/** Two weeks of 240 events an hour. */
function used(source: Source): void {
  for (let hour = START - 14 * DAY; hour < START; hour += HOUR) hear(source, events(240, hour, hour + HOUR));
}

const only = () => {
  const [health] = feed.health();
  return health!;
};

describe('a source', () => {
  it('is well while it brings what is usual', async () => {
    await open('log stream');
    used('log stream');
    at = START + 4 * MINUTE;
    expect(only()).toMatchObject({ state: 'well', since: null });
  });

  it('that is usually busy and falls silent is noticed, with what is usual', async () => {
    await open('log stream');
    used('log stream');
    at = START + 20 * MINUTE;
    expect(only()).toEqual({
      source: 'log stream',
      state: 'silent',
      since: START,
      sentence:
        'The log stream has been silent since 09:00; about 80 events are usual in that time. Look at its Health page in the Auth0 Dashboard, Monitoring → Streams.',
    });
  });

  it('that is never busy at this hour is left alone', async () => {
    await open('log stream');
    for (let day = 14; day > 0; day--) hear('log stream', events(50, START - day * DAY, START - day * DAY + HOUR));
    at = START + 40 * HOUR;
    hear('log stream', events(1, START + 2 * HOUR));
    at = START + 47 * HOUR;
    expect(only().state).toBe('well');
  });

  it('is not blamed for the time in which nothing ran', async () => {
    await open('log stream');
    used('log stream');
    await feed.stop();
    at = START + 6 * HOUR;
    await open('log stream');
    at += 10 * MINUTE;
    expect(only().state).toBe('well');
  });

  it('is paused where polling finds what it should have brought', async () => {
    await open('polling', 'log stream');
    hear('log stream', events(5, START));
    at = START + 15 * MINUTE;
    hear('polling', events(30, START + 5 * MINUTE, START + 10 * MINUTE));
    const stream = feed.health().find(({ source }) => source === 'log stream')!;
    expect(stream.state).toBe('paused');
    expect(stream.sentence).toMatch(/brought nothing since 09:00, while 30 events were found without it/);
    hear('log stream', events(1, START + 14 * MINUTE));
    expect(feed.health().find(({ source }) => source === 'log stream')!.state).toBe('well');
  });

  it('is behind while old rows are read for long', async () => {
    await open('polling');
    at = START + 30 * MINUTE;
    hear('polling', events(100, START - 5 * HOUR));
    expect(only()).toMatchObject({ state: 'behind', sentence: expect.stringMatching(/6 hours behind.*04:00/) });
    feed.looked(null);
    expect(only().state).toBe('well');
  });

  it('that fails says since when and why', async () => {
    await open('polling');
    feed.looked(null);
    at = START + 10 * MINUTE;
    feed.looked(new Fault('remote', 'Auth0 has a problem of its own (503).'));
    expect(only()).toMatchObject({
      state: 'failing',
      since: START,
      sentence: 'Auth0’s logs have not been read since 09:00. Auth0 has a problem of its own (503).',
    });
    feed.looked(null);
    expect(only().state).toBe('well');
  });
});

describe('what others can read', () => {
  it('is kept: health for `check`, and a sign of life', async () => {
    await open('polling');
    feed.looked(null);
    await feed.stop();
    const record = (await readFeed(state.cursors))!;
    expect(isStale(record, at + MINUTE)).toBe(false);
    expect(isStale(record, at + 10 * MINUTE)).toBe(true);
    expect(feedHealth(record, at, 'UTC')).toMatchObject([{ source: 'polling', state: 'well' }]);
  });

  it('is counted', async () => {
    await open('polling');
    hear('polling', events(10, START), 7);
    await feed.stop();
    const text = await metrics.registry.metrics();
    expect(text).toContain('whylogin_events_total{source="polling",result="added"} 7');
    expect(text).toContain('whylogin_events_total{source="polling",result="duplicate"} 3');
    expect(text).toContain('whylogin_source_up{source="polling"} 1');
  });

  it('is in an answer: what is lost and what may be missing', async () => {
    await open('log stream');
    used('log stream');
    await state.cursors.set(`${GAPS}${START - 2 * DAY}`, String(START - DAY));
    at = START + 20 * MINUTE;
    expect(await feed.remarks({ from: START - 7 * DAY, to: at })).toEqual({
      notes: [
        'Auth0 dropped its logs from 2026-11-22T08:00Z to 2026-11-23T08:00Z before they were read.',
        expect.stringMatching(/silent since \d{4}-\d\d-\d\dT\d\d:\d\dZ/),
      ],
      unread: true,
    });
    const since = await feed.remarks({ from: START - 12 * HOUR, to: at });
    expect(since).toMatchObject({ notes: [expect.any(String)], unread: false });
  });

  it('leaves open what happened while the first reading is not at its end', async () => {
    await open('polling');
    hear('polling', events(10, START), 10);
    expect(await feed.remarks({ from: START - DAY, to: at })).toEqual({
      notes: [expect.stringMatching(/still being read, up to \d{4}-\d\d-\d\dT\d\d:\d\dZ so far/)],
      unread: true,
    });
    feed.looked(null);
    expect(await feed.remarks({ from: START - DAY, to: at })).toEqual({ notes: [], unread: false });
  });
});

describe('a notice', () => {
  const told: FeedNotice[] = [];
  let refuse = false;
  let watching: { stop(): Promise<void> };
  const watch = () => {
    watching = watchFeed({
      health: () => feed.health(),
      state,
      notify: async (notice) => {
        if (refuse) throw new Error('Slack is down');
        told.push(notice);
      },
      clock,
      log: createLog({ level: 'error', out: { write: () => {} } }),
    });
  };
  const aWhile = () => real.sleep(200_000);

  beforeEach(() => {
    told.length = 0;
    refuse = false;
  });
  afterEach(() => watching.stop());

  it('comes once when a source falls silent and once when it is back, over restarts too', async () => {
    await open('log stream');
    used('log stream');
    at = START + 20 * MINUTE;
    watch();
    await aWhile();
    await watching.stop();
    watch();
    await aWhile();
    expect(told).toMatchObject([{ source: 'log stream', kind: 'trouble' }]);
    at = START + 25 * MINUTE;
    hear('log stream', events(1, at));
    await aWhile();
    expect(told.map(({ kind }) => kind)).toEqual(['trouble', 'over']);
    expect(told[1]!.sentence).toMatch(/last brought events at 09:25/);
  });

  it('waits out what passes by itself', async () => {
    await open('polling');
    feed.looked(null);
    at = START + 3 * MINUTE;
    feed.looked(new Fault('remote', 'No.'));
    watch();
    await aWhile();
    expect(told).toEqual([]);
  });

  it('is given again where Slack did not take it', async () => {
    await open('log stream');
    used('log stream');
    at = START + 20 * MINUTE;
    refuse = true;
    watch();
    await aWhile();
    refuse = false;
    await aWhile();
    expect(told).toHaveLength(1);
  });
});
