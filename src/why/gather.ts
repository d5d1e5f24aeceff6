import { Fault } from '../errors.ts';
import { identifierKey } from '../event/identifier.ts';
import { isFailedAttempt } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { EventStore, Range, SeenIdentity } from '../store/port.ts';
import type { Evidence, Place } from './evidence.ts';
import type { TenantRule } from './rules.ts';
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

/** Types about the tenant, an address or a connector that no person's key finds. */
const NOTICES = [
  'limit_mu',
  'limit_sul',
  'limit_wc',
  'api_limit',
  'acls_summary',
  'coff',
  'con',
  'actions_execution_failed',
  'ublkdu',
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

interface Keys {
  userIds: string[];
  identifiers: string[];
  identities: SeenIdentity[];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Everything a name leads to: user ids seen with it, names seen with these, and what the profile knows. */
async function keysOf(subject: Extract<Subject, { kind: 'person' }>, { store, profile }: Ports): Promise<Keys> {
  const users = profile?.users ?? [];
  const named = users
    .flatMap((user) => [user.email, user.username, user.phone_number])
    .filter((n): n is string => Boolean(n));
  let userIds = unique([...(subject.userId ? [subject.userId] : []), ...users.map((user) => user.user_id)]);
  let identifiers = unique([...(subject.identifier ? [subject.identifier] : []), ...named.map(identifierKey)]);
  const linked = users
    .flatMap((user) =>
      (user.identities ?? []).map((i) => (i.provider && i.user_id ? `${i.provider}|${i.user_id}` : null)),
    )
    .filter((id) => id !== null);
  userIds = unique([...userIds, ...linked]);
  const seen = new Map<string, SeenIdentity>();
  // Two rounds: name → ids → their other names and, through a shared name, their other ids.
  for (let round = 0; round < 2; round++) {
    for (const identity of await store.identitiesOf({ userIds, identifiers }))
      seen.set(`${identity.userId} ${identity.identifier} ${identity.connection}`, identity);
    userIds = unique([...userIds, ...[...seen.values()].map((s) => s.userId)]);
    identifiers = unique([...identifiers, ...[...seen.values()].map((s) => identifierKey(s.identifier))]);
  }
  return { userIds, identifiers, identities: [...seen.values()] };
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

/** A question about one event becomes one about its person, or about its address where it names nobody. */
async function resolve(question: Question, store: EventStore): Promise<Question> {
  const { subject } = question;
  if (subject.kind !== 'event') return question;
  const event = await store.get(subject.logId);
  if (event === null) {
    throw new Fault(
      'bad_request',
      `There is no event ${subject.logId} in the store. Check the id, or import the logs that hold it.`,
    );
  }
  if (event.userId === null && event.identifier === null) {
    return event.ip === null
      ? question
      : { ...question, subject: { kind: 'address', asked: subject.asked, ip: event.ip } };
  }
  const identifier = event.identifier === null ? null : identifierKey(event.identifier);
  return {
    ...question,
    subject: {
      kind: 'person',
      asked: subject.asked,
      userId: event.type === 'sapi' ? event.targetUserId : event.userId,
      identifier,
    },
  };
}

/** Asks the store all that an explanation needs, in bounded questions. Thinks nothing. */
export async function gather(asked: Question, ports: Ports): Promise<Evidence> {
  const { store } = ports;
  const question = await resolve(asked, store);
  const { subject, at } = question;
  const from = at - question.since;
  const background = Math.min(from, at - BACKGROUND);
  const window = { from, to: at };
  const wide = { from: background, to: at };
  const keys =
    subject.kind === 'person' ? await keysOf(subject, ports) : { userIds: [], identifiers: [], identities: [] };
  const notes: string[] = [];

  const all =
    subject.kind === 'person'
      ? await store.ofPerson(keys, wide, PERSON_ROWS)
      : subject.kind === 'address'
        ? await store.atAddress(subject.ip, window, PERSON_ROWS)
        : [await store.get(subject.logId)].filter((row) => row !== null);
  const rows = question.application === undefined ? all : inApplication(all, question.application);
  if (all.length === PERSON_ROWS) notes.push(`Only the newest ${PERSON_ROWS.toLocaleString('en')} rows were read.`);

  const addresses = subject.kind === 'person' ? newest(rows, 'ip', PLACES) : [];
  const sessions = unique(rows.map((row) => row.sessionId).filter((s) => s !== null));
  const transactions = unique(rows.map((row) => row.transactionId).filter((t) => t !== null));
  const [atAddresses, unnamed, exchanges, unknownNames, notices, stored] = await Promise.all([
    Promise.all(addresses.map((ip) => store.atAddress(ip, window, AROUND_ROWS))).then((lists) =>
      lists.flat().sort((a, b) => a.at - b.at),
    ),
    store.unnamedIn({ sessions, transactions }, wide, AROUND_ROWS),
    store.ofTypes(SERVER_EXCHANGES, window, AROUND_ROWS),
    store.ofTypes(['fu'], window, AROUND_ROWS),
    store.ofTypes(NOTICES, window, AROUND_ROWS),
    store.coverage(),
  ]);

  const failing = [...rows, ...unnamed, ...atAddresses.filter((row) => row.userId === null && row.identifier === null)]
    .filter((row) => row.at >= from && (isFailedAttempt(row) || row.type === 'fsa'))
    .sort((a, b) => a.at - b.at);
  const used = rows.filter((row) => row.at >= from);
  const connections = newest(failing, 'connection', PLACES);
  const clients = unique([...newest(failing, 'clientId', PLACES), ...newest(used, 'clientId', 2)]);
  const first = failing[0]?.at ?? from;
  const [onConnections, inApplications, changes] = await Promise.all([
    places(store, 'connection', connections, window),
    places(store, 'clientId', clients, window),
    store.ofTypes(['sapi'], { from: Math.min(from, first - CHANGES), to: at }, AROUND_ROWS),
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
