import { Worker } from 'node:worker_threads';
import { Fault } from '../../errors.ts';
import type { Arrival, OddEvent } from '../../event/log-event.ts';
import type { Forgotten, PersonKeys, Receipt } from '../port.ts';
import { openToWrite } from './connection.ts';
import { encode } from './encode.ts';
import type { Database } from './engine.ts';
import { storeFault } from './faults.ts';
import { Writer } from './writer.ts';
import type { Reply, Request } from './writer-thread.ts';

/** The writing half of the store. */
export interface Writing {
  add(batch: readonly Arrival[]): Promise<Receipt>;
  addOdd(odd: readonly OddEvent[], at: number): Promise<void>;
  prune(before: number): Promise<number>;
  forget(keys: PersonKeys): Promise<Forgotten>;
  close(): Promise<void>;
}

type Wanted = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
type Answer = Extract<Reply, { receipt?: Receipt; count?: number; forgotten?: Forgotten }>;

/** Writes on a thread of its own, away from the one that answers people. */
export async function writeOnThread(path: string): Promise<Writing> {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (fault: Fault) => void }>();
  const worker = new Worker(new URL('./writer-boot.js', import.meta.url), { workerData: { path } });
  let last = 0;
  let gone: Fault | null = null;

  const stop = (fault: Fault) => {
    gone ??= fault;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (reply: Reply) => {
      if ('ready' in reply) return resolve();
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (!('fault' in reply)) return asked?.resolve(reply);
      const fault = new Fault('store', reply.fault.message, { operator: reply.fault.operator });
      if (reply.id === 0) reject(fault);
      else asked?.reject(fault);
    });
    worker.on('error', (error) => {
      const fault = new Fault(
        'store',
        `Writing to the store ${path} has stopped. What was acknowledged is safe; start whylogin again.`,
        { operator: `store thread: ${error}` },
      );
      reject(fault);
      stop(fault);
    });
    worker.on('exit', () => {
      const fault = new Fault('store', `The store ${path} is closed.`);
      reject(fault);
      stop(fault);
    });
  });
  await ready;

  const ask = (request: Wanted): Promise<Answer> => {
    if (gone !== null) return Promise.reject(gone);
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id });
    });
  };
  return {
    add: async (batch) => {
      if (batch.length === 0) return { added: 0, duplicates: 0 };
      const { texts, ids, numbers, singles, bodies } = encode(batch);
      const { receipt } = await ask({
        kind: 'add',
        ids,
        numbers,
        texts: JSON.stringify(texts),
        singles: JSON.stringify(singles),
        bodies: bodies.join('\n'),
      });
      return receipt!;
    },
    addOdd: async (odd, at) => void (await ask({ kind: 'odd', odd: [...odd], at })),
    prune: async (before) => (await ask({ kind: 'prune', before })).count ?? 0,
    forget: async (keys) => (await ask({ kind: 'forget', keys })).forgotten!,
    close: async () => void (gone === null && (await ask({ kind: 'close' }))),
  };
}

/** Writes on the caller's thread: for throw-away stores in memory. */
export function writeHere(path: string): { writing: Writing; db: Database } {
  const db = openToWrite(path);
  const writer = new Writer(db);
  const guarded = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw storeFault(error, path);
    }
  };
  const writing: Writing = {
    add: (batch) => guarded(() => writer.add([encode(batch)])[0]!),
    addOdd: (odd, at) => guarded(() => writer.addOdd(odd, at)),
    prune: (before) => guarded(() => [...writer.prune(before)].reduce((sum, n) => sum + n, 0)),
    forget: (keys) =>
      guarded(() => {
        const forgetting = writer.forget(keys);
        let step = forgetting.next();
        while (!step.done) step = forgetting.next();
        return step.value;
      }),
    close: () => guarded(() => db.close()),
  };
  return { writing, db };
}
