import type { Db } from './tables.ts';

/** A thing to be done once only: taken before it is done, its outcome written after. */
interface Claim {
  name: string;
  /** Who took it: a process's own mark. */
  owner: string;
  /** When it was taken, epoch ms. */
  at: number;
  /** What came of it (a message's ts); null while it is being done, and for ever where the process died over it. */
  outcome: string | null;
}

export interface Claims {
  /** Takes the claim; false where anybody has it already. */
  take(name: string, owner: string): Promise<boolean>;
  /** Writes what came of it. */
  finish(name: string, outcome: string): Promise<void>;
  /** Gives it back: it certainly was not done. */
  release(name: string): Promise<void>;
  get(name: string): Promise<Claim | undefined>;
}

export function claimsIn(db: Db, now: () => number): Claims {
  return {
    async take(name, owner) {
      const taken = await db
        .insertInto('claim')
        .values({ name, owner, at: now(), outcome: null })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst();
      return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async finish(name, outcome) {
      await db.updateTable('claim').set({ outcome }).where('name', '=', name).execute();
    },
    async release(name) {
      await db.deleteFrom('claim').where('name', '=', name).where('outcome', 'is', null).execute();
    },
    get: (name) => db.selectFrom('claim').selectAll().where('name', '=', name).executeTakeFirst(),
  };
}
