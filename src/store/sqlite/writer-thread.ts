import { parentPort, workerData } from 'node:worker_threads';
import type { OddEvent } from '../../event/log-event.ts';
import type { Forgotten, PersonKeys, Receipt } from '../port.ts';
import { openToWrite } from './connection.ts';
import type { Encoded } from './encode.ts';
import { storeFault } from './faults.ts';
import { Writer } from './writer.ts';

/** Batches travel as strings: copying a string between threads is far cheaper than copying objects. */
export interface AddRequest {
  kind: 'add';
  id: number;
  ids: Float64Array;
  numbers: Int32Array;
  texts: string;
  singles: string;
  bodies: string;
}

export type Request =
  | AddRequest
  | { kind: 'odd'; id: number; odd: OddEvent[]; at: number }
  | { kind: 'prune'; id: number; before: number }
  | { kind: 'forget'; id: number; keys: PersonKeys }
  | { kind: 'close'; id: number };

export type Reply =
  | { id: number; receipt?: Receipt; count?: number; forgotten?: Forgotten }
  | { id: number; fault: { message: string; operator: string } }
  | { ready: true };

const port = parentPort!;
const { path } = workerData as { path: string };

function encoded({ ids, numbers, texts, singles, bodies }: AddRequest): Encoded {
  return { ids, numbers, texts: JSON.parse(texts), singles: JSON.parse(singles), bodies: bodies.split('\n') };
}

function run(db: ReturnType<typeof openToWrite>): void {
  const writer = new Writer(db);
  const queue: Request[] = [];
  let running = false;

  const fail = (id: number, error: unknown) => {
    const fault = storeFault(error, path);
    port.postMessage({ id, fault: { message: fault.message, operator: fault.operator } } satisfies Reply);
  };

  /** What waits while the disk is busy goes into the next transaction together. */
  const addWaiting = (): void => {
    const adds: AddRequest[] = [];
    let rows = 0;
    while (queue[0]?.kind === 'add' && rows < 20_000) {
      const next = queue.shift() as AddRequest;
      rows += next.ids.length;
      adds.push(next);
    }
    try {
      const receipts = writer.add(adds.map(encoded));
      for (const [i, { id }] of adds.entries()) port.postMessage({ id, receipt: receipts[i]! } satisfies Reply);
    } catch (error) {
      for (const { id } of adds) fail(id, error);
    }
  };

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const prune = async (id: number, before: number): Promise<void> => {
    let count = 0;
    for (const deleted of writer.prune(before)) {
      count += deleted;
      await turn();
      if (queue[0]?.kind === 'add') addWaiting();
    }
    port.postMessage({ id, count } satisfies Reply);
  };

  const forget = async (id: number, keys: PersonKeys): Promise<void> => {
    const forgetting = writer.forget(keys);
    let step = forgetting.next();
    for (; !step.done; step = forgetting.next()) {
      await turn();
      if (queue[0]?.kind === 'add') addWaiting();
    }
    port.postMessage({ id, forgotten: step.value } satisfies Reply);
  };

  /** Closes whatever happens: who waits for the thread's end would wait for ever. */
  const close = (id: number): void => {
    try {
      // All of it into the one file, without waiting for others who read.
      db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A full disk: what is in the WAL is safe there.
    }
    db.close();
    port.postMessage({ id } satisfies Reply);
    port.close();
  };

  const drain = async (): Promise<void> => {
    if (running) return;
    running = true;
    // One turn of the loop, so that batches sent at once are seen at once.
    await turn();
    while (queue.length > 0) {
      const next = queue[0]!;
      if (next.kind === 'add') addWaiting();
      else {
        queue.shift();
        if (next.kind === 'close') return close(next.id);
        try {
          if (next.kind === 'odd') {
            writer.addOdd(next.odd, next.at);
            port.postMessage({ id: next.id } satisfies Reply);
          } else if (next.kind === 'forget') await forget(next.id, next.keys);
          else await prune(next.id, next.before);
        } catch (error) {
          fail(next.id, error);
        }
      }
      await turn();
    }
    running = false;
  };

  port.on('message', (request: Request) => {
    queue.push(request);
    void drain();
  });
}

try {
  run(openToWrite(path));
  port.postMessage({ ready: true } satisfies Reply);
} catch (error) {
  const fault = storeFault(error, path);
  port.postMessage({ id: 0, fault: { message: fault.message, operator: fault.operator } } satisfies Reply);
  port.close();
}
