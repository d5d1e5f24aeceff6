import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SqliteDatabase } from 'kysely';
import { Fault } from '../errors.ts';
import { type Database, engine } from '../store/sqlite/engine.ts';
import { storeFault } from '../store/sqlite/faults.ts';

export interface StateFile {
  path: string;
  db: Database;
  database: SqliteDatabase;
}

/** The file that holds the state, readable by this user alone. FULL: what is written survives power loss. */
export function openFile(path: string): StateFile {
  let db: Database | undefined;
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
    }
    const { DatabaseSync } = engine();
    db = new DatabaseSync(path);
    db.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON',
    );
    return { path, db, database: forKysely(db) };
  } catch (error) {
    db?.close();
    throw stateFault(error, path);
  }
}

type Value = null | number | bigint | string | Uint8Array;

/** Kysely asks for better-sqlite3's small interface; node:sqlite's differs in how it tells a query from a command. */
function forKysely(db: Database): SqliteDatabase {
  return {
    close: () => db.close(),
    prepare: (sql) => {
      const statement = db.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as Value[])),
        run: (parameters) => statement.run(...(parameters as Value[])),
        iterate: (parameters) => statement.iterate(...(parameters as Value[])) as IterableIterator<unknown>,
      };
    },
  };
}

/** A consistent copy, made while others write; readable by this user alone. */
export function backup({ db, path }: StateFile, to: string): void {
  if (existsSync(to))
    throw new Fault('bad_input', `${to} is there already. Choose a name that is free; nothing was overwritten.`);
  try {
    db.prepare('VACUUM INTO ?').run(to);
    chmodSync(to, 0o600);
  } catch (error) {
    throw stateFault(error, path);
  }
}

export function stateFault(error: unknown, path: string): Fault {
  return storeFault(error, path);
}
