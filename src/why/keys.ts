import { hashedForms } from '../event/hashed.ts';
import { identifierKey } from '../event/identifier.ts';
import { isUnnamed, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { EventStore, SeenIdentity } from '../store/port.ts';
import type { Subject } from './subject.ts';

/** An attempt that names nobody is what one browser at one address did within this time. */
const ATTEMPT = 30 * 60_000;
const ATTEMPT_ROWS = 500;

/** All ways by which the rows of whom a question is about are found. */
export interface Keys {
  userIds: string[];
  identifiers: string[];
  identities: SeenIdentity[];
}

export const NO_KEYS: Keys = { userIds: [], identifiers: [], identities: [] };

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/**
 * Everything a name leads to: user ids seen with it, names seen with these, and what the profile knows.
 * @param linked user ids that rows of the person tell to be theirs too
 */
export async function keysOf(
  subject: Extract<Subject, { kind: 'person' }>,
  { store, profile }: { store: EventStore; profile: Profile | null },
  linked: readonly string[] = [],
): Promise<Keys> {
  const users = profile?.users ?? [];
  const named = users
    .flatMap((user) => [user.email, user.username, user.phone_number])
    .filter((n): n is string => Boolean(n));
  const identities = users
    .flatMap((user) => user.identities ?? [])
    .flatMap((i) => (i.provider && i.user_id ? [`${i.provider}|${i.user_id}`] : []));
  let userIds = unique([...asTyped(subject), ...users.map((user) => user.user_id), ...identities, ...linked]);
  const names = unique([...(subject.identifier ? [subject.identifier] : []), ...named.map(identifierKey)]);
  // A stream may hash names on their way.
  let identifiers = unique([...names, ...(await Promise.all(names.map(hashedForms))).flat()]);
  const seen = new Map<string, SeenIdentity>();
  // Two rounds: name → ids → their other names and, through a shared name, their other ids.
  for (let round = 0; round < 2; round++) {
    for (const identity of await store.identitiesOf({ userIds, identifiers }))
      seen.set(`${identity.userId} ${identity.identifier} ${identity.connection}`, identity);
    userIds = unique([...userIds, ...[...seen.values()].map((s) => s.userId)]);
    identifiers = unique([...identifiers, ...[...seen.values()].map((s) => identifierKey(s.identifier))]);
  }
  return { userIds, identifiers, identities: [...seen.values()] };
}

/** Ids are compared to the letter, and most have small ones only: whoever typed capitals may have meant those. */
function asTyped({ userId }: { userId: string | null }): string[] {
  return userId === null ? [] : unique([userId, userId.toLowerCase()]);
}

/** Further user ids of the same person, as rows of theirs tell: linked accounts. */
export function linkedIn(rows: readonly LogEvent[], keys: Keys): string[] {
  const linked = rows.filter((row) => row.facts.linkedUserIds !== undefined);
  return unique(linked.flatMap((row) => row.facts.linkedUserIds!)).filter((id) => !keys.userIds.includes(id));
}

/** The rows of an event that names nobody: its session and transaction, and its browser at its address. */
export async function attemptOf(event: LogEvent, store: EventStore, at: number): Promise<LogEvent[]> {
  const range = { from: event.at - ATTEMPT, to: Math.min(at, event.at + ATTEMPT) };
  const [tied, beside] = await Promise.all([
    store.unnamedIn(
      {
        sessions: event.sessionId === null ? [] : [event.sessionId],
        transactions: event.transactionId === null ? [] : [event.transactionId],
      },
      range,
      ATTEMPT_ROWS,
    ),
    event.ip === null ? [] : store.atAddress(event.ip, range, ATTEMPT_ROWS),
  ]);
  const same = beside.filter((row) => row.userAgent !== null && row.userAgent === event.userAgent);
  return [...new Map([event, ...tied, ...same].map((row) => [row.logId, row])).values()].sort((a, b) => a.at - b.at);
}

/** The one person whom these rows name; null where they name nobody or several. */
export function onePerson(rows: readonly LogEvent[]): LogEvent | null {
  const named = rows.filter((row) => !isUnnamed(row) && row.type !== 'sapi');
  const people = new Set(named.map((row) => (row.identifier === null ? (row.userId ?? '') : whoOf(row))));
  return people.size === 1 ? named.at(-1)! : null;
}
