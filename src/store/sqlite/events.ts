import type { Facts, LogEvent } from '../../event/log-event.ts';
import { momentOf } from '../place.ts';
import { TEXT_ID, unpackIds, unpackLogIds } from './key.ts';
import { GROUPS, type Group, parseGroup, parsePerson, parsePlain, SEPARATOR } from './row.ts';
import type { Parameter, Session } from './session.ts';
import { spanOf } from './span.ts';

/** What an event is made of: first its ids, all hex, with a comma between them; then what comes as JSON. */
const IDS = [`iif(typeof(e.log_id) = 'text', '${TEXT_ID}', '') || hex(e.log_id)`, 'hex(e.session)', 'hex(e.trans)'];
const CELLS = [
  'e.id',
  'e.own_facts',
  'e.person',
  'e.target',
  'e.place',
  'e.ip',
  'e.agent',
  'e.region',
  'e.outcome',
  'e.facts',
];
const READ = [...IDS.map((id) => `group_concat(${id})`), ...CELLS.map((cell) => `json_group_array(${cell})`)].join(
  ', ',
);
const NONE: Facts = {};

type Numbers = readonly (number | null)[];

/** Events oldest first, and their keys. */
interface Made {
  ids: number[];
  events: LogEvent[];
}

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
    return this.#inSpan(span, query, ...parameters).events;
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
    const found = new Map<number, LogEvent>();
    for (const [span, part] of bySpan) {
      const made = this.#inSpan(span, query, JSON.stringify(part));
      for (const [i, id] of made.ids.entries()) found.set(id, made.events[i]!);
    }
    return found;
  }

  #inSpan(span: number, query: string, ...parameters: Parameter[]): Made {
    const sql = `SELECT ${READ} FROM (${query}) k CROSS JOIN event e ON e.id = k.id`;
    const [row] = this.#session.rows(sql, ...parameters) as (string | null)[][];
    const [logIds, sessions, transactions, ...json] = row!;
    if (logIds === null) return { ids: [], events: [] };
    const cells = json.map((text) => JSON.parse(text!));
    return this.#made(span, unpackLogIds(logIds!), unpackIds(sessions!), unpackIds(transactions!), cells);
  }

  #made(
    span: number,
    logIds: string[],
    sessions: (string | null)[],
    transactions: (string | null)[],
    cells: unknown[][],
  ): Made {
    const [ids, ownFacts, ...numbers] = cells as [number[], (string | null)[], ...Numbers[]];
    const [people, targets, places, ips, agents, regions, outcomes, facts] = numbers as [
      Numbers,
      Numbers,
      Numbers,
      Numbers,
      Numbers,
      Numbers,
      Numbers,
      Numbers,
    ];
    const texts = this.#session.texts(span, distinct(numbers));
    const text = (number: number) => texts.get(number)!;
    const person = once((number) => parsePerson(text(number)) ?? NOBODY, NOBODY);
    const place = once((number) => groupOf('place', text(number)), groupOf('place'));
    const region = once((number) => groupOf('region', text(number)), groupOf('region'));
    const outcome = once((number) => outcomeOf(text(number)), outcomeOf());
    const plain = (number: number | null) => (number === null ? null : parsePlain(text(number)));
    const shared = once((number) => JSON.parse(parsePlain(text(number))) as Facts, NONE);

    const event = (i: number): LogEvent => {
      const who = person(people[i]!);
      const where = place(places[i]!);
      const around = region(regions[i]!);
      const what = outcome(outcomes[i]!);
      const own = ownFacts[i]!;
      return {
        logId: logIds[i]!,
        at: momentOf(ids[i]!),
        type: what.type!,
        userId: who[0],
        identifier: who[1],
        targetUserId: person(targets[i]!)[0],
        connection: where.connection,
        connectionId: where.connectionId,
        strategy: where.strategy,
        clientId: where.clientId,
        clientName: where.clientName,
        organizationId: where.organizationId,
        organizationName: where.organizationName,
        ip: plain(ips[i]!),
        userAgent: plain(agents[i]!),
        country: around.country,
        city: around.city,
        timeZone: around.timeZone,
        text: what.text,
        error: what.error,
        errorType: what.errorType,
        sessionId: sessions[i]!,
        transactionId: transactions[i]!,
        prompts: what.prompts,
        facts: own === null ? shared(facts[i]!) : (JSON.parse(own) as Facts),
      };
    };
    const order = oldestFirst(ids);
    return { ids: order.map((i) => ids[i]!), events: order.map(event) };
  }
}

const NOBODY: [userId: string | null, identifier: string | null] = [null, null];

/** The parts of a group by their names; without a text all are null. */
function groupOf<G extends keyof typeof GROUPS>(name: G, text?: string): Group<G> {
  const parts = text === undefined ? [] : parseGroup(text)!;
  return Object.fromEntries(GROUPS[name].map((part, i) => [part, parts[i] ?? null])) as Group<G>;
}

function outcomeOf(text?: string): Omit<Group<'outcome'>, 'prompts'> & { prompts: string[] | null } {
  const { prompts, ...outcome } = groupOf('outcome', text);
  return { ...outcome, prompts: prompts === '' ? [] : (prompts?.split(SEPARATOR) ?? null) };
}

/** The places of keys in the order of time. They come in the order of a query, mostly newest first. */
function oldestFirst(ids: readonly number[]): number[] {
  return ids.map((_, i) => i).sort((a, b) => ids[a]! - ids[b]!);
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

/** What a number means, remembered: neighbours are mostly alike. @param none what null means */
function once<V>(meaning: (number: number) => V, none: V): (number: number | null) => V {
  const known = new Map<number, V>();
  let lastNumber: number | null = null;
  let last = none;
  return (number) => {
    if (number === lastNumber) return last;
    if (number === null) return none;
    let value = known.get(number);
    if (value === undefined) {
      value = meaning(number);
      known.set(number, value);
    }
    lastNumber = number;
    last = value;
    return value;
  };
}
