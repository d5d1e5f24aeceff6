import { identifierKey } from '../../event/identifier.ts';
import { isUnnamed } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { bareId, oneOf } from '../../event/user-id.ts';
import type { PersonKeys } from '../port.ts';

/** What events are found by: a letter that says what it is, then the text itself. */
export const byUser = (userId: string): string => `u:${bareId(userId)}`;
export const byName = (identifier: string): string => `n:${identifierKey(identifier)}`;
export const byAddress = (ip: string): string => `a:${ip}`;
export const bySession = (sessionId: string): string => `s:${sessionId}`;
export const byTransaction = (transactionId: string): string => `t:${transactionId}`;

/** Whom an event is about: the user an operation was done to, else who did something. Nobody for other operations. */
export function subjectOf(event: LogEvent): { userId: string | null; identifier: string | null } {
  if (event.targetUserId !== null) return { userId: event.targetUserId, identifier: null };
  return event.type === 'sapi' ? { userId: null, identifier: null } : event;
}

/**
 * All keys under which an event is found: its person (by user id, or by name where it has none), its address, and,
 * where it names nobody, its session and its transaction.
 */
export function keysOf(event: LogEvent): string[] {
  const keys: string[] = [];
  const { userId, identifier } = subjectOf(event);
  if (userId !== null) keys.push(byUser(userId));
  else if (identifier !== null) keys.push(byName(identifier));
  if (event.ip !== null) keys.push(byAddress(event.ip));
  if (isUnnamed(event)) {
    if (event.sessionId !== null) keys.push(bySession(event.sessionId));
    if (event.transactionId !== null) keys.push(byTransaction(event.transactionId));
  }
  return keys;
}

/** Whether an event is one of this person's. */
export function isOf({ userIds, identifiers }: PersonKeys): (event: LogEvent) => boolean {
  const isAsked = oneOf(userIds);
  const names = new Set(identifiers.map(identifierKey));
  return (event) => {
    const { userId, identifier } = subjectOf(event);
    return (userId !== null && isAsked(userId)) || (identifier !== null && names.has(identifierKey(identifier)));
  };
}
