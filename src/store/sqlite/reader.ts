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
import { packId, packLogId } from './key.ts';
import { People } from './people.ts';
import { columnOf, tally } from './places.ts';
import { COLUMNS, type StoredRow } from './row.ts';
import { Session } from './session.ts';
import { keysOf, SPAN } from './span.ts';

const PAGE = 2_000;
/** Of these each may have 64 KiB. */
const ODD = 200;
const ALL = COLUMNS.join(', ');
const ALL_OF_EVENT = COLUMNS.map((column) => `e.${column}`).join(', ');

/** The events that a look-up table says are a key's, in one span, newest first. */
const POSTED = (table: string) =>
  `SELECT ${ALL_OF_EVENT} FROM ${table} p JOIN event e ON e.id = p.span * ${SPAN} + p.event WHERE p.span = ? AND p.key = ? AND p.event BETWEEN ? AND ? ORDER BY p.event DESC LIMIT ?`;

/** Answers the port's questions over one connection. Synchronous: each is an index and a bounded number of rows. */
export class Reader {
  readonly #session: Session;
  readonly #people: People;
  readonly counting: CountingReader;

  constructor(db: Database) {
    this.#session = new Session(db);
    this.#people = new People(this.#session);
    this.counting = new CountingReader(this.#session, this.#people);
  }

  ofPerson(keys: PersonKeys, range: Range, limit: number): LogEvent[] {
    return this.#session.read(() => {
      const people = this.#people.inSpans(keys, this.#session.spans(range));
      return this.#newest(range, limit, (span, first, last, left) =>
        (people.get(span) ?? []).flatMap(({ number }) =>
          this.#session.rows(POSTED('by_person'), span, number, first - span * SPAN, last - span * SPAN, left),
        ),
      );
    });
  }

  identitiesOf(keys: PersonKeys): SeenIdentity[] {
    return this.#session.read(() => this.#people.identities(keys));
  }

  atAddress(ip: string, range: Range, limit: number): LogEvent[] {
    return this.#session.read(() =>
      this.#newest(range, limit, (span, first, last, left) => {
        const number = this.#session.number(span, ip);
        if (number === null) return [];
        return this.#session.rows(POSTED('by_address'), span, number, first - span * SPAN, last - span * SPAN, left);
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
      const by = (column: 'session' | 'trans', ids: readonly string[]) =>
        [...new Set(ids)].flatMap((id) =>
          this.#session.rows(
            `SELECT ${ALL} FROM event WHERE kind & ${UNNAMED} AND ${column} = ? AND ${column} IS NOT NULL AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
            packId(id),
            first,
            last,
            limit,
          ),
        );
      const rows = [...by('session', joins.sessions), ...by('trans', joins.transactions)];
      const distinct = [...new Map(rows.map((row) => [row[0], row])).values()];
      return this.#events(distinct, limit);
    });
  }

  ofTypes(types: readonly string[], range: Range, limit: number): LogEvent[] {
    const refused = types.find((type) => !isIndexedType(type));
    if (refused !== undefined) throw new Fault('internal', `Events of type ${refused} cannot be asked for by type.`);
    return this.#session.read(() =>
      this.#newest(range, limit, (span, first, last, left) =>
        [...new Set(types)].flatMap((type) => {
          const number = this.#session.number(span, type);
          if (number === null) return [];
          return this.#session.rows(
            `SELECT ${ALL} FROM event WHERE kind & ${INDEXED} AND type = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
            number,
            first,
            last,
            left,
          );
        }),
      ),
    );
  }

  failuresOn(place: Place, range: Range, limit: number): LogEvent[] {
    const { column, name } = columnOf(place);
    return this.#session.read(() =>
      this.#newest(range, limit, (span, first, last, left) => {
        const number = this.#session.number(span, name);
        if (number === null) return [];
        return this.#session.rows(
          `SELECT ${ALL} FROM event WHERE kind & ${FAILED} AND ${column} = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
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
      return { ...counts, lastSuccess: last === null ? null : this.#byId(last) };
    });
  }

  get(logId: string): LogEvent | null {
    return this.#session.read(() => {
      const rows = this.#session.rows(`SELECT ${ALL} FROM event WHERE log_id = ?`, packLogId(storable(logId)));
      return this.#events(rows, 1)[0] ?? null;
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
        `SELECT ${ALL} FROM event WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
        after === null ? first : after + 1,
        last,
        PAGE,
      );
      return { events: this.#session.events(rows), last: (rows.at(-1)?.[0] as number | undefined) ?? null };
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

  #byId(id: number): LogEvent | null {
    return this.#events(this.#session.rows(`SELECT ${ALL} FROM event WHERE id = ?`, id), 1)[0] ?? null;
  }

  /** Asks span after span, the newest first, until there are enough. */
  #newest(
    range: Range,
    limit: number,
    rowsIn: (span: number, first: number, last: number, left: number) => StoredRow[],
  ): LogEvent[] {
    const found: StoredRow[] = [];
    for (const { span, first, last } of this.#session.spans(range)) {
      if (found.length >= limit) break;
      const rows = rowsIn(span, first, last, limit - found.length);
      found.push(...rows.sort(newestFirst).slice(0, limit - found.length));
    }
    return this.#events(found, limit);
  }

  /** Oldest first, the newest kept where there are too many. */
  #events(rows: StoredRow[], limit: number): LogEvent[] {
    return this.#session.events(rows.toSorted(newestFirst).slice(0, limit));
  }
}

function newestFirst(a: StoredRow, b: StoredRow): number {
  return (b[0] as number) - (a[0] as number);
}
