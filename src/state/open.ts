import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { Fault } from '../errors.ts';
import { rewrite } from '../store/sqlite/rewrite.ts';
import { auditIn } from './audit.ts';
import { claimsIn } from './claims.ts';
import { cursorsIn } from './cursors.ts';
import { digestsIn } from './digests.ts';
import { feedbackIn } from './feedback.ts';
import { incidentsIn } from './incidents.ts';
import { leasesIn } from './leases.ts';
import { MIGRATIONS } from './migrations.ts';
import type { State } from './port.ts';
import { secretsIn } from './secrets.ts';
import { backup, openFile, stateFault } from './sqlite.ts';
import type { Tables } from './tables.ts';
import { tombstonesIn } from './tombstones.ts';
import { watchesIn } from './watches.ts';
import { weekMemoriesIn } from './week-memory.ts';

/**
 * Opens the state in a SQLite file, made where there is none; ':memory:' is a throw-away one.
 * @throws Fault 'store' that says what to do: no permission, disk full, of a newer version
 */
export async function openState(path: string, { now = Date.now }: { now?: () => number } = {}): Promise<State> {
  const file = openFile(path);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file.database }) });
  try {
    return await stateOver(db, path, now, {
      backup: async (to) => backup(file, to),
      scrub: async () => rewrite(file.db),
    });
  } catch (error) {
    await db.destroy();
    throw stateFault(error, path);
  }
}

/** Brings the tables of a database up to date, and gives the state that lies in them. `name` is for sentences. */
export async function stateOver(
  db: Kysely<Tables>,
  name: string,
  now: () => number,
  onDisk: Pick<State, 'backup' | 'scrub'>,
): Promise<State> {
  await migrate(db, name);
  const secrets = secretsIn(db);
  return {
    cursors: cursorsIn(db, now),
    claims: claimsIn(db, now),
    leases: leasesIn(db, now),
    secrets,
    audit: auditIn(db, now, () => secrets.get('audit')),
    feedback: feedbackIn(db, now),
    watches: watchesIn(db, now),
    incidents: incidentsIn(db, now),
    digests: digestsIn(db, now),
    weeks: weekMemoriesIn(db, now),
    tombstones: tombstonesIn(db, now),
    ...onDisk,
    close: () => db.destroy(),
  };
}

async function migrate(db: Kysely<Tables>, name: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && /corrupted migrations|missing/.test(error.message)) {
    throw new Fault(
      'store',
      `The state ${name} was written by a newer whylogin. Update whylogin; it was left as it is.`,
      { cause: error },
    );
  }
  throw error;
}
