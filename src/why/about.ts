import { Fault } from '../errors.ts';
import { identifierKey } from '../event/identifier.ts';
import { isUnnamed } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { EventStore, Range } from '../store/port.ts';
import { attemptOf, type Keys, keysOf, linkedIn, NO_KEYS, onePerson } from './keys.ts';
import type { Subject } from './subject.ts';

/** Rows of one person: more than anybody makes in a window, and enough of what was before it to know a habit. */
export const PERSON_ROWS = 10_000;
const BACKGROUND_ROWS = 1_500;

/**
 * A question about one event becomes one about its person, or stays one about its attempt where nobody stands behind it.
 * @throws Fault 'bad_request' where there is no such event
 */
export async function resolve(
  subject: Subject,
  at: number,
  store: EventStore,
): Promise<{ subject: Subject; attempt: LogEvent[] }> {
  if (subject.kind !== 'event') return { subject, attempt: [] };
  const event = await store.get(subject.logId);
  if (event === null) {
    throw new Fault(
      'bad_request',
      `There is no event ${subject.logId} in the store. Check the id, or import the logs that hold it.`,
    );
  }
  const attempt = isUnnamed(event) ? await attemptOf(event, store, at) : [event];
  const named = event.type === 'sapi' ? event : onePerson(attempt);
  if (named === null) return { subject, attempt: attempt.filter(isUnnamed) };
  const userId = named.type === 'sapi' ? named.targetUserId : named.userId;
  const identifier = named.type === 'sapi' || named.identifier === null ? null : identifierKey(named.identifier);
  if (userId === null && identifier === null) return { subject, attempt };
  return { subject: { kind: 'person', asked: subject.asked, userId, identifier }, attempt };
}

/** The rows of whom or what a question is about, and the keys that found them. */
export async function rowsAbout(
  subject: Subject,
  attempt: LogEvent[],
  { wide, window }: { wide: Range; window: Range },
  ports: { store: EventStore; profile: Profile | null },
): Promise<{ keys: Keys; rows: LogEvent[] }> {
  const { store } = ports;
  if (subject.kind === 'event') return { keys: NO_KEYS, rows: attempt };
  if (subject.kind === 'address')
    return { keys: NO_KEYS, rows: await store.atAddress(subject.ip, window, PERSON_ROWS) };
  const ofPerson = async (keys: Keys): Promise<LogEvent[]> => [
    ...(await store.ofPerson(keys, { from: wide.from, to: window.from - 1 }, BACKGROUND_ROWS)),
    ...(await store.ofPerson(keys, window, PERSON_ROWS)),
  ];
  const keys = await keysOf(subject, ports);
  const rows = await ofPerson(keys);
  const linked = linkedIn(rows, keys);
  if (linked.length === 0) return { keys, rows };
  const more = await keysOf(subject, ports, linked);
  return { keys: more, rows: await ofPerson(more) };
}
