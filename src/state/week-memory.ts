import type { Db } from './tables.ts';

/** What was counted of weeks that are over. Counted again costs a second, read here nothing. */
export interface WeekMemories {
  /** null where nothing is remembered, or not of the same mark. */
  recall(name: string, mark: number): Promise<unknown>;
  /** In place of what was remembered under the name before. */
  remember(name: string, mark: number, summary: unknown): Promise<void>;
  /** Of everything that is remembered. */
  names(): Promise<string[]>;
  forget(name: string): Promise<void>;
}

/** More weeks than any digest looks back, for every part of a tenant that gets its own. */
const MOST = 500;
const PREFIX = 'week ';

/** @param now epoch ms: the weeks remembered longest ago are forgotten first */
export function weekMemoriesIn(db: Db, now: () => number): WeekMemories {
  return {
    async recall(name, mark) {
      const row = await db
        .selectFrom('memory')
        .select('body')
        .where('name', '=', PREFIX + name)
        .executeTakeFirst();
      if (row === undefined) return null;
      const kept = JSON.parse(row.body) as { mark: number; summary: unknown };
      return kept.mark === mark ? kept.summary : null;
    },
    async names() {
      const rows = await db.selectFrom('memory').select('name').where('name', 'like', `${PREFIX}%`).execute();
      return rows.map(({ name }) => name.slice(PREFIX.length));
    },
    async forget(name) {
      await db
        .deleteFrom('memory')
        .where('name', '=', PREFIX + name)
        .execute();
    },
    async remember(name, mark, summary) {
      const row = { name: PREFIX + name, body: JSON.stringify({ mark, summary }), at: now() };
      await db
        .insertInto('memory')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ body: row.body, at: row.at }))
        .execute();
      const old = db
        .selectFrom('memory')
        .select('name')
        .where('name', 'like', `${PREFIX}%`)
        .orderBy('at', 'desc')
        .orderBy('name')
        .limit(1_000)
        .offset(MOST);
      await db.deleteFrom('memory').where('name', 'in', old).execute();
    },
  };
}
