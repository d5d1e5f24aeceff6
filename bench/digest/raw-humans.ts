import type { RawRow } from './labels.ts';

const MINUTE = 60_000;
/** Rows that no person writes, whatever address they name. */
const MACHINES = /^(s|f)eccft$|^w$|^pla$|^[sf]api$|^api_limit$|^limit_mu$|^acls_summary$|^seacft$|^sertft$|^co(n|ff)$/;

/** Somebody with all rows that are theirs, in order. */
export interface Human {
  id: string | null;
  rows: RawRow[];
  /** Rows with a name that nobody has and that is a slip away from one of theirs. */
  slips: Set<RawRow>;
}

/**
 * Whose rows are whose, out of raw rows alone: user ids and names that stand together are one human being; a name that
 * nobody has belongs to whoever uses that browser under nearly the same one; a row without a name to whoever used the
 * browser nearest in time.
 * @param from rows before it only tell which names belong together
 */
export function humansOf(rows: readonly RawRow[], from: number): Human[] {
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    const parent = parents.get(key);
    if (parent === undefined || parent === key) return key;
    const found = root(parent);
    parents.set(key, found);
    return found;
  };
  const accounts = new Set<string>();
  for (const row of rows) {
    const [user, name] = keysOf(row);
    if (user !== null && name !== null) parents.set(root(name), root(user));
    if (user !== null && name !== null) accounts.add(name);
  }
  const humans = new Map<string, Human>();
  const humanOf = (key: string, id: string | null = key.slice(2)): Human => {
    const known = humans.get(root(key)) ?? { id, rows: [], slips: new Set() };
    humans.set(root(key), known);
    return known;
  };
  const browsers = new Map<string, { at: number; key: string }[]>();
  const later: RawRow[] = [];
  for (const row of rows) {
    const [user, name] = keysOf(row);
    const key = user ?? name;
    if (key === null || (user === null && !accounts.has(key) && row.type === 'fu')) {
      if (Date.parse(row.date) >= from) later.push(row);
      continue;
    }
    humanOf(key).rows.push(row);
    if (MACHINES.test(row.type) || Date.parse(row.date) < from) continue;
    const browser = browserOf(row);
    const traces = browsers.get(browser);
    if (traces === undefined) browsers.set(browser, [{ at: Date.parse(row.date), key }]);
    else traces.push({ at: Date.parse(row.date), key });
  }
  const names = new Map<string, string[]>();
  for (const name of accounts) names.set(root(name), [...(names.get(root(name)) ?? []), name.slice(2)]);
  for (const row of later) {
    const near = browsers.get(browserOf(row)) ?? [];
    const [, typed] = keysOf(row);
    if (typed !== null) {
      const owner = near.find(({ key }) => (names.get(root(key)) ?? []).some((name) => isSlip(typed.slice(2), name)));
      const human = humanOf(owner?.key ?? typed);
      human.rows.push(row);
      if (owner !== undefined) human.slips.add(row);
      continue;
    }
    if (MACHINES.test(row.type)) continue;
    const owner = nearest(
      near.map((trace) => ({ ...trace, key: root(trace.key) })),
      Date.parse(row.date),
    );
    (owner === null ? humanOf(`b:${browserOf(row)}`, null) : humanOf(owner)).rows.push(row);
  }
  for (const human of humans.values()) human.rows.sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
  return [...humans.values()];
}

/** The only one who used it within two weeks, or of several the nearest within half an hour. */
function nearest(traces: readonly { at: number; key: string }[], at: number): string | null {
  const distances = new Map<string, number>();
  for (const trace of traces)
    distances.set(trace.key, Math.min(distances.get(trace.key) ?? Number.POSITIVE_INFINITY, Math.abs(trace.at - at)));
  const [first, second] = [...distances].filter(([, far]) => far < 14 * 1_440 * MINUTE).sort((a, b) => a[1] - b[1]);
  return first === undefined || (second !== undefined && first[1] >= 30 * MINUTE) ? null : first[0];
}

function keysOf({ user_id: user, user_name: name }: RawRow): [user: string | null, name: string | null] {
  return [user ? `u:${user}` : null, name ? `n:${name.toLowerCase()}` : null];
}

function browserOf({ ip, user_agent: agent }: RawRow): string {
  return `${ip} ${agent}`;
}

/** At most two letters added, left out or replaced. */
function isSlip(a: string, b: string): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return a !== b && row[b.length]! <= 2;
}
