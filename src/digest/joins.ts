import type { Join } from '../causes/story.ts';
import { identifierKey } from '../event/identifier.ts';
import { isNear } from '../event/near.ts';
import { EXCHANGE as AT_ONCE, NEAR, NEAR_SHARED } from '../why/story.ts';
import { EXCHANGE } from '../why/tries.ts';
import type { LooseRow } from './passes.ts';
import type { People } from './people.ts';
import { browserKey, type Trace, type Trail } from './trail.ts';

/** A row and the person it was found to belong to. */
export interface Joined {
  key: number;
  person: number;
  how: Join;
}

const SERVER_EXCHANGES = new Set(['feacft', 'fdeleacft']);

/**
 * Rows that name nobody, by the rules of an explanation (why/story.ts): to whoever used the same browser at the same
 * address close by; a failed exchange by an application's server to the login seconds before it.
 */
export function joinUnnamed(rows: readonly LooseRow[], trail: Trail): Joined[] {
  const traces = trail.inBrowsers(rows);
  const joined: Joined[] = [];
  for (const row of rows) {
    const near = row.ip === 0 || row.userAgent === 0 ? null : nearest(traces.get(browserKey(row))!, row.at);
    if (near !== null) joined.push({ key: row.key, person: near, how: 'address' });
    else if (SERVER_EXCHANGES.has(row.type)) {
      const login = trail.unexchanged(row.clientId, row.at - AT_ONCE, row.at, EXCHANGE)[0];
      if (login !== undefined) joined.push({ key: row.key, person: login.person, how: 'time' });
    }
  }
  return joined;
}

/** Who used the browser: the only one within a week, or the nearest within half an hour. */
function nearest(traces: readonly Trace[], at: number): number | null {
  const distances = new Map<number, number>();
  for (const trace of traces) {
    const distance = Math.abs(trace.at - at);
    if (distance < (distances.get(trace.person) ?? NEAR)) distances.set(trace.person, distance);
  }
  const [first, second] = [...distances].sort((a, b) => a[1] - b[1]);
  if (first === undefined) return null;
  return second === undefined || first[1] < NEAR_SHARED ? first[0] : null;
}

/**
 * Rows with a name that nobody has, to whoever used that browser and has a name a slip away.
 * @param rows of names without an account
 */
export function joinSlips(
  rows: readonly LooseRow[],
  trail: Trail,
  people: People,
  text: (number: number) => string | null,
): Joined[] {
  const traces = trail.inBrowsers(rows.filter(({ ip }) => ip !== 0));
  const namesOf = (person: number) => people.namesOf(person).map((name) => identifierKey(text(name)!));
  const joined: Joined[] = [];
  for (const row of rows) {
    if (row.ip === 0) continue;
    const typed = identifierKey(people.textOf(row.person));
    const owner = traces
      .get(browserKey(row))!
      .find(({ person }) => people.userIdOf(person) !== 0 && namesOf(person).some((name) => isNear(typed, name)));
    if (owner !== undefined) joined.push({ key: row.key, person: owner.person, how: 'slip' });
  }
  return joined;
}
