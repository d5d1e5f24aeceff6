import { identifierKey } from '../event/identifier.ts';
import { personOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { namedIn, type Whom } from '../event/mention.ts';
import { oneOf } from '../event/user-id.ts';
import type { PersonKeys } from './port.ts';

/** A person by all of their keys, to be recognized in texts. */
export function whomOf({ userIds, identifiers }: PersonKeys): Whom {
  const known = new Set(identifiers.map(identifierKey));
  return { isUser: oneOf(userIds), isName: (identifier) => known.has(identifierKey(identifier)) };
}

/** All names under which first logins of a person may be counted. @param logins theirs, as they were stored */
export function countedNames(
  { userIds, identifiers }: PersonKeys,
  logins: readonly Pick<LogEvent, 'userId' | 'identifier'>[],
): Set<string> {
  const lower = identifiers.map((name) => name.toLowerCase());
  return new Set([...userIds, ...identifiers, ...lower, ...logins.map(personOf)].filter((name) => name !== null));
}

/** Whether a login counts for one of these people: under its user id, else under its name. */
export function isCountedFor(whom: Whom, { userId, identifier }: Pick<LogEvent, 'userId' | 'identifier'>): boolean {
  return namedIn(JSON.stringify(userId === null ? { identifier } : { userId }), whom);
}
