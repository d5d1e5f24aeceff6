import { identifierKey } from '../event/identifier.ts';
import type { LogEvent } from '../event/log-event.ts';
import { namedIn, type Whom } from '../event/mention.ts';
import type { PersonKeys } from './port.ts';
import { oneOf } from './user-id.ts';

/** A person by all of their keys, to be recognized in texts. */
export function whomOf({ userIds, identifiers }: PersonKeys): Whom {
  const known = new Set(identifiers.map(identifierKey));
  return { isUser: oneOf(userIds), isName: (identifier) => known.has(identifierKey(identifier)) };
}

/** Whether a login counts for one of these people: under its user id, else under its name. */
export function isCountedFor(whom: Whom, { userId, identifier }: Pick<LogEvent, 'userId' | 'identifier'>): boolean {
  return namedIn(JSON.stringify(userId === null ? { identifier } : { userId }), whom);
}
