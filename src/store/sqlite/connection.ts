import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../errors.ts';
import { type Database, engine } from './engine.ts';
import { storeFault } from './faults.ts';
import { check, isEmpty, migrate, prepare } from './schema.ts';

/** Opens a store to write: makes folder and file where there are none, readable by this user alone. */
export function openToWrite(path: string): Database {
  const { DatabaseSync } = engine();
  let db: Database | undefined;
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
    }
    db = new DatabaseSync(path);
    prepare(db);
    migrate(db, path);
    return db;
  } catch (error) {
    db?.close();
    throw storeFault(error, path);
  }
}

/** Opens a store to read beside whoever writes it. */
export function openToRead(path: string): Database {
  const { DatabaseSync } = engine();
  let db: Database | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32000');
    if (isEmpty(db))
      throw new Fault('store', `There is no store at ${path} yet. Import logs first: whylogin import FILE`);
    check(db, path);
    return db;
  } catch (error) {
    db?.close();
    throw storeFault(error, path);
  }
}
