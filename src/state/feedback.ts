import { randomUUID } from 'node:crypto';
import type { Db } from './tables.ts';

/** What somebody said about an answer that was wrong. */
interface Feedback {
  actor: string;
  /** Keyed hash of whom the answer was about. */
  subject: string;
  /** The verdict that was given, and what it should have been, by the vocabulary's ids; null where that is not known. */
  verdict: string;
  expected: string | null;
  /** In their words, with names masked. */
  comment: string;
  /** The events that the answer rested on. */
  logIds: string[];
  /** The whylogin that gave the answer. */
  version: string;
}

export interface KeptFeedback extends Feedback {
  id: string;
  /** Epoch ms. */
  at: number;
}

export interface Feedbacks {
  add(feedback: Feedback): Promise<void>;
  /** Oldest first. */
  all(): Promise<KeptFeedback[]>;
  remove(id: string): Promise<void>;
}

export function feedbackIn(db: Db, now: () => number): Feedbacks {
  return {
    async add({ logIds, ...feedback }) {
      const row = { id: randomUUID(), at: now(), ...feedback, log_ids: JSON.stringify(logIds) };
      await db.insertInto('feedback').values(row).execute();
    },
    async all() {
      const rows = await db.selectFrom('feedback').selectAll().orderBy('at').orderBy('id').execute();
      return rows.map(({ log_ids, at, ...row }) => ({
        ...row,
        at: Number(at),
        logIds: JSON.parse(log_ids) as string[],
      }));
    },
    async remove(id) {
      await db.deleteFrom('feedback').where('id', '=', id).execute();
    },
  };
}
