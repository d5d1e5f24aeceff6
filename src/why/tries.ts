import type { Cause } from '../causes/cause.ts';
import { DAY, MINUTE } from '../causes/reading.ts';
import type { Try } from '../causes/story.ts';
import type { Step } from '../causes/terms.ts';
import { isReuse } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { type Role, roleOf } from './roles.ts';

/** Rows this far apart on one browser belong to different passes, unless a transaction or session ties them. */
export const APART = 10 * MINUTE;
/** An MFA challenge must be answered within five minutes (Auth0's transaction limit). */
const CHALLENGE = 5 * MINUTE;
/** A code is exchanged right after the login. */
export const EXCHANGE = MINUTE;
/** Passes looked back at when a row asks where it belongs. */
const LOOK_BACK = 24;

/** What is known of a pass: the newest value of each of these in its rows. */
type Traces = Pick<
  LogEvent,
  'userId' | 'transactionId' | 'sessionId' | 'ip' | 'userAgent' | 'clientId' | 'clientName' | 'connection'
>;

interface Draft {
  rows: LogEvent[];
  known: Traces;
  ended: 'success' | 'failure' | 'block' | null;
  cause: Cause | null;
  step: Step;
  telling: LogEvent;
  exchanged: boolean;
  exchangeFailed: boolean;
}

function same(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

/** Could this row continue that pass? Transaction and session ids decide where both have one. */
function belongs(draft: Draft, row: LogEvent): boolean {
  if (!same(draft.known.userId, row.userId)) return false;
  const transaction = draft.known.transactionId;
  if (transaction !== null && row.transactionId !== null) return transaction === row.transactionId;
  const session = draft.known.sessionId;
  if (session !== null && row.sessionId !== null && session === row.sessionId)
    return row.at - draft.rows.at(-1)!.at < DAY / 24;
  return (
    row.at - draft.rows.at(-1)!.at <= APART &&
    same(draft.known.ip, row.ip) &&
    same(draft.known.userAgent, row.userAgent) &&
    same(draft.known.clientId, row.clientId) &&
    same(draft.known.connection, row.connection)
  );
}

/** May a pass in this condition take the row, or does the row begin a new one? */
function continues(draft: Draft, row: LogEvent, role: Role): boolean {
  if (draft.ended === 'success') return false;
  if (draft.ended === null) {
    const restart =
      (row.type === 'gd_start_enroll' || row.type === 'gd_start_auth') && draft.rows.some((r) => r.type === row.type);
    return (
      !restart ||
      (row.sessionId !== null && row.sessionId === draft.known.sessionId && row.at - draft.rows.at(-1)!.at < CHALLENGE)
    );
  }
  // A rejection is followed by more of the same, or the pass is over.
  return (
    (role.role === 'failure' || role.role === 'block') && role.cause === draft.cause && row.type === draft.telling.type
  );
}

/**
 * Rebuilds the passes through the login from one person's rows (or from the rows of one address).
 * @param rows oldest first
 * @param at the moment of asking: decides whether an unfinished pass is open or abandoned
 * @param names of applications by client id, for rows that only hold the id
 */
export function rebuildTries(
  rows: readonly LogEvent[],
  at: number,
  names: ReadonlyMap<string, string> = new Map(),
): Try[] {
  const drafts: Draft[] = [];
  for (const row of rows) {
    const role = roleOf(row);
    if (role === null) continue;
    const failedExchange =
      role.role === 'failure' && role.cause.step === 'token' && /^fe(acft|deac|pkce)/.test(row.type);
    if (role.role === 'exchange' || failedExchange) {
      const login = newest(
        drafts,
        (d) =>
          d.ended === 'success' &&
          !d.exchanged &&
          row.at - d.telling.at < EXCHANGE &&
          same(d.known.clientId, row.clientId) &&
          same(d.known.userId, row.userId),
      );
      if (login !== undefined) {
        add(login, row);
        login.exchanged = true;
        if (failedExchange)
          Object.assign(login, {
            exchangeFailed: true,
            ended: 'failure',
            telling: row,
            cause: role.cause,
            step: 'token',
          });
        continue;
      }
      if (role.role === 'exchange') continue;
    }
    const draft = newest(drafts, (d) => belongs(d, row) && continues(d, row, role));
    if (draft === undefined) drafts.push(begin(row, role));
    else extend(draft, row, role);
  }
  return drafts
    .map((draft) => finish(draft, at, names))
    .sort((a, b) => a.endedAt - b.endedAt || a.startedAt - b.startedAt);
}

/** The newest of the passes looked back at for which something holds. */
function newest(drafts: readonly Draft[], holds: (draft: Draft) => boolean): Draft | undefined {
  for (let i = drafts.length - 1; i >= Math.max(0, drafts.length - LOOK_BACK); i--)
    if (holds(drafts[i]!)) return drafts[i];
  return undefined;
}

const NOTHING_KNOWN: Traces = {
  userId: null,
  transactionId: null,
  sessionId: null,
  ip: null,
  userAgent: null,
  clientId: null,
  clientName: null,
  connection: null,
};

function begin(row: LogEvent, role: Role): Draft {
  const draft: Draft = {
    rows: [],
    known: { ...NOTHING_KNOWN },
    ended: null,
    cause: null,
    step: 'identifier',
    telling: row,
    exchanged: false,
    exchangeFailed: false,
  };
  extend(draft, row, role);
  return draft;
}

function add(draft: Draft, row: LogEvent): void {
  draft.rows.push(row);
  const { known } = draft;
  // Written out: by their names in a loop it takes several times as long.
  known.userId = row.userId ?? known.userId;
  known.transactionId = row.transactionId ?? known.transactionId;
  known.sessionId = row.sessionId ?? known.sessionId;
  known.ip = row.ip ?? known.ip;
  known.userAgent = row.userAgent ?? known.userAgent;
  known.clientId = row.clientId ?? known.clientId;
  known.clientName = row.clientName ?? known.clientName;
  known.connection = row.connection ?? known.connection;
}

function extend(draft: Draft, row: LogEvent, role: Role): void {
  add(draft, row);
  draft.telling = row;
  if (role.role === 'step') draft.step = role.step;
  else if (role.role === 'pass') draft.step = 'action';
  else if (role.role === 'success') draft.ended = 'success';
  else if (role.role !== 'exchange') {
    draft.ended = role.role;
    draft.cause = role.cause;
    draft.step = role.cause.step;
  }
}

function finish(draft: Draft, at: number, names: ReadonlyMap<string, string>): Try {
  const endedAt = draft.rows.at(-1)!.at;
  const wait = draft.step === 'mfa_challenge' ? CHALLENGE : APART;
  const unfinished = at - endedAt < wait ? 'open' : 'abandoned';
  const outcome =
    draft.ended === 'success'
      ? 'succeeded'
      : draft.ended === 'failure'
        ? 'failed'
        : draft.ended === 'block'
          ? 'blocked'
          : unfinished;
  return {
    rows: draft.rows,
    startedAt: draft.rows[0]!.at,
    endedAt,
    outcome,
    reached: draft.ended === 'success' ? (draft.exchanged ? 'application' : 'token') : draft.step,
    telling: draft.telling,
    reuse: draft.rows.every((row) => isReuse(row) || row.type === 'seacft') && draft.rows.some(isReuse),
    connection: draft.known.connection,
    clientId: draft.known.clientId,
    application: draft.known.clientName ?? names.get(draft.known.clientId ?? '') ?? null,
    ip: draft.rows[0]!.ip,
    userAgent: draft.rows[0]!.userAgent,
  };
}
