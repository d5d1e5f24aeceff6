import type { Db, IncidentTable } from './tables.ts';

/** A spike or a drop: what is known of it, the message that tells of it, and what people did with that. Epoch ms. */
export interface KeptIncident {
  id: string;
  openedAt: number;
  /** Null while it goes on. */
  overAt: number | null;
  /** What there is to say, as whoever watches wrote it. Holds no person's name. */
  view: string;
  /** The message; null until it is posted. */
  channel: string | null;
  ts: string | null;
  link: string | null;
  /** Which message it is: a lost one leads to a second. */
  copy: number;
  /** It may stand there twice: whoever posted it first died before it knew. */
  repeated: boolean;
  /** A mark of what the message shows, so that it is edited only when that changes. */
  shown: string;
  acknowledgedBy: string | null;
  acknowledgedAt: number | null;
  acknowledgedUntil: number | null;
  snoozedBy: string | null;
  snoozedUntil: number | null;
  dismissedBy: string | null;
  /** Questions about single people that it explained. */
  questions: number;
}

/** What somebody said is no problem, by what tells it from others. */
interface Mute {
  signature: string;
  by: string;
  until: number;
}

export interface Incidents {
  /** Writes what is known; what people did with it stays. */
  keep(incident: Pick<KeptIncident, 'id' | 'openedAt' | 'overAt' | 'view'>): Promise<void>;
  get(id: string): Promise<KeptIncident | undefined>;
  /** Those that go on or were over after a moment, oldest first. */
  since(moment: number): Promise<KeptIncident[]>;
  posted(
    id: string,
    message: Pick<KeptIncident, 'link' | 'copy' | 'repeated'> & { channel: string; ts: string },
  ): Promise<void>;
  show(id: string, shown: string): Promise<void>;
  /** False where somebody had done so already. */
  acknowledge(id: string, by: string, until: number): Promise<boolean>;
  /** The acknowledgment is used up. */
  unacknowledge(id: string): Promise<void>;
  snooze(id: string, by: string, until: number): Promise<void>;
  dismiss(id: string, by: string): Promise<void>;
  /** A question about a person was explained by it. */
  asked(id: string): Promise<void>;
  mute(mute: Mute): Promise<void>;
  muted(signature: string): Promise<Mute | undefined>;
  /** What a watch remembers, by name. */
  remember(name: string, body: string): Promise<void>;
  recall(name: string): Promise<string | undefined>;
  /** Deletes incidents and mutes that ended before a moment. Returns how many incidents. */
  prune(before: number): Promise<number>;
}

export function incidentsIn(db: Db, now: () => number): Incidents {
  const change = async (id: string, values: Partial<IncidentTable>) => {
    await db.updateTable('incident').set(values).where('id', '=', id).execute();
  };
  return {
    async keep({ id, openedAt, overAt, view }) {
      await db
        .insertInto('incident')
        .values({ ...EMPTY, id, opened_at: openedAt, over_at: overAt, view })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ over_at: overAt, view }))
        .execute();
    },
    async get(id) {
      const row = await db.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : read(row);
    },
    async since(moment) {
      const rows = await db
        .selectFrom('incident')
        .selectAll()
        .where((where) => where.or([where('over_at', 'is', null), where('over_at', '>=', moment)]))
        .orderBy('opened_at')
        .execute();
      return rows.map(read);
    },
    posted: (id, { channel, ts, link, copy, repeated }) =>
      change(id, { channel, ts, link, copy, repeated: repeated ? 1 : 0 }),
    show: (id, shown) => change(id, { shown }),
    async acknowledge(id, by, until) {
      const done = await db
        .updateTable('incident')
        .set({ acknowledged_by: by, acknowledged_at: now(), acknowledged_until: until })
        .where('id', '=', id)
        .where('acknowledged_by', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
    unacknowledge: (id) => change(id, { acknowledged_by: null, acknowledged_at: null, acknowledged_until: null }),
    snooze: (id, by, until) => change(id, { snoozed_by: by, snoozed_until: until }),
    dismiss: (id, by) => change(id, { dismissed_by: by }),
    async asked(id) {
      await db
        .updateTable('incident')
        .set((set) => ({ questions: set('questions', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    async mute({ signature, by, until }) {
      await db
        .insertInto('mute')
        .values({ signature, by, until })
        .onConflict((conflict) => conflict.column('signature').doUpdateSet({ by, until }))
        .execute();
    },
    async muted(signature) {
      const row = await db
        .selectFrom('mute')
        .selectAll()
        .where('signature', '=', signature)
        .where('until', '>', now())
        .executeTakeFirst();
      return row === undefined ? undefined : { ...row, until: Number(row.until) };
    },
    async remember(name, body) {
      await db
        .insertInto('memory')
        .values({ name, body, at: now() })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ body, at: now() }))
        .execute();
    },
    async recall(name) {
      const row = await db.selectFrom('memory').select('body').where('name', '=', name).executeTakeFirst();
      return row?.body;
    },
    async prune(before) {
      await db.deleteFrom('mute').where('until', '<', before).execute();
      const { numDeletedRows } = await db.deleteFrom('incident').where('over_at', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

const EMPTY = {
  channel: null,
  ts: null,
  link: null,
  copy: 1,
  repeated: 0,
  shown: '',
  acknowledged_by: null,
  acknowledged_at: null,
  acknowledged_until: null,
  snoozed_by: null,
  snoozed_until: null,
  dismissed_by: null,
  questions: 0,
} satisfies Partial<IncidentTable>;

/** PostgreSQL gives big numbers as text. */
function read(row: IncidentTable): KeptIncident {
  const number = (value: number | null) => (value === null ? null : Number(value));
  return {
    id: row.id,
    openedAt: Number(row.opened_at),
    overAt: number(row.over_at),
    view: row.view,
    channel: row.channel,
    ts: row.ts,
    link: row.link,
    copy: Number(row.copy),
    repeated: Number(row.repeated) === 1,
    shown: row.shown,
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: number(row.acknowledged_at),
    acknowledgedUntil: number(row.acknowledged_until),
    snoozedBy: row.snoozed_by,
    snoozedUntil: number(row.snoozed_until),
    dismissedBy: row.dismissed_by,
    questions: Number(row.questions),
  };
}
