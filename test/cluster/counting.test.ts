import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { asApiRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { type Counting, countOnThreads } from '../../src/app/digest-counting.ts';
import { openIpPlaces } from '../../src/app/ip-places.ts';
import { storesOf } from '../../src/app/stores.ts';
import { makeDigest } from '../../src/digest/make.ts';
import { lastWholeWeek } from '../../src/digest/week.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { addRows } from '../slack/office.ts';
import { CLUSTER, type Nodes, startNodes } from './clickhouse.ts';

const NOW = Date.UTC(2026, 9, 8, 10);

let nodes: Nodes;
let folder: string;
let counting: Counting;
let here: EventStore;
let there: EventStore;
const before = { ...process.env };

beforeAll(async () => {
  nodes = await startNodes(2);
  folder = mkdtempSync(join(tmpdir(), 'whylogin-counting-'));
  // As a bot has it: the thread reads the settings itself.
  process.env.WHYLOGIN_DATA = folder;
  process.env.CLICKHOUSE_URL = nodes.nodes.map(({ url }) => url).join(',');
  process.env.CLICKHOUSE_CLUSTER = CLUSTER;
  counting = countOnThreads([]);
  here = await openEventStore(':memory:');
  there = await storesOf().events();
  const rows = simulateTenant({ now: new Date(NOW), weeks: 3, size: 3_000 }).rows.map(asApiRow);
  await addRows(here, rows);
  await addRows(there, rows);
});
afterAll(async () => {
  await counting?.stop();
  await here?.close();
  await there?.close();
  await nodes?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  process.env = { ...before };
});

it('a bot over ClickHouse counts weeks beside, and they are the same as out of SQLite', async () => {
  const question = { week: lastWholeWeek(NOW, 'Europe/Berlin'), at: NOW };
  const ports = { places: openIpPlaces(), rules: [], memory: null, version: '1', pause: async () => undefined };
  const counted = await counting.during((count) => makeDigest(question, { ...ports, store: there, count }));
  const known = await makeDigest(question, { ...ports, store: here });
  expect(counted.coverage.events).toBeGreaterThan(100);
  expect(JSON.parse(JSON.stringify(counted))).toEqual(JSON.parse(JSON.stringify(known)));
});
