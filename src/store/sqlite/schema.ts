import { Fault } from '../../errors.ts';
import { COUNT_TABLES } from './counts.ts';
import type { Database } from './engine.ts';

/** Raised with every change of the tables. A store of a newer version is not touched. */
const VERSION = 3;

/** Written into the file: "wlog". */
const APPLICATION = 0x776c6f67;

/** The writer moves the WAL back into the file past this many pages (of 4 KiB). */
export const WAL_PAGES = 8_000;

/**
 * Events lie in the order of time: their key is the millisecond and a number within it, so a range of time is one
 * stretch of the table. `kind` holds the bits of kind.ts. Texts have numbers; these and the look-up tables are kept by
 * span (span.ts): (span, key, event within the span). Bodies lie in blocks by the order of their arrival.
 */
const TABLES = `
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  log_id ANY NOT NULL,
  kind INTEGER NOT NULL,
  session BLOB, trans BLOB,
  body INTEGER NOT NULL,
  own_facts TEXT,
  person INTEGER, target INTEGER,
  type INTEGER NOT NULL,
  connection INTEGER, connection_id INTEGER, strategy INTEGER,
  client INTEGER, client_name INTEGER,
  organization INTEGER, organization_name INTEGER,
  ip INTEGER, agent INTEGER,
  country INTEGER, city INTEGER, zone INTEGER,
  words INTEGER, error INTEGER, error_type INTEGER,
  prompts INTEGER, facts INTEGER
) STRICT;
CREATE UNIQUE INDEX event_log ON event(log_id);
CREATE INDEX event_type ON event(type, id) WHERE kind & 1;
CREATE INDEX event_failed_connection ON event(connection, id) WHERE kind & 2;
CREATE INDEX event_failed_client ON event(client, id) WHERE kind & 2;
CREATE INDEX event_used_connection ON event(connection, id) WHERE kind & 4;
CREATE INDEX event_used_client ON event(client, id) WHERE kind & 12;
CREATE INDEX event_session ON event(session) WHERE kind & 16 AND session IS NOT NULL;
CREATE INDEX event_trans ON event(trans) WHERE kind & 16 AND trans IS NOT NULL;
CREATE TABLE text (span INTEGER, number INTEGER, value TEXT NOT NULL, PRIMARY KEY (span, number)) STRICT, WITHOUT ROWID;
CREATE TABLE text_key (span INTEGER, hash INTEGER, number INTEGER, PRIMARY KEY (span, hash, number)) STRICT, WITHOUT ROWID;
CREATE TABLE person_key (span INTEGER, hash INTEGER, person INTEGER, PRIMARY KEY (span, hash, person)) STRICT, WITHOUT ROWID;
CREATE TABLE by_person (span INTEGER, key INTEGER, event INTEGER, PRIMARY KEY (span, key, event)) STRICT, WITHOUT ROWID;
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

/** Makes the tables of an empty file, or checks that they are ours. */
export function migrate(db: Database, path: string): void {
  if (isEmpty(db)) create(db);
  check(db, path);
}

function create(db: Database): void {
  // Has to stand before the first table, or it takes a VACUUM of everything.
  db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have made them meanwhile.
    if (isEmpty(db)) db.exec(`${TABLES} PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION}`);
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
  if (db.prepare('PRAGMA application_id').get()?.application_id !== APPLICATION)
    throw new Fault('store', `${path} is a database of something else. Point WHYLOGIN_DATA at another folder.`);
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > VERSION)
    throw new Fault(
      'store',
      `The store ${path} was written by a newer whylogin (its version ${version}, ours ${VERSION}). Update whylogin; the store was left as it is.`,
    );
  if (version < VERSION)
    throw new Fault(
      'store',
      `The store ${path} is of a version that was never released (${version}). Move it away and import the logs again.`,
    );
}
