import { isLogin } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Finding } from './cause.ts';
import type { Story, Try } from './story.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The event's own words match. Hostile text is cut by the normalizer, so patterns stay cheap. */
export function says(event: LogEvent, pattern: RegExp): boolean {
  return event.text !== null && pattern.test(event.text);
}

export function isType(event: LogEvent, ...types: string[]): boolean {
  return types.includes(event.type);
}

/** Looks once at each story, which never changes: many causes ask the same of it. */
export function once<T>(look: (story: Story) => T): (story: Story) => T {
  const known = new WeakMap<Story, { seen: T }>();
  return (story) => {
    const before = known.get(story);
    if (before !== undefined) return before.seen;
    const seen = look(story);
    known.set(story, { seen });
    return seen;
  };
}

/** Tries of the window that did not end in a success, oldest first. */
export const unsuccessful = once((story): readonly Try[] =>
  story.tries.filter((t) => t.endedAt >= story.from && t.outcome !== 'succeeded'),
);

/** Where the rows of each type stand in the story. */
const placesByType = once((story): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>();
  for (const [i, { type }] of story.rows.entries()) {
    const there = places.get(type);
    if (there === undefined) places.set(type, [i]);
    else there.push(i);
  }
  return places;
});

/** Rows of some types, oldest first, background included. */
export function rowsOf(story: Story, ...types: string[]): LogEvent[] {
  const places = placesByType(story);
  return types
    .flatMap((type) => places.get(type) ?? [])
    .sort((a, b) => a - b)
    .map((i) => story.rows[i]!);
}

/** The newest login with something typed, at or before a moment. */
export function lastLogin(story: Story, before = Number.POSITIVE_INFINITY): LogEvent | undefined {
  return story.rows.findLast((row) => isLogin(row) && row.at <= before);
}

/** A login with something typed after a moment. */
export function loginAfter(story: Story, at: number): LogEvent | undefined {
  return story.rows.find((row) => row.at > at && isLogin(row));
}

/** The rows that decided these tries, oldest first. */
export function tellingRows(tries: readonly Try[]): LogEvent[] {
  return tries.map((t) => t.telling);
}

/** Every rejection in these tries: one try may hold several (three wrong passwords on one page). */
export function rejections(tries: readonly Try[]): LogEvent[] {
  return tries.flatMap((t) => t.rows.filter((row) => row.type === t.telling.type));
}

/** The tries in which some of these rows happened. */
export function triesWith(story: Story, rows: readonly LogEvent[]): Try[] {
  const wanted = new Set(rows);
  return story.tries.filter((t) => t.rows.some((row) => wanted.has(row)));
}

/** Enterprise and social strategies: the credentials are asked for elsewhere. */
const OWN_STRATEGIES = new Set(['auth0', 'email', 'sms']);
const ENTERPRISE = new Set(
  'waad adfs samlp oidc okta ad pingfederate google-apps office365 auth0-adldap ip sharepoint'.split(' '),
);

export function isEnterprise(event: LogEvent): boolean {
  return event.strategy !== null && ENTERPRISE.has(event.strategy);
}

/** A provider outside Auth0 asked for the credentials: enterprise or social. */
export function isFederated(event: LogEvent): boolean {
  return event.strategy !== null && !OWN_STRATEGIES.has(event.strategy);
}

export function isSocial(event: LogEvent): boolean {
  return isFederated(event) && !isEnterprise(event);
}

/** A database connection of Auth0, custom ones included. Rows without a strategy count where nothing speaks against. */
export function isDatabase(event: LogEvent): boolean {
  return event.strategy === null
    ? event.userId === null || event.userId.startsWith('auth0|')
    : event.strategy === 'auth0';
}

/** Types that report a login which failed for a reason given in words. */
const WORDED = new Set(['f', 'fcoa', 'fepft', 'fens', 'fc', 'fsa', 'fepotpft']);

/** A failed login that gives its reason in words. */
export function isWorded(event: LogEvent): boolean {
  return WORDED.has(event.type);
}

const WRONG_CREDENTIALS = /wrong (e-?mail|username|user ?name)[^.]* or password/i;

/** The password of a known account was wrong; also in the password grant and in embedded login. */
export function isWrongPassword(event: LogEvent): boolean {
  return (
    event.type === 'fp' ||
    (isType(event, 'fepft', 'fcoa', 'f') && event.userId !== null && says(event, WRONG_CREDENTIALS))
  );
}

/** Nobody has the name that was typed. */
export function isUnknownName(event: LogEvent): boolean {
  return (
    event.type === 'fu' ||
    (isType(event, 'fepft', 'fcoa', 'f') &&
      event.userId === null &&
      (says(event, WRONG_CREDENTIALS) || says(event, /user (does not|doesn.t) exist/i)))
  );
}

/** "once", "twice", "3 times" */
export function times(n: number | string | undefined): string {
  const count = Number(n ?? 1);
  return count <= 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** ", twice" or ", 3 times" behind a sentence; nothing where it happened once. */
export function often(n: number | string | undefined): string {
  return Number(n ?? 1) > 1 ? `, ${times(n)}` : '';
}

/** " in Customer Portal", or nothing where the application is not known. */
export function inApplication(finding: Finding): string {
  return finding.facts?.application ? ` in ${finding.facts.application}` : '';
}

/** "the connection `northwind-entra`", or "this connection". */
export function theConnection(finding: Finding): string {
  return finding.facts?.connection ? `the connection \`${finding.facts.connection}\`` : 'this connection';
}

/** "the application Customer Portal", or "the application". */
export function theApplication(finding: Finding): string {
  return finding.facts?.application ? `the application ${finding.facts.application}` : 'the application';
}
