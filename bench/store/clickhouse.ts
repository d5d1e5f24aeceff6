import { setImmediate as turn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeDigest } from '../../src/digest/make.ts';
import { lastWholeWeek } from '../../src/digest/week.ts';
import { NO_PLACES } from '../../src/event/ip-places.ts';
import { readEvents } from '../../src/intake/file.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import { explain } from '../../src/why/explain.ts';
import { gather } from '../../src/why/gather.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { startNodes } from '../../test/cluster/clickhouse.ts';
import { addressIn } from '../../test/cluster/nodes.ts';
import { percentile } from '../figures.ts';

/**
 * How a store in ClickHouse grows: `tsx bench/store/clickhouse.ts LOG… --at 250000,500000`. After so many events: bytes
 * of an event in each table, look-ups and whole explanations of people drawn by event, a week as columns and as a
 * digest, and counting anew. Needs test/cluster/prepare.sh.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { at: { type: 'string', default: '250000,500000,1000000' } },
});
const marks = values.at.split(',').map(Number);
const DAY = 86_400_000;
const LOOKUPS = 60;
/** Batches on their way at once, as `whylogin import` has them. */
const AT_ONCE = 3;

const nodes = await startNodes(1);
const address = addressIn(nodes);
const store = await openClickHouse(address);
const people: string[] = [];
let [events, last, spent] = [0, 0, 0];

try {
  let began = performance.now();
  const waiting: Promise<unknown>[] = [];
  for await (const { arrivals } of readEvents(positionals)) {
    waiting.push(store.add(arrivals));
    if (waiting.length >= AT_ONCE) await waiting.shift();
    events += arrivals.length;
    for (const { event } of arrivals) {
      last = Math.max(last, event.at);
      if (event.identifier !== null && Math.random() < 0.001) people.push(event.identifier);
    }
    if (marks[0] === undefined || events < marks[0]) continue;
    marks.shift();
    await Promise.all(waiting.splice(0));
    spent += performance.now() - began;
    process.stdout.write(`${JSON.stringify(await measured())}\n`);
    if (marks.length === 0) break;
    began = performance.now();
  }
} finally {
  await store.close();
  await nodes.stop();
}

async function measured(): Promise<Record<string, unknown>> {
  const names = people.toSorted(() => Math.random() - 0.5).slice(0, LOOKUPS);
  const lookups = await taken(names, async (name) => {
    const keys = { userIds: [], identifiers: [name] };
    const userIds = [...new Set((await store.identitiesOf(keys)).map(({ userId }) => userId))];
    await store.ofPerson({ userIds, identifiers: [name] }, { from: last - 7 * DAY, to: last }, 10_000);
  });
  const explained = await taken(names, async (name) => {
    const question = { subject: parseSubject(name), at: last, since: 7 * DAY };
    explain(await gather(question, { store, profile: null, rules: [] }));
  });
  const counting = performance.now();
  await store.coverage();
  const counted = performance.now() - counting;
  const reading = performance.now();
  let rows = 0;
  for await (const { length } of store.counting.columns({ from: last - 7 * DAY, to: last }).stretches) rows += length;
  const read = performance.now() - reading;
  const digesting = performance.now();
  const week = lastWholeWeek(last, 'UTC');
  await makeDigest(
    { week, at: last },
    { store, places: NO_PLACES, rules: [], memory: null, version: '1', pause: turn },
  );
  const digested = performance.now() - digesting;
  const sizes = await fetch(address.nodes[0]!, {
    method: 'POST',
    body: `SELECT table, sum(bytes_on_disk) / ${events}, sum(rows) / ${events} FROM system.parts
      WHERE active AND database = '${address.database}' GROUP BY table ORDER BY table FORMAT JSONCompact`,
  });
  const tables = ((await sizes.json()) as { data: [string, number, number][] }).data;
  return {
    events,
    perSecond: Math.round((events / spent) * 1000),
    lookup: lookups,
    explanation: explained,
    digestMs: Math.round(digested),
    coverageMs: Math.round(counted),
    week: { rows, perSecond: Math.round((rows / read) * 1000) },
    bytes: tables.reduce((sum, [, bytes]) => sum + bytes, 0),
    tables: Object.fromEntries(
      tables.map(([name, bytes, each]) => [name, [Math.round(bytes), Number(each.toFixed(2))]]),
    ),
  };
}

/** How long each takes, one after the other, ms. */
async function taken(
  names: readonly string[],
  ask: (name: string) => Promise<void>,
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (const name of names) {
    const start = performance.now();
    await ask(name);
    times.push(performance.now() - start);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}
