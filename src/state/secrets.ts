import { randomBytes } from 'node:crypto';
import type { Db } from './tables.ts';

export interface Secrets {
  /** The key of that name, 64 hex digits; made at the first call and the same ever after. */
  get(name: string): Promise<string>;
}

export function secretsIn(db: Db): Secrets {
  return {
    async get(name) {
      await db
        .insertInto('secret')
        .values({ name, value: randomBytes(32).toString('hex') })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      const row = await db.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
      return row.value;
    },
  };
}
