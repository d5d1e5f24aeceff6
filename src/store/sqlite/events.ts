import type { Facts, LogEvent } from '../../event/log-event.ts';
import { momentOf } from '../place.ts';
import { unpackId } from './key.ts';
import { COLUMNS, parsePerson, parsePlain, SEPARATOR, TEXT_COLUMNS } from './row.ts';
import type { Parameter, Session } from './session.ts';
import { spanOf } from './span.ts';

/** What an event is made of. Bytes do not go into JSON: ids of sessions come as hex, log ids as their digits. */
const READ = COLUMNS.filter((column) => column !== 'kind' && column !== 'body');
const CELLS: Record<string, string> = {
  log_id: `iif(typeof(e.log_id) = 'text', e.log_id, hex(e.log_id))`,
  session: 'hex(e.session)',
  trans: 'hex(e.trans)',
};
const ARRAYS = READ.map((column) => `json_group_array(${CELLS[column] ?? `e.${column}`})`).join(', ');
const NONE: Facts = {};

type Numbers = readonly (number | null)[];

/**
 * Makes whole events of rows. SQLite hands a column over as JSON, over twice as fast as row by row; and what a number
 * means is found out once for all rows that have it, so alike events share their facts and prompts.
 */
export class Events {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * The events of one span that a query names, oldest first.
   * @param query SQL that returns their keys as `id`
   */
  inSpan(span: number, query: string, ...parameters: Parameter[]): LogEvent[] {
    return this.#inSpan(span, query, ...parameters).map(([, event]) => event);
  }

  /** The events with these keys, oldest first; one that is gone is missing. */
  withKeys(ids: readonly number[]): Map<number, LogEvent> {
    const bySpan = new Map<number, number[]>();
    for (const id of ids.toSorted((a, b) => a - b)) {
      const there = bySpan.get(spanOf(id));
      if (there === undefined) bySpan.set(spanOf(id), [id]);
      else there.push(id);
    }
    const query = 'SELECT DISTINCT value AS id FROM json_each(?)';
    return new Map([...bySpan].flatMap(([span, part]) => this.#inSpan(span, query, JSON.stringify(part))));
  }

  #inSpan(span: number, query: string, ...parameters: Parameter[]): [id: number, event: LogEvent][] {
    const sql = `SELECT ${ARRAYS} FROM (${query}) k CROSS JOIN event e ON e.id = k.id`;
    const [row] = this.#session.rows(sql, ...parameters) as string[][];
    return this.#made(
      span,
      row!.map((text) => JSON.parse(text)),
    );
  }

  #made(span: number, columns: unknown[][]): [id: number, event: LogEvent][] {
    const [ids, logIds, sessions, transactions, ownFacts, ...numbers] = columns as [
      number[],
      string[],
      string[],
      string[],
      (string | null)[],
      ...Numbers[],
    ];
    this.#session.load(span, distinct(numbers));
    const stored = (number: number) => this.#session.text(span, number)!;
    const column = <T>(name: (typeof TEXT_COLUMNS)[number], meaning: (number: number) => T): (T | null)[] => {
      const meaningOf = once(meaning);
      return numbers[TEXT_COLUMNS.indexOf(name)]!.map((number) => (number === null ? null : meaningOf(number)));
    };
    const texts = (name: (typeof TEXT_COLUMNS)[number]) => column(name, (number) => parsePlain(stored(number)));
    const person = column('person', (number) => parsePerson(stored(number)));
    const target = column('target', (number) => parsePerson(stored(number)));
    const type = texts('type') as string[];
    const connection = texts('connection');
    const connectionId = texts('connection_id');
    const strategy = texts('strategy');
    const client = texts('client');
    const clientName = texts('client_name');
    const organization = texts('organization');
    const organizationName = texts('organization_name');
    const ip = texts('ip');
    const agent = texts('agent');
    const country = texts('country');
    const city = texts('city');
    const zone = texts('zone');
    const words = texts('words');
    const error = texts('error');
    const errorType = texts('error_type');
    const session = sessions.map(once(idOf));
    const transaction = transactions.map(once(idOf));
    const prompts = column('prompts', (number) => promptsOf(parsePlain(stored(number))));
    const facts = column('facts', (number) => JSON.parse(parsePlain(stored(number))) as Facts);
    const own = ownFacts.map((json) => (json === null ? null : (JSON.parse(json) as Facts)));

    const event = (i: number): LogEvent => ({
      logId: logIds[i]!,
      at: momentOf(ids[i]!),
      type: type[i]!,
      userId: person[i]?.[0] ?? null,
      identifier: person[i]?.[1] ?? null,
      targetUserId: target[i]?.[0] ?? null,
      connection: connection[i]!,
      connectionId: connectionId[i]!,
      strategy: strategy[i]!,
      clientId: client[i]!,
      clientName: clientName[i]!,
      organizationId: organization[i]!,
      organizationName: organizationName[i]!,
      ip: ip[i]!,
      userAgent: agent[i]!,
      country: country[i]!,
      city: city[i]!,
      timeZone: zone[i]!,
      text: words[i]!,
      error: error[i]!,
      errorType: errorType[i]!,
      sessionId: session[i]!,
      transactionId: transaction[i]!,
      prompts: prompts[i]!,
      facts: own[i] ?? facts[i] ?? NONE,
    });
    return oldestFirst(ids).map((i) => [ids[i]!, event(i)]);
  }
}

/** The places of keys in the order of time. They come in the order of a query, mostly newest first. */
function oldestFirst(ids: readonly number[]): number[] {
  return ids.map((_, i) => i).sort((a, b) => ids[a]! - ids[b]!);
}

function promptsOf(text: string): string[] {
  return text === '' ? [] : text.split(SEPARATOR);
}

function idOf(hex: string): string | null {
  return hex === '' ? null : unpackId(hex);
}

function distinct(columns: readonly Numbers[]): Set<number> {
  const found = new Set<number>();
  for (const column of columns) {
    let last: number | null = null;
    for (const number of column) {
      if (number === last || number === null) continue;
      found.add(number);
      last = number;
    }
  }
  return found;
}

/** Remembers what it returned: neighbours are mostly alike. */
function once<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  let lastKey: K | undefined;
  let last: V;
  return (key) => {
    if (key === lastKey) return last;
    let value = known.get(key);
    if (value === undefined) {
      value = work(key);
      known.set(key, value);
    }
    lastKey = key;
    last = value;
    return value;
  };
}
