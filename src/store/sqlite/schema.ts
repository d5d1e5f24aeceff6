import { Fault } from '../../errors.ts';
import { COUNT_TABLES, countStored } from './counts.ts';
import type { Database } from './engine.ts';

/** Raised with every change of the tables. A store of a newer version is not touched. */
export const VERSION = 2;

/** The writer moves the WAL back into the file past this many pages (of 4 KiB). */
export const WAL_PAGES = 8_000;

/**
 * Events lie in the order of time: their key is the millisecond and a number within it, so a range of time is one
 * stretch of the table. Texts stand once in `text`. `kind` holds the bits of row.ts. Bodies lie in `block`s.
 */
const TABLES = `
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  log_id NOT NULL,
  type INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  user INTEGER, name INTEGER, target INTEGER,
  connection INTEGER, connection_id INTEGER, strategy INTEGER,
  client INTEGER, client_name INTEGER,
  organization INTEGER, organization_name INTEGER,
  ip INTEGER, agent INTEGER,
  country INTEGER, city INTEGER, zone INTEGER,
  words INTEGER, error INTEGER, error_type INTEGER,
  session BLOB, trans BLOB,
  prompts INTEGER, facts TEXT,
  block INTEGER
) STRICT;
CREATE UNIQUE INDEX event_log ON event(log_id);
CREATE INDEX event_type ON event(type, id) WHERE kind & 1;
CREATE INDEX event_failed_connection ON event(connection, id) WHERE kind & 2;
CREATE INDEX event_failed_client ON event(client, id) WHERE kind & 2;
CREATE INDEX event_used_connection ON event(connection, id) WHERE kind & 4;
CREATE INDEX event_used_client ON event(client, id) WHERE kind & 12;
CREATE INDEX event_session ON event(session) WHERE kind & 16 AND session IS NOT NULL;
CREATE INDEX event_trans ON event(trans) WHERE kind & 16 AND trans IS NOT NULL;
CREATE TABLE by_person (person INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (person, event)) STRICT, WITHOUT ROWID;
CREATE TABLE by_address (ip INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (ip, event)) STRICT, WITHOUT ROWID;
CREATE TABLE alias (
  name INTEGER NOT NULL, person INTEGER NOT NULL,
  identifier TEXT NOT NULL, user TEXT NOT NULL, connection TEXT, seen INTEGER NOT NULL,
  PRIMARY KEY (name, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_person ON alias(person);
CREATE TABLE text (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
CREATE INDEX text_hash ON text(hash);
CREATE TABLE block (id INTEGER PRIMARY KEY, events INTEGER NOT NULL, newest INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE odd (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('sweeps', 0), ('events', 0);
${COUNT_TABLES}`.replace('log_id NOT NULL', 'log_id ANY NOT NULL');

/** Settings of every connection. FULL: what is acknowledged survives power loss. */
export function prepare(db: Database): void {
  db.exec(
    'PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY',
  );
}

/** Makes the tables of an empty file, or checks that they are ours and not of a newer version. */
export function migrate(db: Database, path: string): void {
  const version = versionOf(db);
  if (version > VERSION) {
    throw new Fault(
      'store',
      `The store ${path} was written by a newer whylogin (its version ${version}, ours ${VERSION}). Update whylogin; the store was left as it is.`,
    );
  }
  if (version === VERSION) return;
  // Has to stand before the first table, or it takes a VACUUM of everything.
  db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have made them meanwhile.
    const before = versionOf(db);
    if (before === 1) {
      db.exec(COUNT_TABLES);
      countStored(db);
      db.exec(`PRAGMA user_version = ${VERSION}`);
    }
    if (before === 0) {
      if (db.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.n !== 0) {
        throw new Fault('store', `${path} is a database of something else. Point WHYLOGIN_DATA at another folder.`);
      }
      db.exec(TABLES);
      db.exec(`PRAGMA user_version = ${VERSION}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

export function versionOf(db: Database): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}
