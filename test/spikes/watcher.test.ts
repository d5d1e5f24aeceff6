import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_PLACES } from '../../src/event/ip-places.ts';
import type { IncidentView } from '../../src/spikes/view.ts';
import { Watcher, type WatcherPorts } from '../../src/spikes/watcher.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore, Range } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { addRows, everyday, gotIn, inOrder, type Row, stuffing, within } from './little-tenant.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-10-15T10:00:00Z');
const HISTORY = 3 * DAY;
const usual = everyday({
  logins: 2,
  failures: 0.4,
  from: NOW - HISTORY,
  minutes: (HISTORY + 4 * HOUR) / MINUTE,
});
const before = usual.filter(({ date }) => Date.parse(date) < NOW);
const after = usual.filter(({ date }) => Date.parse(date) >= NOW);

interface Told {
  what: string;
  view: IncidentView;
}

let store: EventStore;
let state: State;
let now: number;
let told: Told[];
let lost: Range[];

beforeEach(async () => {
  now = NOW;
  told = [];
  lost = [];
  state = await openState(':memory:', { now: () => now });
  store = await openEventStore(':memory:');
  await add(before);
});
afterEach(async () => {
  await store.close();
  await state.close();
});

const add = (rows: readonly Row[]) => addRows(store, rows);

function watcher(more: Partial<WatcherPorts> = {}): Watcher {
  return new Watcher(
    { zone: 'Europe/Berlin', sensitivity: 'medium' },
    {
      store,
      memory: state.incidents,
      places: NO_PLACES,
      lost: async () => lost,
      polls: true,
      now: () => now,
      tell: async (view, what) => void told.push({ what, view }),
      failed: (error) => {
        throw error;
      },
      ...more,
    },
  );
}

/** Lets time pass, minute by minute, as polling would bring it. */
async function pass(watch: Watcher, rows: readonly Row[], until: number): Promise<void> {
  for (let from = now; from < until; from += MINUTE) {
    watch.stored(await add(within(rows, from, from + MINUTE)));
    now = from + MINUTE;
    watch.looked(now + 20_000);
    await watch.settled();
  }
}

const said = () => told.map(({ what }) => what).filter((what) => what !== 'refreshed' && what !== 'joined');

describe('Watcher', () => {
  it('knows the tenant from its stored events, and tells an attack as it goes on', async () => {
    const watch = watcher();
    expect(await watch.start()).toMatchObject({ incidents: [] });
    const rows = inOrder([...after, ...stuffing(NOW + 5 * MINUTE, 20, 20), gotIn(NOW + 12 * MINUTE + 5_000)]);
    await pass(watch, rows, NOW + 45 * MINUTE);
    expect(said()).toEqual(['opened', 'critical', 'over']);
    const [opened] = told;
    expect(opened!.view.incident.openedAt).toBeLessThanOrEqual(NOW + 7 * MINUTE);
    expect(opened!.view.curve.seen).toHaveLength(18);
    // Told within the minute that somebody got in.
    expect(told.find(({ what }) => what === 'critical')!.view.asOf).toBeLessThanOrEqual(NOW + 14 * MINUTE);
    expect(told.at(-1)!.view.incident.gotIn).toBe(1);
    expect(JSON.stringify(told)).not.toMatch(/@example|victim/);
    await watch.stop();
  });

  it('tells of a flood before its first minute is over, and counts the rest of the minute', async () => {
    const watch = watcher();
    await watch.start();
    await pass(watch, after, NOW + 5 * MINUTE);
    const from = now;
    const rows = inOrder([...after, ...stuffing(from, 20, 120)]);
    for (; now < from + MINUTE; now += 10_000) {
      watch.stored(await add(within(rows, now, now + 10_000)));
      await watch.settled();
      if (said().length > 0) break;
    }
    expect(said()).toEqual(['opened']);
    expect(now - from).toBeLessThan(45_000);
    now += 10_000;
    expect(told[0]!.view.incident.openedAt).toBe(from + MINUTE);
    await pass(watch, rows, from + 21 * MINUTE);
    // All of the first minute is in the curve, though it was told of in its middle.
    const { curve } = told.findLast(({ view }) => view.incident.resolvedAt === null)!.view;
    const seen = curve.seen.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    expect(seen).toBeGreaterThan(
      rows.filter(({ type, date }) => type === 'fu' && Date.parse(date) < from + 10 * MINUTE).length,
    );
    await pass(watch, rows, from + 35 * MINUTE);
    expect(said()).toEqual(['opened', 'over']);
    await watch.stop();
  });

  it('lets others have their turn while it learns', async () => {
    let turns = 0;
    const turn = () => {
      turns++;
      waiting = setImmediate(turn);
    };
    let waiting = setImmediate(turn);
    const watch = watcher();
    await watch.start();
    clearImmediate(waiting);
    // Three days of minutes, some two dozen at a time.
    expect(turns).toBeGreaterThan(100);
    await watch.stop();
  });

  it('comes to the same incident after it was killed in the middle', async () => {
    const rows = inOrder([...after, ...stuffing(NOW + 5 * MINUTE, 30, 20)]);
    const killed = watcher();
    await killed.start();
    await pass(killed, rows, NOW + 15 * MINUTE);
    const [{ view: first } = { view: undefined! }] = told;
    // Nothing was told to stop; the next one starts ten minutes later, with what came meanwhile.
    told = [];
    await add(within(rows, now, NOW + 25 * MINUTE));
    now = NOW + 25 * MINUTE;
    const next = watcher();
    expect(await next.start()).toBeNull();
    await pass(next, rows, NOW + 60 * MINUTE);
    expect(new Set(told.map(({ view }) => view.incident.id))).toEqual(new Set([first.incident.id]));
    expect(said()).toEqual(['over']);
    expect(told.at(-1)!.view.incident).toMatchObject({ openedAt: first.incident.openedAt, pings: 1 });
    expect(told.at(-1)!.view.turns.map(({ what }) => what)).toEqual(['opened', 'over']);
    await next.stop();
  });

  it('tells as soon as it is back that somebody got in meanwhile', async () => {
    const killed = watcher();
    await killed.start();
    await pass(killed, inOrder([...after, ...stuffing(NOW + 5 * MINUTE, 30, 20)]), NOW + 12 * MINUTE);
    await add([gotIn(NOW + 13 * MINUTE), ...stuffing(NOW + 12 * MINUTE, 3, 20)]);
    told = [];
    now = NOW + 15 * MINUTE;
    const next = watcher();
    await next.start();
    expect(said()).toEqual(['critical']);
    expect(told.at(-1)!.view.incident.gotIn).toBe(1);
    await next.stop();
  });

  it('tells of what happened while it could not look, as past', async () => {
    const first = watcher();
    await first.start();
    await pass(first, after, NOW + 5 * MINUTE);
    await first.stop();
    const rows = inOrder([...after, ...stuffing(NOW + 10 * MINUTE, 15, 20)]);
    await add(within(rows, now, NOW + 2 * HOUR));
    now = NOW + 2 * HOUR;
    const next = watcher();
    await next.start();
    expect(said()).toEqual(['opened', 'over']);
    expect(told[0]!.view.incident.marks).toEqual(['past']);
    await next.stop();
  });

  it('says what it would have told at the first start, and tells only what still goes on', async () => {
    await add(stuffing(NOW - 1.5 * DAY, 20, 20, 'old'));
    await add(stuffing(NOW - 10 * MINUTE, 10, 20, 'new'));
    const watch = watcher();
    const history = await watch.start();
    expect(history!.incidents).toHaveLength(2);
    expect(said()).toEqual(['opened']);
    expect(told[0]!.view.incident.openedAt).toBeGreaterThan(NOW - 15 * MINUTE);
    await watch.stop();
  });

  it('does not take a stretch that Auth0 dropped for an outage', async () => {
    lost = [{ from: NOW + 5 * MINUTE, to: NOW + 95 * MINUTE }];
    const watch = watcher();
    await watch.start();
    const rows = after.filter(({ date }) => Date.parse(date) < lost[0]!.from || Date.parse(date) > lost[0]!.to);
    await pass(watch, rows, NOW + 100 * MINUTE);
    expect(said()).toEqual([]);
    await watch.stop();
  });

  it('waits while nobody can look, and then sees an outage', async () => {
    const watch = watcher();
    await watch.start();
    now = NOW + 30 * MINUTE;
    watch.stored([]);
    await watch.settled();
    expect(said()).toEqual([]);
    watch.looked(now);
    await watch.settled();
    expect(said()).toEqual(['opened']);
    expect(told[0]!.view).toMatchObject({
      incident: { kind: 'drop', lead: 'login', severity: 'critical' },
      evidence: { silent: true },
    });
    await watch.stop();
  });

  it('counts an event once, however often it is brought', async () => {
    const watch = watcher();
    await watch.start();
    const rows = after.filter(({ date }) => Date.parse(date) < NOW + 10 * MINUTE);
    const events = await add(rows);
    for (let times = 0; times < 20; times++) watch.stored(events);
    watch.looked(NOW + 12 * MINUTE);
    await watch.settled();
    expect(said()).toEqual([]);
    await watch.stop();
  });

  it('tells again what could not be told', async () => {
    let broken = true;
    const watch = watcher({
      tell: async (view, what) => {
        if (broken) throw new Error('the state is away');
        told.push({ what, view });
      },
      failed: () => {},
    });
    await watch.start();
    const rows = inOrder([...after, ...stuffing(NOW + 2 * MINUTE, 20, 20)]);
    await pass(watch, rows, NOW + 6 * MINUTE);
    broken = false;
    await pass(watch, rows, NOW + 8 * MINUTE);
    expect(said()).toEqual(['opened']);
    await watch.stop();
  });

  it('begins anew where the zone is another', async () => {
    const first = watcher();
    await first.start();
    await first.stop();
    const other = new Watcher(
      { zone: 'America/New_York', sensitivity: 'medium' },
      {
        store,
        memory: state.incidents,
        places: NO_PLACES,
        lost: async () => [],
        polls: true,
        now: () => now,
        tell: async () => {},
        failed: () => {},
      },
    );
    expect(await other.start()).not.toBeNull();
    await other.stop();
  });
});
