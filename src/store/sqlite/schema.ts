import { Fault } from '../../errors.ts';
import { COUNT_TABLES } from './counts.ts';
import type { Database } from './engine.ts';
import { EVENT_INDEXES, EVENT_TABLE, FRESH_KEY } from './event-table.ts';
import { MIGRATIONS } from './migrations.ts';

/** Raised with every change of the tables. A store of a newer version is not touched. */
const VERSION = 5;

/** Written into the file: "wlog". */
const APPLICATION = 0x776c6f67;

/** The writer moves the WAL back into the file past this many pages (of 4 KiB). */
export const WAL_PAGES = 8_000;

/**
 * Texts have numbers (row.ts) and are found by a hash, people by those of their names (key.ts); all that and the look-up
 * tables are kept by span (span.ts): (span, key, event within the span). Bodies lie in blocks by the order of their
 * arrival.
 */
const OTHER_TABLES = `
CREATE TABLE text (span INTEGER, number INTEGER, value TEXT NOT NULL, PRIMARY KEY (span, number)) STRICT, WITHOUT ROWID;
CREATE TABLE text_key (span INTEGER, hash INTEGER, number INTEGER, PRIMARY KEY (span, hash, number)) STRICT, WITHOUT ROWID;
${FRESH_KEY}CREATE TABLE by_person (span INTEGER, key INTEGER, event INTEGER, PRIMARY KEY (span, key, event)) STRICT, WITHOUT ROWID;
CREATE TABLE by_address (span INTEGER, key INTEGER, event INTEGER, PRIMARY KEY (span, key, event)) STRICT, WITHOUT ROWID;
CREATE TABLE block (first INTEGER PRIMARY KEY, events INTEGER NOT NULL, newest INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
${COUNT_TABLES}CREATE TABLE odd (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('sweeps', 0), ('events', 0);
`;

/**
 * Settings of the writing connection. FULL: what is acknowledged survives power loss. FAST: what is deleted is
 * overwritten where its page is written anyway.
 */
export function prepare(db: Database): void {
  db.exec(
    'PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY',
  );
}

/** Makes the tables of an empty file, brings older ones of ours up to date, and checks that they are. */
export function migrate(db: Database, path: string): void {
  if (isEmpty(db)) create(db);
  if (isOurs(db)) bringUp(db);
  check(db, path);
}

/** All steps in one transaction: a store is of one version or the other, whatever breaks in between. */
function bringUp(db: Database): void {
  if (!MIGRATIONS.has(versionOf(db) + 1)) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have done it meanwhile.
    for (let next = versionOf(db) + 1; next <= VERSION; next++) {
      MIGRATIONS.get(next)!(db);
      db.exec(`PRAGMA user_version = ${next}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function isOurs(db: Database): boolean {
  return db.prepare('PRAGMA application_id').get()?.application_id === APPLICATION;
}

function versionOf(db: Database): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

function create(db: Database): void {
  // Has to stand before the first table, or it takes a VACUUM of everything.
  db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have made them meanwhile.
    if (isEmpty(db))
      db.exec(
        `${EVENT_TABLE}${EVENT_INDEXES}${OTHER_TABLES} PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION}`,
      );
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

export function isEmpty(db: Database): boolean {
  return Number(db.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.n) === 0;
}

/** @throws Fault where the tables are somebody else's, or of another version */
export function check(db: Database, path: string): void {
  if (!isOurs(db))
    throw new Fault('store', `${path} is a database of something else. Point WHYLOGIN_DATA at another folder.`);
  const version = versionOf(db);
  if (version > VERSION)
    throw new Fault(
      'store',
      `The store ${path} was written by a newer whylogin (its version ${version}, ours ${VERSION}). Update whylogin; the store was left as it is.`,
    );
  if (MIGRATIONS.has(version + 1))
    throw new Fault(
      'store',
      `The store ${path} was written by an older whylogin (its version ${version}, ours ${VERSION}). Start this one, or import any file with it: that brings the store up to date.`,
    );
  if (version < VERSION)
    throw new Fault(
      'store',
      `The store ${path} is of a version that was never released (${version}). Move it away and import the logs again.`,
    );
}
