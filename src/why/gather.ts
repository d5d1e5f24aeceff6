import { Fault } from '../errors.ts';
import { isFailedAttempt, isLogin, isUnnamed } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { EventStore } from '../store/port.ts';
import { PERSON_ROWS, resolve, rowsAbout } from './about.ts';
import {
  atAddresses,
  changesAround,
  exchangesAfter,
  noticesIn,
  places,
  sampleOf,
  unknownNames,
  waiting,
} from './around.ts';
import type { Evidence } from './evidence.ts';
import { unique } from './keys.ts';
import type { TenantRule } from './rules.ts';
import type { Subject } from './subject.ts';

const DAY = 86_400_000;
/** How far back rows are read as background: what a long habit or an old change tells. */
const BACKGROUND = 30 * DAY;
/** Addresses, connections and applications that are looked at: the latest ones. */
const PLACES = 4;
/** Sessions and transactions whose rows without a name are looked for: the latest ones. */
const TIES = 200;
const TIED_ROWS = 2_000;

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

type Column = 'ip' | 'connection' | 'clientId' | 'sessionId' | 'transactionId';

/** The values of a column in the newest rows first, without null, at most so many. */
function newest(rows: readonly LogEvent[], key: Column, most: number): string[] {
  const found = new Set<string>();
  for (let i = rows.length - 1; i >= 0 && found.size < most; i--) {
    const value = rows[i]![key];
    if (value !== null) found.add(value);
  }
  return [...found];
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

/** The newest failing application where its rows do not say what it is called: others' successes do. */
function nameless(failing: readonly LogEvent[]): string[] {
  const last = failing.findLast((row) => row.clientId !== null);
  const named = failing.some((row) => row.clientId === last?.clientId && row.clientName !== null);
  return last === undefined || named ? [] : [last.clientId!];
}

/** Asks the store all that an explanation needs, in bounded questions. Thinks nothing. */
export async function gather(question: Question, ports: Ports): Promise<Evidence> {
  const { store } = ports;
  const { at } = question;
  const { subject, attempt } = await resolve(question.subject, at, store);
  const from = at - question.since;
  const background = Math.min(from, at - BACKGROUND);
  const window = { from, to: at };
  const wide = { from: background, to: at };

  const { keys, rows: all } = await rowsAbout(subject, attempt, { wide, window }, ports);
  const rows = question.application === undefined ? all : inApplication(all, question.application);
  const notes =
    all.filter((row) => row.at >= from).length >= PERSON_ROWS
      ? [`Only the newest ${PERSON_ROWS.toLocaleString('en')} rows were read.`]
      : [];

  const addresses = subject.kind === 'person' ? newest(rows, 'ip', PLACES) : [];
  const ties = { sessions: newest(rows, 'sessionId', TIES), transactions: newest(rows, 'transactionId', TIES) };
  const [beside, unnamed, exchanged, names, notices, stored] = await Promise.all([
    atAddresses(store, addresses, rows, window),
    store.unnamedIn(ties, wide, TIED_ROWS),
    exchangesAfter(
      store,
      rows.filter((row) => row.at >= from),
    ),
    unknownNames(store, window),
    noticesIn(store, window),
    store.coverage(),
  ]);

  const failing = [...rows, ...unnamed, ...beside.filter(isUnnamed)]
    .filter((row) => row.at >= from && (isFailedAttempt(row) || row.type === 'fsa'))
    .sort((a, b) => a.at - b.at);
  const lastLogin = rows.filter((row) => row.at >= from && isLogin(row)).slice(-1);
  const unexchanged = waiting(rows.filter((row) => row.at >= (lastLogin[0]?.at ?? at)));
  const failed = newest(failing, 'clientId', PLACES);
  const clients = unique([...failed.slice(0, 1), ...newest(lastLogin, 'clientId', 1), ...failed]);
  const onConnections = newest(failing, 'connection', PLACES);
  const first = failing[0]?.at ?? from;
  const [connections, applications, changes, sample] = await Promise.all([
    places(store, 'connection', onConnections, onConnections.slice(0, 1), window),
    places(store, 'clientId', clients, [...newest(unexchanged, 'clientId', 1), ...nameless(failing)], window),
    changesAround(store, first, at),
    rows.length === 0 && subject.kind === 'person' ? sampleOf(store, window) : [],
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
    atAddresses: beside,
    exchanges: exchanged.exchanges,
    beside: exchanged.beside,
    sample,
    unknownNames: names,
    notices,
    changes,
    connections,
    applications,
    profile: ports.profile,
    rules: ports.rules,
    stored,
    unread: false,
    notes,
  };
}
