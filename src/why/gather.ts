import { Fault } from '../errors.ts';
import { identifierKey } from '../event/identifier.ts';
import { isFailedAttempt, isLogin, isReuse, isUnnamed } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { EventStore, Range } from '../store/port.ts';
import type { Evidence, Place } from './evidence.ts';
import { attemptOf, type Keys, keysOf, linkedIn, NO_KEYS, onePerson, unique } from './keys.ts';
import type { TenantRule } from './rules.ts';
import { EXCHANGE } from './story.ts';
import type { Subject } from './subject.ts';

const DAY = 86_400_000;
/** How far back rows are read as background: what a long habit or an old change tells. */
const BACKGROUND = 30 * DAY;
/** Rows of one person; more than anybody makes in a window. */
const PERSON_ROWS = 10_000;
/** Rows of an address, of a connection's failures, of unknown names, of notices: enough to count how wide it is. */
const AROUND_ROWS = 2_000;
/** Addresses, connections and applications that are looked at: the latest ones. */
const PLACES = 4;
/** Tenant changes this long before the first failure can be its reason. */
const CHANGES = 2 * DAY;

/** Types about the tenant, an address or a connector that no person's key finds; and mails and codes of others. */
const NOTICES = [
  ['limit_mu', 'acls_summary', 'coff', 'con', 'fi'],
  ['api_limit', 'actions_execution_failed'],
  ['fn', 'gd_send_sms_failure', 'gd_send_voice_failure', 'gd_send_pn_failure', 'gd_send_email_failure'],
];
const SERVER_EXCHANGES = ['feacft', 'fdeleacft'];

export interface Question {
  subject: Subject;
  /** Epoch ms. Nothing after it is looked at. */
  at: number;
  /** Length of the window in ms. */
  since: number;
  /** Only this application, by its name (in any case) or client id. */
  application?: string;
}

export interface Ports {
  store: EventStore;
  profile: Profile | null;
  rules: readonly TenantRule[];
}

/** The values of a column in the newest rows first, without null, at most so many. */
function newest(rows: readonly LogEvent[], key: 'ip' | 'connection' | 'clientId', most: number): string[] {
  return unique(
    rows
      .map((row) => row[key])
      .filter((v) => v !== null)
      .reverse(),
  ).slice(0, most);
}

async function places<K extends 'connection' | 'clientId'>(
  store: EventStore,
  key: K,
  names: readonly string[],
  range: Range,
): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  for (const name of names) {
    const place = key === 'connection' ? { connection: name } : { clientId: name };
    const [failures, tally] = await Promise.all([
      store.failuresOn(place, range, AROUND_ROWS),
      store.tally(place, range),
    ]);
    found.set(name, { failures, tally });
  }
  return found;
}

/**
 * Rows of one application, and those that name none: a second factor's rows often do not.
 * @throws Fault 'bad_request' that says which applications there are
 */
function inApplication(rows: readonly LogEvent[], asked: string): LogEvent[] {
  const key = asked.toLowerCase();
  const isIn = (row: LogEvent) => row.clientName?.toLowerCase() === key || row.clientId?.toLowerCase() === key;
  if (!rows.some(isIn)) {
    const names = unique(rows.map((row) => row.clientName ?? row.clientId).filter((n) => n !== null));
    const seen = names.length > 0 ? ` Seen in this time: ${names.slice(-PLACES).join(', ')}.` : '';
    throw new Fault('bad_request', `Nothing of this person happened in an application “${asked}”.${seen}`);
  }
  return rows.filter((row) => isIn(row) || (row.clientName === null && row.clientId === null));
}

/** A question about one event becomes one about its person, or about its attempt where nobody stands behind it. */
async function resolve(question: Question, store: EventStore): Promise<{ question: Question; attempt: LogEvent[] }> {
  const { subject } = question;
  if (subject.kind !== 'event') return { question, attempt: [] };
  const event = await store.get(subject.logId);
  if (event === null) {
    throw new Fault(
      'bad_request',
      `There is no event ${subject.logId} in the store. Check the id, or import the logs that hold it.`,
    );
  }
  const attempt = isUnnamed(event) ? await attemptOf(event, store, question.at) : [event];
  const named = event.type === 'sapi' ? event : onePerson(attempt);
  if (named === null) return { question, attempt: attempt.filter(isUnnamed) };
  const userId = named.type === 'sapi' ? named.targetUserId : named.userId;
  const identifier = named.type === 'sapi' || named.identifier === null ? null : identifierKey(named.identifier);
  if (userId === null && identifier === null) return { question, attempt };
  return { question: { ...question, subject: { kind: 'person', asked: subject.asked, userId, identifier } }, attempt };
}

/** The rows of whom or what a question is about, and the keys that found them. */
async function about(
  { subject }: Question,
  attempt: LogEvent[],
  range: Range,
  ports: Ports,
): Promise<{ keys: Keys; rows: LogEvent[] }> {
  const { store } = ports;
  if (subject.kind === 'event') return { keys: NO_KEYS, rows: attempt };
  if (subject.kind === 'address') {
    return { keys: NO_KEYS, rows: await store.atAddress(subject.ip, range, PERSON_ROWS) };
  }
  const keys = await keysOf(subject, ports);
  const rows = await store.ofPerson(keys, range, PERSON_ROWS);
  const linked = linkedIn(rows, keys);
  if (linked.length === 0) return { keys, rows };
  const more = await keysOf(subject, ports, linked);
  return { keys: more, rows: await store.ofPerson(more, range, PERSON_ROWS) };
}

/** Who else logged in during the seconds before exchanges that name nobody and could be the person's. */
async function loginsBeside(
  store: EventStore,
  rows: readonly LogEvent[],
  exchanges: readonly LogEvent[],
): Promise<LogEvent[]> {
  const logins = rows.filter((row) => isLogin(row) || isReuse(row));
  const candidates = exchanges.filter(
    (row) => isUnnamed(row) && logins.some((l) => l.at <= row.at && row.at - l.at < EXCHANGE),
  );
  const found: LogEvent[] = [];
  for (const { at } of candidates.slice(-PLACES)) {
    for await (const page of store.scan({ from: at - EXCHANGE, to: at + EXCHANGE })) {
      found.push(...page);
      break;
    }
  }
  return found.filter((row) => isLogin(row) || isReuse(row) || row.type === 'seacft');
}

/** Tenant changes before the first failure and up to now: a busy script's must not hide the one that broke it. */
async function changesBetween(store: EventStore, first: number, at: number): Promise<LogEvent[]> {
  const [before, since] = await Promise.all([
    store.ofTypes(['sapi'], { from: first - CHANGES, to: first }, AROUND_ROWS),
    store.ofTypes(['sapi'], { from: first + 1, to: at }, AROUND_ROWS),
  ]);
  return [...before, ...since];
}

function inTime(lists: readonly (readonly LogEvent[])[]): LogEvent[] {
  return lists.flat().sort((a, b) => a.at - b.at);
}

/** Some rows of the last day: where nothing is found by a name, they show whether names can be found at all. */
async function sampleOf(store: EventStore, at: number): Promise<LogEvent[]> {
  for await (const page of store.scan({ from: at - DAY, to: at })) return page;
  return [];
}

/** Asks the store all that an explanation needs, in bounded questions. Thinks nothing. */
export async function gather(asked: Question, ports: Ports): Promise<Evidence> {
  const { store } = ports;
  const { question, attempt } = await resolve(asked, store);
  const { subject, at } = question;
  const from = at - question.since;
  const background = Math.min(from, at - BACKGROUND);
  const window = { from, to: at };
  const wide = { from: background, to: at };
  const notes: string[] = [];

  const { keys, rows: all } = await about(question, attempt, subject.kind === 'address' ? window : wide, ports);
  const rows = question.application === undefined ? all : inApplication(all, question.application);
  if (all.length === PERSON_ROWS) notes.push(`Only the newest ${PERSON_ROWS.toLocaleString('en')} rows were read.`);

  const addresses = subject.kind === 'person' ? newest(rows, 'ip', PLACES) : [];
  const sessions = unique(rows.map((row) => row.sessionId).filter((s) => s !== null));
  const transactions = unique(rows.map((row) => row.transactionId).filter((t) => t !== null));
  const [atAddresses, unnamed, exchanges, unknownNames, notices, stored] = await Promise.all([
    Promise.all(addresses.map((ip) => store.atAddress(ip, window, AROUND_ROWS))).then(inTime),
    store.unnamedIn({ sessions, transactions }, wide, AROUND_ROWS),
    store.ofTypes(SERVER_EXCHANGES, window, AROUND_ROWS),
    store.ofTypes(['fu'], window, AROUND_ROWS),
    Promise.all(NOTICES.map((types) => store.ofTypes(types, window, AROUND_ROWS))).then(inTime),
    store.coverage(),
  ]);

  const failing = [...rows, ...unnamed, ...atAddresses.filter((row) => row.userId === null && row.identifier === null)]
    .filter((row) => row.at >= from && (isFailedAttempt(row) || row.type === 'fsa'))
    .sort((a, b) => a.at - b.at);
  const used = rows.filter((row) => row.at >= from);
  const connections = newest(failing, 'connection', PLACES);
  const clients = unique([...newest(failing, 'clientId', PLACES), ...newest(used, 'clientId', 2)]);
  const first = failing[0]?.at ?? from;
  const [onConnections, inApplications, changes, beside, sample] = await Promise.all([
    places(store, 'connection', connections, window),
    places(store, 'clientId', clients, window),
    changesBetween(store, first, at),
    loginsBeside(store, rows, exchanges),
    rows.length === 0 && subject.kind === 'person' ? sampleOf(store, at) : [],
  ]);

  return {
    subject,
    at,
    from,
    background,
    userIds: keys.userIds,
    identifiers: keys.identifiers,
    identities: keys.identities,
    rows,
    unnamed,
    atAddresses,
    exchanges,
    beside,
    sample,
    unknownNames,
    notices,
    changes,
    connections: onConnections,
    applications: inApplications,
    profile: ports.profile,
    rules: ports.rules,
    stored,
    notes,
  };
}
