import { Fault } from '../../errors.ts';
import { isIndexedType } from '../../event/event-types.ts';
import { identifierKey } from '../../event/identifier.ts';
import { isFailedAttempt, isLogin, whoOf } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { PersonKeys, Range, SeenIdentity, StoreCoverage, Tally } from '../port.ts';
import { unpack } from './blocks.ts';
import { CountingReader } from './counting-reader.ts';
import { Dictionary } from './dictionary.ts';
import type { Database, Statement } from './engine.ts';
import { bareId, packId, packLogId, personOfName, personOfUser } from './key.ts';
import { COLUMNS, EXCHANGE, FAILED, firstId, fromRow, INDEXED, LOGIN, type StoredRow } from './row.ts';

/** Outcomes of one place are counted over its newest rows; more would cost an answer its second and add nothing. */
const TALLIED = 2_000;
const PAGE = 2_000;

type Parameter = number | string | Uint8Array | null;

/** Answers the port's questions over one connection. Synchronous: each is an index and a bounded number of rows. */
export class Reader {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly counting: CountingReader;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Database) {
    this.#db = db;
    this.#texts = new Dictionary(db);
    this.counting = new CountingReader(db, this.#texts);
  }

  ofPerson(keys: PersonKeys, range: Range, limit: number): LogEvent[] {
    const users = new Set(keys.userIds.map(bareId));
    const names = new Set(keys.identifiers.map(identifierKey));
    const people = new Set([...keys.userIds.map(personOfUser), ...keys.identifiers.map(personOfName)]);
    for (const seen of this.#aliases(keys)) people.add(personOfUser(seen.userId));
    const rows = [...people].flatMap((person) =>
      this.#rows(
        `SELECT ${columns('e')} FROM by_person p JOIN event e ON e.id = p.event WHERE p.person = ? AND p.event BETWEEN ? AND ? ORDER BY p.event DESC LIMIT ?`,
        person,
        ...span(range),
        limit,
      ),
    );
    const mine = (event: LogEvent) =>
      (event.targetUserId !== null && users.has(bareId(event.targetUserId))) ||
      (event.userId !== null && event.type !== 'sapi' && users.has(bareId(event.userId))) ||
      (event.identifier !== null && names.has(identifierKey(event.identifier)));
    return newest(rows, limit)
      .map((row) => fromRow(row, this.#texts))
      .filter(mine);
  }

  identitiesOf(keys: PersonKeys): SeenIdentity[] {
    return this.#aliases(keys);
  }

  #aliases(keys: PersonKeys): SeenIdentity[] {
    this.#texts.refresh();
    const users = new Set(keys.userIds.map(bareId));
    const names = new Set(keys.identifiers.map(identifierKey));
    const found = [
      ...[...names].flatMap((name) => this.#all('SELECT * FROM alias WHERE name = ?', personOfName(name))),
      ...[...users].flatMap((user) => this.#all('SELECT * FROM alias WHERE person = ?', personOfUser(user))),
    ] as { identifier: string; user: string; connection: string | null; seen: number }[];
    const kept = found.filter((row) => names.has(identifierKey(row.identifier)) || users.has(bareId(row.user)));
    const distinct = new Map(kept.map((row) => [`${row.identifier} ${row.user}`, row]));
    return [...distinct.values()].map((row) => ({
      userId: row.user,
      identifier: row.identifier,
      connection: row.connection,
      lastSeen: row.seen,
    }));
  }

  atAddress(ip: string, range: Range, limit: number): LogEvent[] {
    const number = this.#texts.find(ip);
    if (number === null) return [];
    return this.#events(
      `SELECT ${columns('e')} FROM by_address a JOIN event e ON e.id = a.event WHERE a.ip = ? AND a.event BETWEEN ? AND ? ORDER BY a.event DESC LIMIT ?`,
      limit,
      number,
      ...span(range),
      limit,
    );
  }

  unnamedIn(
    joins: { sessions: readonly string[]; transactions: readonly string[] },
    range: Range,
    limit: number,
  ): LogEvent[] {
    const by = (column: 'session' | 'trans', ids: readonly string[]) =>
      ids.flatMap((id) =>
        this.#rows(
          `SELECT ${COLUMNS} FROM event WHERE kind & 16 AND ${column} = ? AND ${column} IS NOT NULL AND id BETWEEN ? AND ?`,
          packId(id),
          ...span(range),
        ),
      );
    const rows = [...by('session', joins.sessions), ...by('trans', joins.transactions)];
    const distinct = [...new Map(rows.map((row) => [row[0], row])).values()];
    return newest(distinct, limit).map((row) => fromRow(row, this.#texts));
  }

  ofTypes(types: readonly string[], range: Range, limit: number): LogEvent[] {
    const refused = types.find((type) => !isIndexedType(type));
    if (refused !== undefined) throw new Fault('internal', `Events of type ${refused} cannot be asked for by type.`);
    const rows = types.flatMap((type) => {
      const number = this.#texts.find(type);
      return number === null
        ? []
        : this.#rows(
            `SELECT ${COLUMNS} FROM event WHERE kind & ${INDEXED} AND type = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
            number,
            ...span(range),
            limit,
          );
    });
    return newest(rows, limit).map((row) => fromRow(row, this.#texts));
  }

  failuresOn(place: { connection: string } | { clientId: string }, range: Range, limit: number): LogEvent[] {
    return this.#at(place, FAILED, range, limit);
  }

  tally(place: { connection: string } | { clientId: string }, range: Range): Tally {
    const used = this.#at(place, 'connection' in place ? LOGIN : LOGIN | EXCHANGE, range, TALLIED);
    const failed = this.#at(place, FAILED, range, TALLIED).filter(isFailedAttempt);
    const logins = used.filter(isLogin);
    return {
      succeeded: logins.length,
      succeededPeople: new Set(logins.map(whoOf)).size,
      failed: failed.length,
      failedPeople: new Set(failed.map(whoOf)).size,
      exchanged: used.filter((event) => event.type === 'seacft').length,
      lastSuccess: logins.at(-1) ?? null,
    };
  }

  #at(place: { connection: string } | { clientId: string }, kind: number, range: Range, limit: number): LogEvent[] {
    const [column, text] = 'connection' in place ? ['connection', place.connection] : ['client', place.clientId];
    const number = this.#texts.find(text!);
    if (number === null) return [];
    return this.#events(
      `SELECT ${COLUMNS} FROM event WHERE kind & ${kind} AND ${column} = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
      limit,
      number,
      ...span(range),
      limit,
    );
  }

  get(logId: string): LogEvent | null {
    const row = this.#rows(`SELECT ${COLUMNS} FROM event WHERE log_id = ?`, packLogId(logId))[0];
    return row === undefined ? null : fromRow(row, this.#texts);
  }

  body(logId: string): string | null {
    const [found] = this.#all(
      'SELECT e.id, b.data FROM event e JOIN block b ON b.id = e.block WHERE e.log_id = ?',
      packLogId(logId),
    ) as { id: number; data: Uint8Array }[];
    return found === undefined ? null : (unpack(found.data).find((body) => body.event === found.id)?.json ?? null);
  }

  /** One page of a range, oldest first, after a key; the next call goes on where it ended. No cursor stays open. */
  page(range: Range, after: number | null): { events: LogEvent[]; last: number | null } {
    const [from, to] = span(range);
    const rows = this.#rows(
      `SELECT ${COLUMNS} FROM event WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
      after === null ? from : after + 1,
      to,
      PAGE,
    );
    return {
      events: rows.map((row) => fromRow(row, this.#texts)),
      last: (rows.at(-1)?.[0] as number | undefined) ?? null,
    };
  }

  coverage(): StoreCoverage {
    const [ends] = this.#all('SELECT (SELECT min(id) FROM event) AS first, (SELECT max(id) FROM event) AS last') as {
      first: number | null;
      last: number | null;
    }[];
    const count = Number(this.#all(`SELECT value FROM meta WHERE name = 'events'`)[0]!.value);
    const moment = (id: number | null) => (id === null ? null : Math.floor(id / firstId(1)));
    const odd = this.#all('SELECT reason, count(*) AS count FROM odd GROUP BY reason ORDER BY count DESC, reason') as {
      reason: string;
      count: number;
    }[];
    return { events: count, first: moment(ends!.first), last: moment(ends!.last), odd: odd.map((o) => ({ ...o })) };
  }

  #statement(sql: string, arrays: boolean): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      if (arrays) statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #all(sql: string, ...parameters: Parameter[]): Record<string, unknown>[] {
    return this.#statement(sql, false).all(...parameters) as Record<string, unknown>[];
  }

  #rows(sql: string, ...parameters: Parameter[]): StoredRow[] {
    this.#texts.refresh();
    return this.#statement(sql, true).all(...parameters) as unknown as StoredRow[];
  }

  #events(sql: string, limit: number, ...parameters: Parameter[]): LogEvent[] {
    return newest(this.#rows(sql, ...parameters), limit).map((row) => fromRow(row, this.#texts));
  }
}

function columns(table: string): string {
  return COLUMNS.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}

function span({ from, to }: Range): [number, number] {
  return [firstId(Math.max(0, Math.floor(from))), firstId(Math.floor(to) + 1) - 1];
}

/** Oldest first, the newest kept where there are too many. */
function newest(rows: StoredRow[], limit: number): StoredRow[] {
  return rows.sort((a, b) => (a[0] as number) - (b[0] as number)).slice(-limit);
}
