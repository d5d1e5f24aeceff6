import { parseArgs } from 'node:util';
import { readEvents } from '../../src/intake/file.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import { startNodes } from '../../test/cluster/clickhouse.ts';
import { addressIn } from '../../test/cluster/nodes.ts';
import { percentile } from '../figures.ts';

/**
 * How a store in ClickHouse grows: `tsx bench/store/clickhouse.ts LOG… --at 250000,500000`. After so many events: bytes
 * of an event in each table, look-ups of people drawn by event, a week as columns, and counting anew. Needs
 * test/cluster/prepare.sh.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { at: { type: 'string', default: '250000,500000,1000000' } },
});
const marks = values.at.split(',').map(Number);
const DAY = 86_400_000;
const LOOKUPS = 60;

const nodes = await startNodes(1);
const address = addressIn(nodes);
const store = await openClickHouse(address);
const people: string[] = [];
let [events, last, spent] = [0, 0, 0];

try {
  for await (const { arrivals } of readEvents(positionals)) {
    const start = performance.now();
    events += (await store.add(arrivals)).added;
    spent += performance.now() - start;
    for (const { event } of arrivals) {
      last = Math.max(last, event.at);
      if (event.userId !== null && Math.random() < 0.001) people.push(event.userId);
    }
    if (marks[0] === undefined || events < marks[0]) continue;
    marks.shift();
    process.stdout.write(`${JSON.stringify(await measured())}\n`);
    if (marks.length === 0) break;
  }
} finally {
  await store.close();
  await nodes.stop();
}

async function measured(): Promise<Record<string, unknown>> {
  const names = people.toSorted(() => Math.random() - 0.5).slice(0, LOOKUPS);
  const lookups: number[] = [];
  for (const userId of names) {
    const start = performance.now();
    await store.ofPerson({ userIds: [userId], identifiers: [] }, { from: last - 7 * DAY, to: last }, 10_000);
    lookups.push(performance.now() - start);
  }
  const counting = performance.now();
  await store.coverage();
  const counted = performance.now() - counting;
  const reading = performance.now();
  let rows = 0;
  for await (const { length } of store.counting.columns({ from: last - 7 * DAY, to: last }).stretches) rows += length;
  const read = performance.now() - reading;
  const sizes = await fetch(address.nodes[0]!, {
    method: 'POST',
    body: `SELECT table, sum(bytes_on_disk) / ${events}, sum(rows) / ${events} FROM system.parts
      WHERE active AND database = '${address.database}' GROUP BY table ORDER BY table FORMAT JSONCompact`,
  });
  const tables = ((await sizes.json()) as { data: [string, number, number][] }).data;
  return {
    events,
    perSecond: Math.round((events / spent) * 1000),
    lookup: { p50: percentile(lookups, 0.5), p95: percentile(lookups, 0.95) },
    coverageMs: Math.round(counted),
    week: { rows, perSecond: Math.round((rows / read) * 1000) },
    bytes: tables.reduce((sum, [, bytes]) => sum + bytes, 0),
    tables: Object.fromEntries(
      tables.map(([name, bytes, each]) => [name, [Math.round(bytes), Number(each.toFixed(2))]]),
    ),
  };
}
