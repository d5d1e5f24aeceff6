import { setImmediate as turn } from 'node:timers/promises';
import { identifierKey } from '../../event/identifier.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { type Columns, type FirstLogins, MARKS, type PersonKeys, type Range, type Reading } from '../port.ts';
import { countedPerson, QUARTER } from './counts.ts';
import type { Dictionary } from './dictionary.ts';
import type { Database, Statement } from './engine.ts';
import { bareId, personOfName, personOfUser } from './key.ts';
import { COLUMNS, FAILED, firstId, fromRow, LOGIN, type StoredRow } from './row.ts';

/** Rows read without a break: some 7 ms. */
const STRETCH = 5_000;
/** Whole events and people asked for at once. */
const PORTION = 1_000;

/** The columns that are read beside the key and the kind. */
const FIELDS = {
  type: 'type',
  userId: 'user',
  identifier: 'name',
  connection: 'connection',
  clientId: 'client',
  clientName: 'client_name',
  organizationId: 'organization',
  organizationName: 'organization_name',
  ip: 'ip',
  userAgent: 'agent',
  country: 'country',
  timeZone: 'zone',
  prompts: 'prompts',
  error: 'error',
} as const;
const NARROW = ['id', 'kind', ...Object.values(FIELDS)];
const REUSABLE = ['s', 'scoa', 'sens'];

/**
 * Counting's questions over one connection. SQLite hands a column over as JSON: over twice as fast as row by row.
 */
export class CountingReader {
  readonly #db: Database;
  readonly #texts: Dictionary;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Database, texts: Dictionary) {
    this.#db = db;
    this.#texts = texts;
  }

  columns(range: Range): Reading {
    this.#texts.refresh();
    return {
      stretches: this.#stretches(range),
      text: (number) => (number === 0 ? null : this.#texts.text(number)),
      number: (text) => this.#texts.find(text) ?? 0,
    };
  }

  async *#stretches({ from, to }: Range): AsyncGenerator<Columns> {
    const last = firstId(Math.floor(to) + 1) - 1;
    const end = this.#statement('SELECT id FROM event WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1 OFFSET ?');
    const read = this.#statement(
      `SELECT ${NARROW.map((column) => `json_group_array(${column})`)},
         json_group_array(CASE WHEN type = ? THEN facts LIKE '%"requiresVerification":true%' END)
       FROM event WHERE id BETWEEN ? AND ?`,
    );
    const assessment = this.#texts.find('pla') ?? -1;
    for (let next = firstId(Math.max(0, Math.floor(from))); next <= last; ) {
      const after = Number((end.all(next, last, STRETCH)[0] as unknown as StoredRow | undefined)?.[0] ?? last + 1);
      const texts = read.all(assessment, next, after - 1)[0] as unknown as string[];
      next = after;
      const columns = this.#columns(texts.map((text) => JSON.parse(text) as (number | null)[]));
      if (columns.length > 0) yield columns;
      await turn();
    }
  }

  #columns(arrays: readonly (readonly (number | null)[])[]): Columns {
    const key = Float64Array.from(arrays[0]! as readonly number[]);
    const kind = arrays[1]! as readonly number[];
    // Null becomes 0, which no text has.
    const fields = Object.fromEntries(
      Object.keys(FIELDS).map((name, i) => [name, Int32Array.from(arrays[i + 2]! as readonly number[])]),
    ) as Record<keyof typeof FIELDS, Int32Array>;
    const asked = arrays[NARROW.length]!;
    const silent = this.#texts.find('ssa');
    const reusable = REUSABLE.map((code) => this.#texts.find(code));
    const isReuse = (i: number) =>
      fields.type[i] === silent || (!(kind[i]! & LOGIN) && reusable.includes(fields.type[i]!));
    const marks = fields.type.map(
      (_, i) =>
        (kind[i]! & FAILED ? MARKS.failed : 0) |
        (kind[i]! & LOGIN ? MARKS.login : 0) |
        (isReuse(i) ? MARKS.reuse : 0) |
        (asked[i] ? MARKS.verification : 0),
    );
    return { length: key.length, key, at: key.map((id) => Math.floor(id / firstId(1))), marks, ...fields };
  }

  async whole(keys: readonly number[]): Promise<Map<number, LogEvent>> {
    const events = new Map<number, LogEvent>();
    for (let i = 0; i < keys.length; i += PORTION) {
      const rows = this.#statement(`SELECT ${columnsOf('e')} FROM json_each(?) k JOIN event e ON e.id = k.value`).all(
        JSON.stringify(keys.slice(i, i + PORTION)),
      ) as unknown as StoredRow[];
      for (const row of rows) events.set(row[0] as number, fromRow(row, this.#texts));
      await turn();
    }
    return events;
  }

  async backgroundOf(keys: PersonKeys, types: readonly string[], { from, to }: Range): Promise<LogEvent[]> {
    const users = new Set(keys.userIds.map(bareId));
    const names = new Set(keys.identifiers.map(identifierKey));
    const numbers = types.map((type) => this.#texts.find(type)).filter((number) => number !== null);
    const people = [...new Set([...keys.userIds.map(personOfUser), ...keys.identifiers.map(personOfName)])];
    const events: LogEvent[] = [];
    for (let i = 0; i < people.length; i += PORTION) {
      const rows = this.#statement(
        `SELECT ${columnsOf('e')} FROM json_each(?) j CROSS JOIN by_person p ON p.person = j.value
           JOIN event e ON e.id = p.event
         WHERE p.event BETWEEN ? AND ? AND (e.kind & ${LOGIN} OR e.type IN (SELECT value FROM json_each(?)))`,
      ).all(
        JSON.stringify(people.slice(i, i + PORTION)),
        firstId(Math.max(0, Math.floor(from))),
        firstId(Math.floor(to) + 1) - 1,
        JSON.stringify(numbers),
      ) as unknown as StoredRow[];
      for (const row of rows) events.push(fromRow(row, this.#texts));
      await turn();
    }
    // People are found by a hash of their name.
    return events.filter(
      (event) =>
        (event.targetUserId !== null && users.has(bareId(event.targetUserId))) ||
        (event.userId !== null && event.type !== 'sapi' && users.has(bareId(event.userId))) ||
        (event.identifier !== null && names.has(identifierKey(event.identifier))),
    );
  }

  firstLogins({ from, to }: Range): FirstLogins {
    const rows = this.#statement('SELECT person FROM first_login WHERE at BETWEEN ? AND ?').all(from, to);
    const people = new Set((rows as unknown as StoredRow[]).map(([person]) => person as number));
    return { count: people.size, has: (person) => people.has(countedPerson(person)) };
  }

  quarterHours({ from, to }: Range): Map<number, number> {
    const rows = this.#statement('SELECT quarter, events FROM quarter WHERE quarter BETWEEN ? AND ?').all(
      Math.floor(from / QUARTER),
      Math.floor(to / QUARTER),
    );
    return new Map(rows as unknown as [number, number][]);
  }

  /** Whole quarters of an hour before a moment count. */
  datedBefore(at: number): number {
    const rows = this.#statement('SELECT coalesce(sum(events), 0) FROM quarter WHERE quarter < ?').all(
      Math.ceil(at / QUARTER),
    );
    return Number((rows as unknown as StoredRow[])[0]![0]);
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function columnsOf(table: string): string {
  return COLUMNS.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}
