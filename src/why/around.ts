import { isLogin, isReuse, isUnnamed } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Range } from '../store/port.ts';
import type { Place } from './evidence.ts';
import { EXCHANGE, placeOf } from './story.ts';

const DAY = 86_400_000;
/** What is around the last trouble is read well enough to count people, the rest well enough to know of it. */
const MANY = 500;
const SOME = 200;
const FEW = 100;
/** Where a busy address or connection is cut, this much around the moment that matters is read besides. */
const AROUND = 30 * 60_000;
/** Logins without an exchange of their own that are looked at: the newest. */
const WAITING = 8;
/** Tenant changes this long before the first failure can be its reason. */
const CHANGES = 2 * DAY;

/** Types about the tenant, an address or a connector that no person's key finds; and mails and codes of others. */
const NOTICES = [
  ['limit_mu', 'acls_summary', 'coff', 'con', 'fi'],
  ['api_limit', 'actions_execution_failed'],
  ['fn', 'gd_send_sms_failure', 'gd_send_voice_failure', 'gd_send_pn_failure', 'gd_send_email_failure'],
];
const SERVER_EXCHANGES = ['feacft', 'fdeleacft'];

function inTime(lists: readonly (readonly LogEvent[])[]): LogEvent[] {
  return lists.flat().sort((a, b) => a.at - b.at);
}

function distinct(rows: readonly LogEvent[]): LogEvent[] {
  return [...new Map(rows.map((row) => [row.logId, row])).values()];
}

/**
 * What happened at these addresses, the most recent one first; of a busy one the newest rows, and those around the
 * person's own last one there.
 */
export async function atAddresses(
  store: EventStore,
  addresses: readonly string[],
  own: readonly LogEvent[],
  range: Range,
): Promise<LogEvent[]> {
  const lists = addresses.map(async (ip, i) => {
    const limit = i === 0 ? MANY : SOME;
    const rows = await store.atAddress(ip, range, limit);
    const last = own.findLast((row) => row.ip === ip);
    if (rows.length < limit || last === undefined || rows[0]!.at < last.at - AROUND) return rows;
    const around = { from: Math.max(range.from, last.at - AROUND), to: Math.min(range.to, last.at + AROUND) };
    return distinct([...(await store.atAddress(ip, around, limit)), ...rows]);
  });
  return inTime(await Promise.all(lists));
}

export async function noticesIn(store: EventStore, range: Range): Promise<LogEvent[]> {
  return inTime(await Promise.all(NOTICES.map((types) => store.ofTypes(types, range, SOME))));
}

/** Names that nobody has, tenant-wide: among them those that are a slip away. */
export function unknownNames(store: EventStore, range: Range): Promise<LogEvent[]> {
  return store.ofTypes(['fu'], range, SOME);
}

/**
 * Others' failures on connections or in applications, the most recent one first.
 * @param tallied of which of them the successes are counted too
 */
export async function places(
  store: EventStore,
  key: 'connection' | 'clientId',
  names: readonly string[],
  tallied: readonly string[],
  range: Range,
): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  for (const [i, name] of names.entries()) {
    const place = key === 'connection' ? { connection: name } : { clientId: name };
    const limit = i === 0 ? MANY : FEW;
    const failures = await store.failuresOn(place, range, limit);
    const tally = tallied.includes(name) ? await store.tally(place, range) : null;
    const worked = tally?.lastSuccess?.at;
    // Cut short of when it began: right after the last login that worked.
    const beginning =
      failures.length === limit && worked !== undefined && worked < failures[0]!.at
        ? await store.failuresOn(place, { from: worked, to: worked + AROUND }, FEW)
        : [];
    found.set(name, { failures: distinct([...beginning, ...failures]), tally });
  }
  return found;
}

/** Tenant changes before the first failure and up to now: a busy script's must not hide the one that broke it. */
export async function changesAround(store: EventStore, first: number, at: number): Promise<LogEvent[]> {
  return inTime(
    await Promise.all([
      store.ofTypes(['sapi'], { from: first - CHANGES, to: first }, SOME),
      store.ofTypes(['sapi'], { from: first + 1, to: at }, FEW),
    ]),
  );
}

/**
 * Failed exchanges by applications' servers that name nobody, seconds after logins of these rows; and who else logged in
 * or exchanged around them.
 */
export async function exchangesAfter(
  store: EventStore,
  rows: readonly LogEvent[],
): Promise<{ exchanges: LogEvent[]; beside: LogEvent[] }> {
  const exchanges = new Map<string, LogEvent>();
  const beside = new Map<string, LogEvent>();
  for (const login of waiting(rows)) {
    const range = { from: login.at, to: login.at + EXCHANGE };
    const failed = (await store.ofTypes(SERVER_EXCHANGES, range, FEW)).filter(isUnnamed);
    if (failed.length === 0) continue;
    for (const row of failed) exchanges.set(row.logId, row);
    for await (const page of store.scan({ from: range.from - EXCHANGE, to: range.to + EXCHANGE })) {
      for (const row of page) if (isLogin(row) || isReuse(row) || row.type === 'seacft') beside.set(row.logId, row);
      break;
    }
  }
  return { exchanges: inTime([[...exchanges.values()]]), beside: inTime([[...beside.values()]]) };
}

/** The newest logins after which the person's own rows show no exchange. */
export function waiting(rows: readonly LogEvent[]): LogEvent[] {
  const exchanged = rows.filter((row) => row.type === 'seacft').map((row) => row.at);
  const found: LogEvent[] = [];
  for (let i = rows.length - 1, logins = 0; i >= 0 && logins < 10 * WAITING && found.length < WAITING; i--) {
    const row = rows[i]!;
    if (!isLogin(row) && !isReuse(row)) continue;
    logins++;
    const next = exchanged[placeOf(row.at, exchanged)] ?? Number.POSITIVE_INFINITY;
    if (next - row.at >= 4 * EXCHANGE) found.unshift(row);
  }
  return found;
}

/** Some rows of the last day, else of the window: where nothing is found by a name, they show whether names can be found at all. */
export async function sampleOf(store: EventStore, { from, to }: Range): Promise<LogEvent[]> {
  for (const range of [
    { from: to - DAY, to },
    { from, to },
  ])
    for await (const page of store.scan(range)) return page;
  return [];
}
