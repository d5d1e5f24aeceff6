import type { Db } from './tables.ts';

/** Somebody waits for a person to try again: one direct message, edited until the time is over. */
export interface Watch {
  id: string;
  /** Who watches, by Slack's id, and the message that is edited. */
  actor: string;
  channel: string;
  ts: string;
  /** The channel in which it was asked for, and by whose right it may be ended; null where none was. */
  place: string | null;
  /** Epoch ms: when it began and when it ends. */
  at: number;
  until: number;
  /** The question, encoded by whoever asked. Holds the person's name until the watch is over. */
  question: string;
  /** What the message shows, so that it is edited only when that changes. */
  shown: string;
}

export interface Watches {
  open(watch: Watch): Promise<void>;
  get(id: string): Promise<Watch | undefined>;
  openOf(actor: string): Promise<Watch[]>;
  /** Everybody's. */
  all(): Promise<Watch[]>;
  /** Takes the watches that no other process has, for so long; what it takes it keeps taking. */
  take(owner: string, leaseMs: number): Promise<Watch[]>;
  /** Gives back what this process took, so that the next one need not wait. */
  release(owner: string): Promise<void>;
  show(id: string, shown: string): Promise<void>;
  close(id: string): Promise<void>;
}

export function watchesIn(db: Db, now: () => number): Watches {
  const read = (row: Watch): Watch => ({
    id: row.id,
    actor: row.actor,
    channel: row.channel,
    ts: row.ts,
    place: row.place,
    at: Number(row.at),
    until: Number(row.until),
    question: row.question,
    shown: row.shown,
  });
  return {
    async open(watch) {
      await db
        .insertInto('watch')
        .values({ ...watch, owner: null, lease: 0 })
        .execute();
    },
    async get(id) {
      const row = await db.selectFrom('watch').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : read(row);
    },
    async openOf(actor) {
      const rows = await db.selectFrom('watch').selectAll().where('actor', '=', actor).orderBy('at').execute();
      return rows.map(read);
    },
    async all() {
      return (await db.selectFrom('watch').selectAll().orderBy('at').execute()).map(read);
    },
    async take(owner, leaseMs) {
      const at = now();
      await db
        .updateTable('watch')
        .set({ owner, lease: at + leaseMs })
        .where((where) => where.or([where('owner', '=', owner), where('lease', '<', at)]))
        .execute();
      const rows = await db.selectFrom('watch').selectAll().where('owner', '=', owner).orderBy('at').execute();
      return rows.map(read);
    },
    async release(owner) {
      await db.updateTable('watch').set({ owner: null, lease: 0 }).where('owner', '=', owner).execute();
    },
    async show(id, shown) {
      await db.updateTable('watch').set({ shown }).where('id', '=', id).execute();
    },
    async close(id) {
      await db.deleteFrom('watch').where('id', '=', id).execute();
    },
  };
}
