import type { EventBatch } from '../intake/event-batch.ts';
import { readEvents } from '../intake/file.ts';
import type { EventStore } from '../store/port.ts';
import { ImportReport, type Output } from './import-report.ts';

/** How far files were imported, by their fingerprint; lost with the store that it belongs to. */
interface ImportCursor {
  get(key: string): Promise<number | undefined>;
  set(key: string, offset: number): Promise<void>;
}

export interface ImportPorts {
  store: Pick<EventStore, 'add' | 'addOdd' | 'coverage'>;
  cursor: ImportCursor;
  /** The summary goes to `out`, progress to `err`. */
  out: Output;
  err: Output;
  /** Whether `err` is a terminal: one line rewritten, else a line now and then. */
  isTTY: boolean;
}

/** Batches given to the store and not yet acknowledged: it writes while the next ones are read. */
const IN_FLIGHT = 3;
const INTERRUPTED = 130;

/**
 * `whylogin import`: stores the events of files, folders or standard input ("-"). Safe to repeat: what is stored
 * already is not stored twice, and what an interrupted import had stored is skipped. SIGINT stops after the batches
 * in flight. Resolves with the exit code (0, or 130 when interrupted); throws the Faults of readEvents and of the
 * store, after everything that was read before has been stored and told.
 */
export async function importCommand(paths: readonly string[] | '-', ports: ImportPorts): Promise<number> {
  const report = new ImportReport(ports);
  const seen = new Set<string>();
  // Of a store without events nothing can be gone on with, whatever a cursor says.
  const isNew = (await ports.store.coverage()).events === 0;
  async function resumeAt(key: string): Promise<number | undefined> {
    seen.add(key);
    const offset = isNew ? undefined : await ports.cursor.get(key);
    if (offset) report.resumed = true;
    return offset;
  }

  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    // A file's next batch comes at once; standard input may wait forever.
    if (paths === '-') process.stdin.destroy();
  };
  process.once('SIGINT', interrupt);
  let acknowledged: Promise<void> = Promise.resolve();
  const inFlight: Promise<void>[] = [];
  try {
    for await (const batch of readEvents(paths, { resumeAt })) {
      acknowledged = store(batch, acknowledged, ports, report);
      // Whoever awaits it sees the error; until then it is not unhandled.
      acknowledged.catch(() => {});
      inFlight.push(acknowledged);
      if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
      if (interrupted) break;
    }
    await acknowledged;
    if (!interrupted) for (const key of seen) await ports.cursor.set(key, 0);
  } catch (error) {
    if (!(interrupted && isClosing(error))) throw error;
  } finally {
    process.off('SIGINT', interrupt);
    await acknowledged.catch(() => {});
    report.finish(interrupted, paths === '-');
  }
  return interrupted ? INTERRUPTED : 0;
}

/** What reading says when the stream under it was destroyed. */
function isClosing(error: unknown): boolean {
  return (
    error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}

/** Stores a batch, and says how far the files are once it and all before it are durable. */
async function store(
  batch: EventBatch,
  before: Promise<void>,
  { store: events, cursor }: ImportPorts,
  report: ImportReport,
): Promise<void> {
  const adding = batch.arrivals.length > 0 ? events.add(batch.arrivals) : { added: 0, duplicates: 0 };
  const keeping = batch.odd.length > 0 ? events.addOdd(batch.odd) : undefined;
  const [receipt] = await Promise.all([adding, keeping, before]);
  for (const { key, offset } of batch.positions) await cursor.set(key, offset);
  report.stored(batch, receipt);
}
