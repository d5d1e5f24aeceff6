import { chmodSync, existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { Fault } from '../../errors.ts';
import type { EventStore } from '../port.ts';
import { whomOf } from '../whom.ts';
import { openToRead } from './connection.ts';
import type { Database } from './engine.ts';
import { storeFault } from './faults.ts';
import { Reader } from './reader.ts';
import { forgottenOf, tracesOf } from './traces.ts';
import { type Writing, writeHere, writeOnThread } from './writing.ts';

/**
 * Opens the store in a SQLite file, made where there is none; ':memory:' is a throw-away store.
 * Writing happens on a thread of its own, reading on the caller's over a read-only connection.
 * @param now for the time at which odd events were taken in
 * @throws Fault 'store' that says what to do: not a store, of a newer version, no permission
 */
export async function openEventStore(
  path: string,
  { readOnly = false, now = Date.now }: { readOnly?: boolean; now?: () => number } = {},
): Promise<EventStore> {
  if (path === ':memory:') {
    const { writing, db } = writeHere(path);
    return assemble(path, db, writing, now);
  }
  if (readOnly) return assemble(path, openToRead(path), null, now);
  const writing = await writeOnThread(path);
  return assemble(path, openToRead(path), writing, now);
}

function assemble(path: string, db: Database, writing: Writing | null, now: () => number): EventStore {
  const reader = readerOf(db, path);
  const read = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeFault(error, path);
    }
  };
  const write = (): Writing => {
    if (writing === null) throw new Fault('store', `The store ${path} was opened to read only.`);
    return writing;
  };
  return {
    add: async (batch) => write().add(batch),
    addOdd: async (odd) => write().addOdd(odd, now()),
    ofPerson: (keys, range, limit) => read(() => reader.ofPerson(keys, range, limit)),
    identitiesOf: (keys) => read(() => reader.identitiesOf(keys)),
    atAddress: (ip, range, limit) => read(() => reader.atAddress(ip, range, limit)),
    unnamedIn: (joins, range, limit) => read(() => reader.unnamedIn(joins, range, limit)),
    ofTypes: (types, range, limit) => read(() => reader.ofTypes(types, range, limit)),
    failuresOn: (place, range, limit) => read(() => reader.failuresOn(place, range, limit)),
    tally: (place, range) => read(() => reader.tally(place, range)),
    get: (logId) => read(() => reader.get(logId)),
    body: (logId) => read(() => reader.body(logId)),
    async *scan(range) {
      for (let after: number | null = null; ; ) {
        const page = await read(() => reader.page(range, after));
        if (page.last === null) return;
        yield page.events;
        after = page.last;
      }
    },
    async *bodies(range) {
      const bodies = reader.bodies(range);
      for (let page = await read(() => bodies.page()); page !== null; page = await read(() => bodies.page()))
        yield page;
    },
    async *odd() {
      for (let page = await read(() => reader.odd(0)); page !== null; ) {
        yield page.odd;
        const { last } = page;
        page = await read(() => reader.odd(last));
      }
    },
    counting: {
      columns: (range) => {
        const { stretches, text, number } = reader.counting.columns(range);
        return { stretches: told(stretches, path), text, number };
      },
      whole: (keys) => read(() => reader.counting.whole(keys)),
      namesOf: (keys, range) => read(() => reader.counting.namesOf(keys, range)),
      backgroundOf: (keys, types, range) => read(() => reader.counting.backgroundOf(keys, types, range)),
      ofTypesNaming: (types, range, limit, isMeant) =>
        read(() => reader.counting.ofTypesNaming(types, range, limit, isMeant)),
      firstLogins: (range) => read(() => reader.counting.firstLogins(range)),
      quarterHours: (range) => read(() => reader.counting.quarterHours(range)),
      datedBefore: (at) => read(() => reader.counting.datedBefore(at)),
    },
    coverage: () => read(() => reader.coverage()),
    prune: async (before) => write().prune(before),
    naming: (keys) =>
      read(async () => {
        const reading = tracesOf(db, whomOf(keys));
        let step = reading.next();
        for (; !step.done; step = reading.next()) await turn();
        return forgottenOf(step.value);
      }),
    forget: async (keys) => write().forget(keys),
    backup: (to) => read(() => backup(db, to)),
    close: async () => {
      // The writer last: it puts the WAL back into the file, which a reader keeps it from.
      if (path !== ':memory:') db.close();
      await writing?.close();
    },
  };
}

/** With what goes wrong as a Fault. */
async function* told<T>(pieces: AsyncIterable<T>, path: string): AsyncGenerator<T> {
  try {
    yield* pieces;
  } catch (error) {
    throw storeFault(error, path);
  }
}

function readerOf(db: Database, path: string): Reader {
  try {
    return new Reader(db);
  } catch (error) {
    db.close();
    throw storeFault(error, path);
  }
}

/** A consistent copy, made while others write; readable by this user alone. */
function backup(db: Database, to: string): void {
  if (existsSync(to))
    throw new Fault('bad_input', `${to} is there already. Choose a name that is free; nothing was overwritten.`);
  db.prepare('VACUUM INTO ?').run(to);
  chmodSync(to, 0o600);
}
