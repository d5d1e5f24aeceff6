import { createHash } from 'node:crypto';
import { Kysely, SqliteDialect } from 'kysely';
import { Fault } from '../errors.ts';
import { openState } from './open.ts';
import { connect, openPostgresState } from './postgres.ts';
import { openFile } from './sqlite.ts';

/** Rows in one insert: PostgreSQL takes 65,535 parameters. */
const PORTION = 1_000;
/** Cursors that say how far files were imported: into the events of before, not into those of the new settings. */
const IMPORTED = 'file:';

/** Who does what just now: nobody does. */
const LEASES = 'lease';

export interface CopiedTable {
  table: string;
  rows: number;
}

type AnyDb = Kysely<Record<string, Record<string, unknown>>>;

/**
 * Copies the state from a file into an empty PostgreSQL, all of it or nothing, and reads it back to compare. Nobody
 * may run over either meanwhile.
 * @throws Fault 'bad_request' where there is state already, 'store' where what was written is not what was read
 */
export async function copyState(path: string, url: string): Promise<CopiedTable[]> {
  // Brings both up to date.
  await (await openState(path)).close();
  await (await openPostgresState(url)).close();
  const from: AnyDb = new Kysely({ dialect: new SqliteDialect({ database: openFile(path).database }) });
  const to = connect(url) as unknown as AnyDb;
  try {
    const tables = (await from.introspection.getTables()).map(({ name }) => name).filter((name) => name !== LEASES);
    for (const table of tables) {
      if ((await rowsOf(to, table)).length > 0)
        throw new Fault(
          'bad_request',
          'The PostgreSQL of DATABASE_URL holds state already, and nothing was changed. Copy into an empty database, before the first start with it.',
        );
    }
    return await to.transaction().execute(async (together) => {
      const copied: CopiedTable[] = [];
      for (const table of tables) {
        const rows = await rowsOf(from, table);
        for (let i = 0; i < rows.length; i += PORTION)
          await together
            .insertInto(table)
            .values(rows.slice(i, i + PORTION))
            .execute();
        if (hashOf(await rowsOf(together, table)) !== hashOf(rows))
          throw new Fault('store', `The table ${table} did not arrive as it was sent. Nothing was changed; try again.`);
        copied.push({ table, rows: rows.length });
      }
      return copied;
    });
  } finally {
    await from.destroy();
    await to.destroy();
  }
}

async function rowsOf(db: AnyDb, table: string): Promise<Record<string, unknown>[]> {
  const rows = await db.selectFrom(table).selectAll().execute();
  return table === 'cursor' ? rows.filter(({ name }) => !String(name).startsWith(IMPORTED)) : rows;
}

/** Of all rows in any order; a number is the same as text. */
function hashOf(rows: readonly Record<string, unknown>[]): string {
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.keys(row)
        .sort()
        .map((name) => [name, row[name] === null ? null : String(row[name])]),
    ),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
