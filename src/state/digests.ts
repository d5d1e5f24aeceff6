import type { Db } from './tables.ts';

/** Where a digest is posted every week, and of what. */
export interface Subscription {
  id: string;
  channel: string;
  /** Part of the tenant, by the names it was asked for; empty for all of it. */
  filter: Readonly<Record<string, string>>;
  /** 1 is Monday. */
  weekday: number;
  /** "09:00", in the tenant's zone. */
  time: string;
  /** Slack's id of whoever asked for it, and when, epoch ms. */
  by: string;
  at: number;
}

/** A digest as it was posted, for its buttons. */
export interface KeptDigest {
  id: string;
  channel: string;
  week: string;
  /** The digest itself, JSON. */
  body: string;
  /** Of the message; null until Slack answered. */
  ts: string | null;
  /** Epoch ms. */
  at: number;
}

export interface Digests {
  /** In place of one with the same id. */
  subscribe(subscription: Omit<Subscription, 'at'>): Promise<void>;
  /** False where there was none. */
  unsubscribe(id: string): Promise<boolean>;
  subscriptions(): Promise<Subscription[]>;
  keep(digest: Omit<KeptDigest, 'at' | 'ts'>): Promise<void>;
  posted(id: string, ts: string): Promise<void>;
  get(id: string): Promise<KeptDigest | undefined>;
  /** Forgets digests kept before a moment; returns how many. */
  prune(before: number): Promise<number>;
}

export function digestsIn(db: Db, now: () => number): Digests {
  return {
    async subscribe(subscription) {
      const { id, ...values } = { ...subscription, filter: JSON.stringify(subscription.filter), at: now() };
      await db
        .insertInto('subscription')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
    async unsubscribe(id) {
      const { numDeletedRows } = await db.deleteFrom('subscription').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async subscriptions() {
      const rows = await db.selectFrom('subscription').selectAll().orderBy('at').orderBy('id').execute();
      return rows.map((row) => ({ ...row, filter: JSON.parse(row.filter), at: Number(row.at) }));
    },
    async keep(digest) {
      const { id, ...values } = { ...digest, at: now() };
      await db
        .insertInto('digest')
        .values({ id, ...values, ts: null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
    async posted(id, ts) {
      await db.updateTable('digest').set({ ts }).where('id', '=', id).execute();
    },
    async get(id) {
      const row = await db.selectFrom('digest').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : { ...row, at: Number(row.at) };
    },
    async prune(before) {
      const { numDeletedRows } = await db.deleteFrom('digest').where('at', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
