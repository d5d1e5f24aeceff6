import { eventType } from './event-types.ts';
import type { LogEvent } from './log-event.ts';

/** Success types that Auth0 also writes when a session answered and nobody typed anything. */
const MAY_BE_REUSE = new Set(['s', 'scoa', 'sens']);

/** The session was reused: a success that proves nothing about passwords, MFA or a fix. */
export function isReuse(event: LogEvent): boolean {
  return event.type === 'ssa' || (MAY_BE_REUSE.has(event.type) && event.prompts?.length === 0);
}

/** Somebody logged in by doing something: a successful login attempt that is no reuse. */
export function isLogin(event: LogEvent): boolean {
  const type = eventType(event.type);
  return type.loginAttempt && type.outcome === 'success' && !isReuse(event);
}

/**
 * A login attempt that failed. Not fco (a page's request, mostly noise) and not mfa_required (the next step of the
 * password grant, not a failure); fsa is no login attempt in the catalogue either: mostly a logged-out visitor.
 */
export function isFailedAttempt(event: LogEvent): boolean {
  const type = eventType(event.type);
  return type.loginAttempt && type.outcome === 'failure' && event.type !== 'fco' && event.error !== 'mfa_required';
}

/** Names nobody: neither a user id nor an identifier. */
export function isUnnamed(event: LogEvent): boolean {
  return event.userId === null && event.identifier === null;
}

/** Who an event is about, for counting people: identifier, else user id, else address and browser. */
export function whoOf(event: Pick<LogEvent, 'identifier' | 'userId' | 'ip' | 'userAgent'>): string {
  return event.identifier?.toLowerCase() ?? event.userId ?? `${event.ip} ${event.userAgent}`;
}

/** A person as people are counted: the user id, else the name in lower case. Null where nobody is named. */
export function personOf({ userId, identifier }: Pick<LogEvent, 'userId' | 'identifier'>): string | null {
  return userId ?? identifier?.toLowerCase() ?? null;
}
