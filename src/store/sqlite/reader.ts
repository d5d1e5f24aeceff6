import { Fault } from '../../errors.ts';
import { isIndexedType } from '../../event/event-types.ts';
import type { LogEvent, OddEvent } from '../../event/log-event.ts';
import { FAILED, INDEXED, UNNAMED } from '../kind.ts';
import { momentOf } from '../place.ts';
import type { PersonKeys, Place, Range, SeenIdentity, StoreCoverage, Tally } from '../port.ts';
import { storable } from '../storable.ts';
import { unpack } from './blocks.ts';
import { Bodies } from './bodies.ts';
import { CountingReader } from './counting-reader.ts';
import type { Database } from './engine.ts';
import { Events } from './events.ts';
import { packId, packLogId } from './key.ts';
import { People } from './people.ts';
import { columnOf, tally } from './places.ts';
import { Session, type SpanPart } from './session.ts';
import { keysOf, SPAN } from './span.ts';

const PAGE = 2_000;
/** Of these each may have 64 KiB. */
const ODD = 200;

/** The keys of the events that a look-up table says are somebody's, in one span, the newest first. */
const postedIn = (table: string, keys: string) =>
  `SELECT span * ${SPAN} + event AS id FROM ${table} WHERE span = ? AND key ${keys} AND event BETWEEN ? AND ? ORDER BY event DESC LIMIT ?`;
const OF_PERSON = postedIn('by_person', '= ?');
const OF_PEOPLE = postedIn('by_person', 'IN (SELECT value FROM json_each(?))');
/** Putting the events of several keys in order takes a third of the time, and only matters where a limit cuts. */
const OF_PEOPLE_IN_ANY_ORDER = OF_PEOPLE.replace('ORDER BY event DESC', '');
const AT_ADDRESS = postedIn('by_address', '= ?');

/** Answers the port's questions over one connection. Synchronous: each is an index and a bounded number of rows. */
export class Reader {
  readonly #session: Session;
  readonly #people: People;
  readonly #events: Events;
  readonly counting: CountingReader;

  constructor(db: Database) {
    this.#session = new Session(db);
    this.#people = new People(this.#session);
    this.#events = new Events(this.#session);
    this.counting = new CountingReader(this.#session, this.#people, this.#events);
  }

  ofPerson(keys: PersonKeys, range: Range, limit: number): LogEvent[] {
    return this.#session.read(() => {
      const people = this.#people.inSpans(keys, this.#session.spans(range));
      return this.#newest(range, limit, ({ span, first, last }, left) => {
        const numbers = (people.get(span) ?? []).map(({ number }) => number);
        if (numbers.length === 0) return [];
        const among = [first - span * SPAN, last - span * SPAN] as const;
        if (numbers.length === 1) return this.#events.inSpan(span, OF_PERSON, span, numbers[0]!, ...among, left);
        const keys = JSON.stringify(numbers);
        const any = this.#events.inSpan(span, OF_PEOPLE_IN_ANY_ORDER, span, keys, ...among, left + 1);
        return any.length <= left ? any : this.#events.inSpan(span, OF_PEOPLE, span, keys, ...among, left);
      });
    });
  }

  identitiesOf(keys: PersonKeys): SeenIdentity[] {
    return this.#session.read(() => this.#people.identities(keys));
  }

  atAddress(ip: string, range: Range, limit: number): LogEvent[] {
    return this.#session.read(() =>
      this.#newest(range, limit, ({ span, first, last }, left) => {
        const number = this.#session.number(span, ip);
        if (number === null) return [];
        return this.#events.inSpan(span, AT_ADDRESS, span, number, first - span * SPAN, last - span * SPAN, left);
      }),
    );
  }

  unnamedIn(
    joins: { sessions: readonly string[]; transactions: readonly string[] },
    range: Range,
    limit: number,
  ): LogEvent[] {
    return this.#session.read(() => {
      const [first, last] = keysOf(range);
      const by = (column: 'session' | 'trans', values: readonly string[]) =>
        this.#session.rows(
          `SELECT e.id FROM (SELECT DISTINCT unhex(value) AS id FROM json_each(?)) k CROSS JOIN event e ON e.${column} = k.id
           WHERE e.kind & ${UNNAMED} AND e.${column} IS NOT NULL AND e.id BETWEEN ? AND ? ORDER BY e.id DESC LIMIT ?`,
          JSON.stringify(values.map((value) => packId(value).toString('hex'))),
          first,
          last,
          limit,
        );
      const rows = [...by('session', joins.sessions), ...by('trans', joins.transactions)];
      const ids = [...new Set(rows.map(([id]) => id as number))].sort((a, b) => b - a);
      return [...this.#events.withKeys(ids.slice(0, limit)).values()];
    });
  }

  ofTypes(types: readonly string[], range: Range, limit: number): LogEvent[] {
    const refused = types.find((type) => !isIndexedType(type));
    if (refused !== undefined) throw new Fault('internal', `Events of type ${refused} cannot be asked for by type.`);
    return this.#session.read(() =>
      this.#newest(range, limit, ({ span, first, last }, left) => {
        const numbers = types.map((type) => this.#session.number(span, type)).filter((number) => number !== null);
        if (numbers.length === 0) return [];
        return this.#events.inSpan(
          span,
          `SELECT id FROM event WHERE kind & ${INDEXED} AND type IN (SELECT value FROM json_each(?)) AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
          JSON.stringify(numbers),
          first,
          last,
          left,
        );
      }),
    );
  }

  failuresOn(place: Place, range: Range, limit: number): LogEvent[] {
    const { column, name } = columnOf(place);
    return this.#session.read(() =>
      this.#newest(range, limit, ({ span, first, last }, left) => {
        const number = this.#session.number(span, name);
        if (number === null) return [];
        return this.#events.inSpan(
          span,
          `SELECT id FROM event WHERE kind & ${FAILED} AND ${column} = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
          number,
          first,
          last,
          left,
        );
      }),
    );
  }

  tally(place: Place, range: Range): Tally {
    return this.#session.read(() => {
      const { last, ...counts } = tally(this.#session, place, range);
      return { ...counts, lastSuccess: last === null ? null : this.#events.withKeys([last]).get(last)! };
    });
  }

  get(logId: string): LogEvent | null {
    return this.#session.read(() => {
      const rows = this.#session.rows('SELECT id FROM event WHERE log_id = ?', packLogId(storable(logId)));
      const [event] = this.#events.withKeys(rows.map(([id]) => id as number)).values();
      return event ?? null;
    });
  }

  body(logId: string): string | null {
    return this.#session.read(() => {
      const [found] = this.#session.rows(
        'SELECT e.body - b.first, b.data FROM event e JOIN block b ON b.first = (SELECT max(first) FROM block WHERE first <= e.body) WHERE e.log_id = ?',
        packLogId(storable(logId)),
      ) as [number, Uint8Array][];
      return found === undefined ? null : (unpack(found[1])[found[0]] ?? null);
    });
  }

  /** One page of a range, oldest first, after a key; the next call goes on where it ended. No cursor stays open. */
  page(range: Range, after: number | null): { events: LogEvent[]; last: number | null } {
    return this.#session.read(() => {
      const [first, last] = keysOf(range);
      const rows = this.#session.rows(
        'SELECT id FROM event WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?',
        after === null ? first : after + 1,
        last,
        PAGE,
      );
      const ids = rows.map(([id]) => id as number);
      return { events: [...this.#events.withKeys(ids).values()], last: ids.at(-1) ?? null };
    });
  }

  bodies(range: Range): Bodies {
    return new Bodies(this.#session, range);
  }

  /** One page of what was not understood, after a key; null after the last. */
  odd(after: number): { odd: OddEvent[]; last: number } | null {
    const rows = this.#session.rows('SELECT id, reason, raw FROM odd WHERE id > ? ORDER BY id LIMIT ?', after, ODD) as [
      number,
      string,
      string,
    ][];
    if (rows.length === 0) return null;
    return { odd: rows.map(([, reason, raw]) => ({ reason, raw })), last: rows.at(-1)![0] };
  }

  coverage(): StoreCoverage {
    return this.#session.read(() => {
      const ends = this.#session.ends();
      const [count] = this.#session.rows(`SELECT value FROM meta WHERE name = 'events'`);
      const odd = this.#session.rows(
        'SELECT reason, count(*) FROM odd GROUP BY reason ORDER BY count(*) DESC, reason',
      ) as [string, number][];
      return {
        events: count![0] as number,
        first: ends === null ? null : momentOf(ends[0]),
        last: ends === null ? null : momentOf(ends[1]),
        odd: odd.map(([reason, times]) => ({ reason, count: times })),
      };
    });
  }

  /** Asks span after span, the newest first, until there are enough. */
  #newest(range: Range, limit: number, eventsIn: (part: SpanPart, left: number) => LogEvent[]): LogEvent[] {
    const found: LogEvent[][] = [];
    let left = limit;
    for (const part of this.#session.spans(range)) {
      if (left <= 0) break;
      const events = eventsIn(part, left);
      left -= events.length;
      found.unshift(events);
    }
    return found.length === 1 ? found[0]! : (found[0]?.concat(...found.slice(1)) ?? []);
  }
}
