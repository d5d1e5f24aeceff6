/**
 * Events lie in the order of time: their key is the millisecond and a number within it, so a range of time is one
 * stretch of the table. `kind` holds the bits of kind.ts, the columns of row.ts texts by number.
 */
export const EVENT_TABLE = `
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  log_id ANY NOT NULL,
  kind INTEGER NOT NULL,
  session BLOB, trans BLOB,
  body INTEGER NOT NULL,
  own_facts TEXT,
  person INTEGER, target INTEGER,
  type INTEGER NOT NULL,
  connection INTEGER, client INTEGER, place INTEGER,
  ip INTEGER, agent INTEGER, region INTEGER,
  outcome INTEGER NOT NULL, facts INTEGER
) STRICT;
`;
export const EVENT_INDEXES = `
CREATE UNIQUE INDEX event_log ON event(log_id);
CREATE INDEX event_type ON event(type, id) WHERE kind & 1;
CREATE INDEX event_failed_connection ON event(connection, id) WHERE kind & 2;
CREATE INDEX event_failed_client ON event(client, id) WHERE kind & 2;
CREATE INDEX event_used_connection ON event(connection, id) WHERE kind & 4;
CREATE INDEX event_used_client ON event(client, id) WHERE kind & 12;
CREATE INDEX event_session ON event(session) WHERE kind & 16 AND session IS NOT NULL;
CREATE INDEX event_trans ON event(trans) WHERE kind & 16 AND trans IS NOT NULL;
`;

/** Keys of texts that came last: see dictionary.ts. */
export const FRESH_KEY = `
CREATE TABLE IF NOT EXISTS fresh_key (span INTEGER, hash INTEGER, number INTEGER, PRIMARY KEY (span, hash, number)) STRICT, WITHOUT ROWID;
`;
