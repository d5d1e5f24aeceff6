import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { Fault } from '../errors.ts';
import { stateOver } from './open.ts';
import type { State } from './port.ts';
import { postgresFault } from './postgres-faults.ts';
import { TellingPool } from './postgres-pool.ts';
import type { Tables } from './tables.ts';

/** Connections a process holds at most: the state is small questions, and a server has about a hundred in all. */
const CONNECTIONS = 5;
const CONNECT_MS = 5_000;
const QUERY_MS = 15_000;

/**
 * Opens the state in PostgreSQL and brings its tables up to date; several processes may do so at once.
 * @param url postgres://user:password@host:port/database
 * @throws Fault 'store' that says what to do: not reachable, no such database, password refused, of a newer version
 */
export async function openPostgresState(url: string, { now = Date.now }: { now?: () => number } = {}): Promise<State> {
  const name = nameOf(url);
  const db = connect(url, name);
  try {
    return await stateOver(db, `in ${name}`, now, {
      backup: async () => {
        throw new Fault('bad_request', `The state lies in ${name}: copy it with pg_dump. Nothing was written here.`);
      },
      scrub: async () => void (await sql`VACUUM FULL watch, feedback, memory`.execute(db)),
    });
  } catch (error) {
    await db.destroy();
    throw postgresFault(error, name);
  }
}

/** A pool over the database; what it throws is a Fault. */
export function connect(url: string, name: string = nameOf(url)): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'whylogin',
    types: { getTypeParser: (type, format) => (type === INT8 ? Number : pg.types.getTypeParser(type, format)) },
  });
  // An idle connection that breaks is taken out of the pool; whoever asks next gets a new one or the error.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new TellingPool(pool, name) }) });
}

/** bigint: times and counts, all of them exact as numbers. SQLite gives numbers as well. */
const INT8 = pg.types.builtins.INT8;

/** The database without user and password: "PostgreSQL at db.example.com/whylogin". */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}
