import { DAY, MINUTE } from '../causes/reading.ts';
import type { Join, Person, Story } from '../causes/story.ts';
import { identifierKey } from '../event/identifier.ts';
import { isLogin, isReuse, isUnnamed } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { isNear } from '../event/near.ts';
import type { Tally } from '../store/port.ts';
import type { Evidence, Place } from './evidence.ts';
import { rebuildTries } from './tries.ts';

/** An unnamed row belongs to whoever used the same browser at the same address, this close in time … */
export const NEAR = 14 * DAY;
/** … and this close where others use that address and browser too. */
export const NEAR_SHARED = 30 * MINUTE;
/** An application's server exchanges the code within seconds of the login. */
export const EXCHANGE = 15_000;

/** Machines' rows and warnings are nobody's tries, whatever address they come from. */
export const NOBODY = new Set([
  'seccft',
  'feccft',
  'w',
  'pla',
  'sapi',
  'fapi',
  'mgmt_api_read',
  'api_limit',
  'limit_mu',
  'acls_summary',
  'depnote',
  'seacft',
  'sertft',
]);

function isPersons(row: LogEvent, person: Person): boolean {
  if (row.type === 'sapi') return row.targetUserId !== null && person.userIds.includes(row.targetUserId);
  if (row.userId !== null && person.userIds.some((id) => sameUser(id, row.userId!))) return true;
  return row.identifier !== null && person.identifiers.includes(identifierKey(row.identifier));
}

/** Ids are the same with and without their provider's prefix. */
function sameUser(a: string, b: string): boolean {
  return a === b || a.endsWith(`|${b}`) || b.endsWith(`|${a}`);
}

/** Moments by address and browser. */
class Seen {
  readonly #times = new Map<string | null, Map<string | null, number[]>>();

  add({ ip, userAgent, at }: LogEvent): void {
    let browsers = this.#times.get(ip);
    if (browsers === undefined) {
      browsers = new Map();
      this.#times.set(ip, browsers);
    }
    const times = browsers.get(userAgent);
    if (times === undefined) browsers.set(userAgent, [at]);
    else times.push(at);
  }

  of({ ip, userAgent }: LogEvent): readonly number[] | undefined {
    return this.#times.get(ip)?.get(userAgent);
  }
}

/** An invitation to this person that somebody else opened. */
function invitedTo(row: LogEvent, person: Person): boolean {
  return row.facts.invited !== undefined && person.identifiers.includes(identifierKey(row.facts.invited));
}

/** A name that nobody has and that is a slip away from one of the person's. */
function isSlip(row: LogEvent, person: Person): boolean {
  const typed = row.identifier === null ? null : identifierKey(row.identifier);
  return typed !== null && person.identifiers.some((mine) => isNear(typed, mine));
}

/** Bot detection looks at everybody, and asks few. */
function asksForCaptcha(row: LogEvent): boolean {
  return row.type === 'pla' && row.facts.requiresVerification === true;
}

/** Rows without a name that belong to the person by address, browser and time. */
function byAddress(evidence: Evidence, person: Person): LogEvent[] {
  const own = new Seen();
  const others = new Seen();
  for (const row of evidence.rows) if (row.ip !== null && row.userAgent !== null && !NOBODY.has(row.type)) own.add(row);
  for (const row of evidence.atAddresses)
    if (!isUnnamed(row) && !isPersons(row, person) && !NOBODY.has(row.type)) others.add(row);
  return evidence.atAddresses.filter((row) => {
    if (!isUnnamed(row) || (NOBODY.has(row.type) && !asksForCaptcha(row)) || row.userAgent === null) return false;
    const mine = closest(own.of(row), row.at);
    const theirs = closest(others.of(row), row.at);
    return theirs < NEAR ? mine <= theirs && mine < NEAR_SHARED : mine < NEAR;
  });
}

/** How far the nearest of these moments is. */
function closest(times: readonly number[] | undefined, at: number): number {
  if (times === undefined) return Number.POSITIVE_INFINITY;
  const place = placeOf(at, times);
  return Math.min(at - (times[place - 1] ?? Number.NEGATIVE_INFINITY), (times[place] ?? Number.POSITIVE_INFINITY) - at);
}

/** Where the first of these moments stands that is not before another. They are in order: it is looked up by halves. */
export function placeOf(at: number, times: readonly number[]): number {
  let low = 0;
  for (let high = times.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Failed exchanges by an application's server, seconds after a login of this person that nobody else's fits better. */
function byTime(evidence: Evidence): LogEvent[] {
  if (evidence.exchanges.length === 0) return [];
  const logins = evidence.rows.filter((row) => isLogin(row) || isReuse(row));
  const own = new Set(logins.map((row) => row.logId));
  const exchanged = [...evidence.rows, ...evidence.beside].filter((row) => row.type === 'seacft');
  const waits = (login: LogEvent, row: LogEvent) =>
    login.at <= row.at &&
    row.at - login.at < EXCHANGE &&
    (row.clientId === null || login.clientId === null || row.clientId === login.clientId) &&
    !exchanged.some((e) => e.userId === login.userId && e.at >= login.at && e.at - login.at < MINUTE);
  return evidence.exchanges.filter((row) => {
    if (!isUnnamed(row)) return false;
    const login = logins.findLast((l) => waits(l, row));
    if (login === undefined) return false;
    return !evidence.beside.some(
      (other) => other.type !== 'seacft' && !own.has(other.logId) && other.at > login.at && waits(other, row),
    );
  });
}

/** Puts what was gathered in order: whose rows these are and how sure that is, and the passes they make. */
export function tellStory(evidence: Evidence): Story {
  const { subject, at, from } = evidence;
  const person: Person = {
    userIds: evidence.userIds,
    identifiers: evidence.identifiers,
    address: subject.kind === 'address' ? subject.ip : null,
  };
  const joins = new Map<string, Join>();
  const rows = new Map<string, LogEvent>();
  for (const row of evidence.rows) rows.set(row.logId, row);
  const sessions = new Set(evidence.rows.map((row) => row.sessionId).filter((s) => s !== null));
  const join = (list: readonly LogEvent[], how: (row: LogEvent) => Join) => {
    for (const row of list) {
      if (rows.has(row.logId) || row.at > at) continue;
      rows.set(row.logId, row);
      joins.set(row.logId, how(row));
    }
  };
  join(evidence.unnamed, (row) => (row.sessionId !== null && sessions.has(row.sessionId) ? 'session' : 'transaction'));
  join(byAddress(evidence, person), () => 'address');
  join(byTime(evidence), () => 'time');
  join(
    evidence.notices.filter((row) => invitedTo(row, person)),
    () => 'invited',
  );

  const unknown = [...evidence.unknownNames, ...evidence.atAddresses.filter((row) => row.type === 'fu')];
  const slips = [...new Map(unknown.map((row) => [row.logId, row])).values()]
    .filter((row) => isSlip(row, person))
    .sort(inOrder);
  const browsers = new Seen();
  for (const row of evidence.rows) if (row.type !== 'fu' && !NOBODY.has(row.type) && row.ip !== null) browsers.add(row);
  const [own, strange] = [
    slips.filter((row) => browsers.of(row) !== undefined),
    slips.filter((row) => browsers.of(row) === undefined),
  ];
  join(own, () => 'slip');

  const all = [...rows.values()].filter((row) => row.at <= at).sort(inOrder);
  const notMine = (row: LogEvent) => !rows.has(row.logId);
  return {
    at,
    from,
    rows: all,
    joins,
    tries: rebuildTries(all, at, applicationNames(evidence)),
    person,
    profile: evidence.profile,
    around: {
      sameAddress: subject.kind === 'address' ? all : evidence.atAddresses.filter(notMine),
      sameConnection: new Map([...evidence.connections].map(([name, place]) => [name, place.failures.filter(notMine)])),
      sameApplication: new Map(
        [...evidence.applications].map(([name, place]) => [name, place.failures.filter(notMine)]),
      ),
      connectionTally: tallies(evidence.connections),
      applicationTally: tallies(evidence.applications),
      nearMisses: strange,
      notices: evidence.notices,
      changes: evidence.changes.filter((row) => row.at <= at),
    },
  };
}

function tallies(places: ReadonlyMap<string, Place>): Map<string, Tally> {
  return new Map([...places].flatMap(([name, { tally }]) => (tally === null ? [] : [[name, tally] as const])));
}

/** What stays whole in the private answer: the person's names, and the slips of the person's own fingers. */
export function ownNames({ subject, identifiers, userIds }: Evidence, story: Story): string[] {
  const slips = story.rows.filter((row) => story.joins.get(row.logId) === 'slip').map((row) => row.identifier!);
  return [subject.asked, ...identifiers, ...userIds, ...slips];
}

/** Names of applications by client id: rows about a wrong request hold only the id. */
function applicationNames(evidence: Evidence): Map<string, string> {
  const names = new Map<string, string>();
  const places = [...evidence.applications.values()].flatMap((place) => [
    ...place.failures,
    ...(place.tally?.lastSuccess ? [place.tally.lastSuccess] : []),
  ]);
  for (const row of [...places, ...evidence.rows])
    if (row.clientId !== null && row.clientName !== null) names.set(row.clientId, row.clientName);
  return names;
}

/** Event time, then log id: the order in which anybody would recount them. */
export function inOrder(a: LogEvent, b: LogEvent): number {
  return a.at - b.at || (a.logId < b.logId ? -1 : a.logId > b.logId ? 1 : 0);
}
