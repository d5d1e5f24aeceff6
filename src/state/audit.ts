import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AuditTable, Db } from './tables.ts';

export type AuditAction =
  | 'ask'
  | 'timeline'
  | 'copy'
  | 'look_back'
  | 'share'
  | 'watch'
  | 'unwatch'
  | 'wrong_answer'
  | 'people_affected'
  | 'acknowledge'
  | 'snooze'
  | 'not_a_problem'
  | 'digest'
  | 'digest_subscribe'
  | 'digest_csv'
  | 'forget';

/** Who did what, where, about whom, and what came of it. */
export interface AuditEntry {
  action: AuditAction;
  /** Slack's id of the person who acted. */
  actor: string;
  /** The channel; null in modals and the App Home. */
  place: string | null;
  /** Keyed hash of whom it was about; never the name itself. */
  subject: string | null;
  ticket: string | null;
  /** "answered wrong_password", "refused not_listed", "failed remote". */
  outcome: string;
  /** The reference that the person saw and that stands in the log. */
  ref: string;
}

/** An entry in the chain. Its hash covers it and the hash before it. */
export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 …, without holes. */
  seq: number;
  /** Epoch ms. */
  at: number;
  previous: string;
  hash: string;
}

/** The end of the chain: kept elsewhere, it shows later whether rows were rewritten or cut off. */
interface AuditHead {
  seq: number;
  hash: string;
}

export interface Audit {
  append(entry: AuditEntry): Promise<AuditRow>;
  /** Oldest first, in pages. */
  rows(range?: { from: number; to: number }): AsyncIterable<AuditRow[]>;
  /** Null where nothing was ever written. */
  head(): Promise<AuditHead | null>;
  /**
   * Recounts the chain.
   * @param known a head that was written down elsewhere; its number may be missing
   * @returns what is wrong with it, in a sentence; null where all is as it was written
   */
  verify(known?: { seq?: number; hash: string }): Promise<string | null>;
  /** Deletes what is older, leaving a signed checkpoint from which the rest can still be recounted. Returns how many. */
  prune(before: number): Promise<number>;
}

/** What stands before the first row. */
const GENESIS: AuditHead = { seq: 0, hash: '0'.repeat(64) };
const PAGE = 1_000;
/** Replicas that write at the same moment take turns. */
const TURNS = 20;

/** @param key makes the signature of a checkpoint; read when one is made or checked */
export function auditIn(db: Db, now: () => number, key: () => Promise<string>): Audit {
  const lastCheckpoint = () =>
    db.selectFrom('audit_checkpoint').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();

  const end = async (on: Db): Promise<AuditHead> => {
    const row = await on.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
    return numbered(row) ?? numbered(await lastCheckpoint()) ?? GENESIS;
  };

  const page = async (after: number, range: { from: number; to: number }): Promise<AuditRow[]> =>
    (
      await db
        .selectFrom('audit')
        .selectAll()
        .where('seq', '>', after)
        .where('at', '>=', range.from)
        .where('at', '<=', range.to)
        .orderBy('seq')
        .limit(PAGE)
        .execute()
    ).map(rowOf);

  async function* rows(range = { from: 0, to: Number.MAX_SAFE_INTEGER }): AsyncGenerator<AuditRow[]> {
    for (let after = 0; ; ) {
      const found = await page(after, range);
      if (found.length === 0) return;
      yield found;
      after = found.at(-1)!.seq;
    }
  }

  const add = async (entry: AuditEntry): Promise<AuditRow> => {
    const before = await end(db);
    const row = chained({ ...entry, seq: before.seq + 1, at: now(), previous: before.hash });
    await db.insertInto('audit').values(row).execute();
    return row;
  };

  return {
    rows,
    async append(entry) {
      for (let turn = 1; ; turn++) {
        try {
          return await add(entry);
        } catch (error) {
          if (turn === TURNS || !isTaken(error)) throw error;
        }
      }
    },
    async head() {
      const head = await end(db);
      return head.seq === 0 ? null : head;
    },
    async verify(known) {
      const checkpoint = await lastCheckpoint();
      if (checkpoint !== undefined && !isSigned(checkpoint, await key()))
        return `The checkpoint at entry ${checkpoint.seq} is not signed by this whylogin: it was rewritten.`;
      const start = numbered(checkpoint) ?? GENESIS;
      let before = start;
      let meets = known === undefined || isThat(known, start);
      for await (const found of rows()) {
        for (const row of found) {
          if (row.seq <= before.seq) continue;
          if (row.seq !== before.seq + 1)
            return `Entries ${before.seq + 1} to ${row.seq - 1} are missing: they were cut out.`;
          if (row.previous !== before.hash || chained(row).hash !== row.hash)
            return `Entry ${row.seq} is not as it was written, or the one before it is not.`;
          before = row;
          meets ||= isThat(known!, row);
        }
      }
      return meets ? null : missing(known!, start.seq, before.seq);
    },
    async prune(before) {
      const last = await db
        .selectFrom('audit')
        .select(['seq', 'hash'])
        .where('at', '<', before)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      const until = numbered(last);
      if (until === undefined) return 0;
      const at = now();
      const signature = sign({ ...until, at }, await key());
      return db.transaction().execute(async (together) => {
        await together
          .insertInto('audit_checkpoint')
          .values({ ...until, at, signature })
          .onConflict((conflict) => conflict.column('seq').doNothing())
          .execute();
        const { numDeletedRows } = await together
          .deleteFrom('audit')
          .where('seq', '<=', until.seq)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      });
    },
  };
}

function chained(row: Omit<AuditRow, 'hash'>): AuditRow {
  const { seq, at, action, actor, place, subject, ticket, outcome, ref, previous } = row;
  const text = JSON.stringify([seq, at, action, actor, place, subject, ticket, outcome, ref, previous]);
  return {
    seq,
    at,
    action,
    actor,
    place,
    subject,
    ticket,
    outcome,
    ref,
    previous,
    hash: createHash('sha256').update(text).digest('hex'),
  };
}

/** PostgreSQL gives big numbers as text. */
function rowOf(row: AuditTable): AuditRow {
  return { ...row, seq: Number(row.seq), at: Number(row.at), action: row.action as AuditAction };
}

function numbered(row: { seq: number; hash: string } | undefined): AuditHead | undefined {
  return row === undefined ? undefined : { seq: Number(row.seq), hash: row.hash };
}

function isThat(known: { seq?: number; hash: string }, { seq, hash }: AuditHead): boolean {
  return known.hash === hash && (known.seq === undefined || known.seq === seq);
}

/** Why a head that was noted elsewhere is not in the chain, which is whole from `first` on. */
function missing({ seq }: { seq?: number }, first: number, last: number): string | null {
  if (seq !== undefined && seq < first) return null;
  if (seq !== undefined && seq > last) return `The chain ends at entry ${last}; entries up to ${seq} were cut off.`;
  const old = first > 0 ? `, or it is older than entry ${first + 1}, the oldest that is kept` : '';
  return `No entry has the hash of that head: the chain was rewritten or cut off${old}.`;
}

function sign({ seq, hash, at }: AuditHead & { at: number }, key: string): string {
  return createHmac('sha256', key).update(`${seq}:${hash}:${at}`).digest('hex');
}

function isSigned(checkpoint: AuditHead & { at: number; signature: string }, key: string): boolean {
  const right = Buffer.from(sign({ ...checkpoint, seq: Number(checkpoint.seq), at: Number(checkpoint.at) }, key));
  const given = Buffer.from(checkpoint.signature);
  return right.length === given.length && timingSafeEqual(right, given);
}

/** Another writer had the number first. */
function isTaken(error: unknown): boolean {
  return /unique|duplicate/i.test(String((error as Error).message));
}
