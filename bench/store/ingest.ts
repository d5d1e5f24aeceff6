import { rmSync, statSync } from 'node:fs';
import type { Arrival } from '../../src/event/log-event.ts';
import { readEvents } from '../../src/intake/file.ts';
import type { EventStore } from '../../src/store/port.ts';
import { engine } from '../../src/store/sqlite/engine.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { percentile, timed } from '../figures.ts';

export interface Ingest {
  events: number;
  ms: number;
  /** Processor time of all threads, ms. */
  cpu: number;
  /** Events a second in each tenth of the way: whether a full store is slower than an empty one. */
  tenths: number[];
  bytes: number;
  /** What a transaction of one row costs on this disk, ms: the median of many. */
  commit: number;
}

/** Batches that are given to the store before the first of them is acknowledged. */
type Adding = (store: EventStore, batch: readonly Arrival[]) => Promise<void>;

/** As `whylogin import` does: three batches of about 5,000 on their way. */
function thousands(): Adding {
  const waiting: Promise<unknown>[] = [];
  return async (store, batch) => {
    waiting.push(store.add(batch));
    if (waiting.length >= 3) await waiting.shift();
  };
}

/** Pages of 100, so many on their way at once: 1 is polling, more are webhooks that come together. */
function hundreds(atOnce: number): Adding {
  return async (store, batch) => {
    for (let i = 0; i < batch.length; i += 100 * atOnce) {
      const pages = Array.from({ length: atOnce }, (_, page) => batch.slice(i + page * 100, i + page * 100 + 100));
      await Promise.all(pages.map((page) => store.add(page)));
    }
  };
}

const WAYS: Record<string, () => Adding> = {
  thousands,
  hundreds: () => hundreds(1),
  'hundreds-together': () => hundreds(8),
};

/** The least that making something durable takes, seen in an empty database beside the store. */
function bareCommit(path: string): number {
  const { DatabaseSync } = engine();
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a INTEGER)');
  const insert = db.prepare('INSERT INTO t VALUES (?)');
  const times = Array.from({ length: 200 }, (_, i) => {
    const began = performance.now();
    insert.run(i);
    return performance.now() - began;
  });
  db.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  return percentile(times, 0.5);
}

/** Reads `file` into a new store at `path`, from its bytes to what is durable. Prints an Ingest. */
const [file, path, way, most] = process.argv.slice(2);
for (const end of ['', '-wal', '-shm']) rmSync(path! + end, { force: true });
const store = await openEventStore(path!);
const add = WAYS[way!]!();
const limit = Number(most);
const marks: { events: number; at: number }[] = [{ events: 0, at: performance.now() }];
const {
  result: events,
  ms,
  cpu,
} = await timed(async () => {
  let given = 0;
  for await (const { arrivals } of readEvents([file!])) {
    await add(store, arrivals);
    given += arrivals.length;
    if (given >= (marks.length * limit) / 10) marks.push({ events: given, at: performance.now() });
    if (given >= limit) break;
  }
  // Waits for whatever is still on its way.
  await store.add([]);
  await store.addOdd([]);
  return given;
});
await store.close();
const tenths = marks.slice(1).map(({ events, at }, i) => ((events - marks[i]!.events) / (at - marks[i]!.at)) * 1_000);
const commit = bareCommit(`${path}.commit`);
process.stdout.write(JSON.stringify({ events, ms, cpu, tenths, bytes: statSync(path!).size, commit } satisfies Ingest));
