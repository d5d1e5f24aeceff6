import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asApiRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { backtestCommand } from '../../src/cli/backtest.ts';
import { makeDigest } from '../../src/digest/make.ts';
import { lastWholeWeek, weeksBefore } from '../../src/digest/week.ts';
import { NO_PLACES } from '../../src/event/ip-places.ts';
import { readEvents } from '../../src/intake/file.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { explain } from '../../src/why/explain.ts';
import { gather } from '../../src/why/gather.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { GOLDEN } from '../golden/all.ts';
import { answer } from '../golden/golden.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { emptied, newStore } from './nodes.ts';

const NOW = new Date(Date.UTC(2026, 9, 8, 10));
const DAY = 86_400_000;
/** Cases that are asked at once, each in a database of its own. */
const LANES = 4;

let one: Nodes;
let two: Nodes;

beforeAll(async () => {
  [one, two] = await Promise.all([startNodes(1), startNodes(2)]);
});
afterAll(() => Promise.all([one?.stop(), two?.stop()]));

/** In every character; where not, the difference is shown. */
function same(found: unknown, expected: unknown, what?: string): void {
  expect(JSON.parse(JSON.stringify(found)), what).toEqual(JSON.parse(JSON.stringify(expected)));
  expect(JSON.stringify(found), what).toBe(JSON.stringify(expected));
}

describe('the same explanation comes out of ClickHouse as out of SQLite', () => {
  const some = GOLDEN.filter((_, i) => i % 6 === 0);

  it.each([
    ['every golden case, on one node', () => one, GOLDEN],
    ['some of them, on two shards', () => two, some],
  ] as const)('for %s', async (_, nodes, stories) => {
    const waiting = [...stories];
    const lane = async () => {
      const open = emptied(nodes());
      for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
        const [here, there] = [await answer(story), await answer(story, undefined, open)];
        same(there, here, story.title);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  });
});

describe('of a tenant of four weeks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whylogin-same-'));
  const file = join(folder, 'events.ndjson');
  const world = simulateTenant({ now: NOW, weeks: 4, size: 20_000, seed: 7 });
  let here: EventStore;
  let there: EventStore;

  beforeAll(async () => {
    writeFileSync(file, world.rows.map((row) => `${JSON.stringify(asApiRow(row))}\n`).join(''));
    here = await openEventStore(':memory:');
    there = await newStore(two);
    for await (const { arrivals } of readEvents([file])) {
      await here.add(arrivals);
      await there.add(arrivals);
      // As sources do: some of it comes again.
      await there.add(arrivals.filter((_, i) => i % 3 === 0));
    }
  });
  afterAll(async () => {
    await here?.close();
    await there?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const both = async (ask: (store: EventStore) => Promise<unknown>) => {
    const [a, b] = [await ask(here), await ask(there)];
    same(b, a);
  };

  it.each(world.people.map(({ who }) => who))('%s is explained alike', (who) =>
    both(async (store) =>
      explain(
        await gather(
          { subject: parseSubject(who), at: NOW.getTime(), since: 7 * DAY },
          { store, profile: null, rules: [] },
        ),
      ),
    ),
  );

  const week = lastWholeWeek(NOW.getTime(), 'Europe/Berlin');
  it.each(
    [0, 1, 2, 3].flatMap((weeks) =>
      (['Europe/Berlin', 'America/New_York'] as const).map((zone) => [weeks, zone] as const),
    ),
  )('the digest of %i weeks ago in %s reads alike', (weeks, zone) =>
    both((store) =>
      makeDigest(
        { week: weeksBefore({ ...week, zone }, weeks), at: NOW.getTime() },
        { store, places: NO_PLACES, rules: [], memory: null, version: '1', pause: async () => undefined },
      ),
    ),
  );

  it('a backtest opens the same incidents', async () => {
    const run = (openEmpty: () => Promise<EventStore>) =>
      backtestCommand(
        { logs: [file], step: '1m', sensitivity: 'medium' },
        { zone: 'Europe/Berlin', openEmpty, places: NO_PLACES },
      );
    const [a, b] = [await run(() => openEventStore(':memory:')), await run(() => newStore(two))];
    same(b, a);
    expect(a.incidents.length).toBeGreaterThan(0);
  });
});
