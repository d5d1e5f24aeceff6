import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Fault } from '../../errors.ts';
import { type Database, engine } from './engine.ts';
import { MAY_NOT, storeFault } from './faults.ts';
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

/**
 * Opens a store to read beside whoever writes it. Where this user may not make the files beside it that readers share,
 * and nobody has anything in a WAL, it is read as a file that does not change.
 */
export function openToRead(path: string): Database {
  try {
    accessSync(path, constants.R_OK);
    try {
      return opened(path, path);
    } catch (error) {
      if (error instanceof Fault || !isAtRest(path)) throw error;
      const still = pathToFileURL(path);
      still.searchParams.set('immutable', '1');
      return opened(still, path);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw notYet(path);
    throw storeFault(code === 'EACCES' ? { errcode: MAY_NOT, message: String(error) } : error, path);
  }
}

function opened(location: string | URL, path: string): Database {
  const { DatabaseSync } = engine();
  const db = new DatabaseSync(location, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32000');
    if (isEmpty(db)) throw notYet(path);
    check(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isAtRest(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function notYet(path: string): Fault {
  return new Fault('store', `There is no store at ${path} yet. Import logs first: whylogin import FILE`);
}
