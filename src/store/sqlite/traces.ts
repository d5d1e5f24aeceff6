import { namedIn, type Whom } from '../../event/mention.ts';
import { LOGIN, UNNAMED } from '../kind.ts';
import { momentOf } from '../place.ts';
import type { Forgotten } from '../port.ts';
import { isCountedFor } from '../whom.ts';
import { unpack } from './blocks.ts';
import type { Database } from './engine.ts';
import { unpackLogId } from './key.ts';
import { parseGroup, parsePerson, parsePlain, type Stored, TEXT_COLUMNS } from './row.ts';
import { SPAN } from './span.ts';

/** Read at once, so that no reading stays open for long: blocks of bodies, texts, rows. */
const BLOCKS = 64;
const PORTION = 5_000;

/** A row that goes, and where else it stands. */
interface Trace {
  id: number;
  logId: string;
  body: number;
  kind: number;
  /** Numbers of texts in the row's span. */
  person: number | null;
  target: number | null;
  ip: number | null;
}

/** Everything in the file that names somebody, found by reading all of it. */
export interface Traces {
  /** Oldest first. */
  rows: Trace[];
  /** Numbers of bodies, also of rows that retention has deleted already. */
  bodies: Set<number>;
  /** By span: number and text. */
  texts: Map<number, Map<number, string>>;
  odd: number[];
  /** Bodies from this number on were not there yet. */
  until: number;
  /** People as counts know them, who logged in by these rows. */
  logins: [userId: string | null, identifier: string | null][];
}

/** Reads the whole file: minutes where there are many millions of events. Yields now and then. */
export function* tracesOf(db: Database, whom: Whom): Generator<void, Traces> {
  const until = Number(db.prepare('SELECT max(first + events) AS next FROM block').get()?.next ?? 0);
  const bodies = yield* bodiesNaming(db, whom);
  const texts = yield* textsNaming(db, whom);
  const rows = new Map<number, Trace>();
  for (const span of spansOf(db)) {
    for (const row of rowsWith(db, span, bodies, texts.get(span), whom)) rows.set(row.id, row);
    yield;
  }
  for (const row of tiedTo(db, [...rows.keys()])) rows.set(row.id, row);
  for (const { body } of rows.values()) bodies.add(body);
  return {
    rows: [...rows.values()].sort((a, b) => a.id - b.id),
    bodies,
    texts,
    until,
    odd: yield* oddNaming(db, whom),
    logins: loginsOf(rows.values(), texts, whom),
  };
}

function* bodiesNaming(db: Database, whom: Whom): Generator<void, Set<number>> {
  const found = new Set<number>();
  const next = db.prepare('SELECT first, data FROM block WHERE first > ? ORDER BY first LIMIT ?');
  for (let after = -1; ; ) {
    const blocks = next.all(after, BLOCKS) as unknown as { first: number; data: Uint8Array }[];
    if (blocks.length === 0) return found;
    for (const { first, data } of blocks)
      for (const [i, body] of unpack(data).entries()) if (namedIn(body, whom)) found.add(first + i);
    after = blocks.at(-1)!.first;
    yield;
  }
}

/** Whether a body that came after a reading names one of these people. */
export function isNamedSince(db: Database, { until }: Traces, whom: Whom): boolean {
  const blocks = db.prepare('SELECT first, data FROM block WHERE first + events > ?').all(until) as unknown as {
    first: number;
    data: Uint8Array;
  }[];
  return blocks.some(({ first, data }) => unpack(data).some((body, i) => first + i >= until && namedIn(body, whom)));
}

function* textsNaming(db: Database, whom: Whom): Generator<void, Traces['texts']> {
  const found: Traces['texts'] = new Map();
  const next = db.prepare(
    'SELECT span, number, value FROM text WHERE (span, number) > (?, ?) ORDER BY span, number LIMIT ?',
  );
  for (let after: [number, number] = [-1, 0]; ; ) {
    const texts = next.all(...after, PORTION) as unknown as { span: number; number: number; value: string }[];
    if (texts.length === 0) return found;
    for (const { span, number, value } of texts) {
      if (!isNaming(value, whom)) continue;
      const there = found.get(span) ?? new Map<number, string>();
      found.set(span, there.set(number, value));
    }
    const last = texts.at(-1)!;
    after = [last.span, last.number];
    yield;
  }
}

function isNaming(text: string, whom: Whom): boolean {
  const group = parseGroup(text);
  if (group !== null) return group.some((part) => part !== null && namedIn(part, whom));
  const person = parsePerson(text);
  if (person === null) return namedIn(parsePlain(text), whom);
  const [userId, identifier] = person;
  return (
    (userId !== null && whom.isUser(userId)) ||
    (identifier !== null && whom.isName(identifier)) ||
    namedIn(JSON.stringify(person), whom)
  );
}

function spansOf(db: Database): number[] {
  const ends = db.prepare('SELECT min(id) AS first, max(id) AS last FROM event').get() as Record<string, number | null>;
  if (ends.first === null) return [];
  const [first, last] = [Math.floor(ends.first! / SPAN), Math.floor(ends.last! / SPAN)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const READ = 'id, log_id, body, kind, person, target, ip';

type Row = Omit<Trace, 'logId'> & { log_id: Uint8Array | string };

function traceOf({ log_id, ...row }: Row): Trace {
  return { ...row, logId: unpackLogId(log_id) };
}

function rowsWith(
  db: Database,
  span: number,
  bodies: ReadonlySet<number>,
  texts: ReadonlyMap<number, string> = new Map(),
  whom: Whom,
): Trace[] {
  const ends = [span * SPAN, (span + 1) * SPAN - 1] as const;
  const own = db
    .prepare('SELECT id, own_facts FROM event WHERE id BETWEEN ? AND ? AND own_facts IS NOT NULL')
    .all(...ends) as { id: number; own_facts: string }[];
  const ids = own.filter(({ own_facts }) => namedIn(own_facts, whom)).map(({ id }) => id);
  if (ids.length + bodies.size + texts.size === 0) return [];
  const columns = TEXT_COLUMNS.map((column) => `${column} IN (SELECT value FROM json_each(?2))`).join(' OR ');
  return (
    db
      .prepare(
        `SELECT ${READ} FROM event WHERE id BETWEEN ?3 AND ?4
         AND (body IN (SELECT value FROM json_each(?1)) OR id IN (SELECT value FROM json_each(?5)) OR ${columns})`,
      )
      .all(JSON.stringify([...bodies]), JSON.stringify([...texts.keys()]), ...ends, JSON.stringify(ids)) as Row[]
  ).map(traceOf);
}

/** Rows that name nobody, of the sessions and transactions of those that do. */
function tiedTo(db: Database, ids: readonly number[]): Trace[] {
  const tied: Trace[] = [];
  for (const column of ['session', 'trans']) {
    const values = db
      .prepare(
        `SELECT DISTINCT ${column} AS value FROM event
         WHERE id IN (SELECT value FROM json_each(?)) AND ${column} IS NOT NULL`,
      )
      .all(JSON.stringify(ids)) as { value: Stored }[];
    const of = db.prepare(
      `SELECT ${READ} FROM event WHERE kind & ${UNNAMED} AND ${column} IS NOT NULL AND ${column} = ?`,
    );
    for (const { value } of values) tied.push(...(of.all(value) as Row[]).map(traceOf));
  }
  return tied;
}

function* oddNaming(db: Database, whom: Whom): Generator<void, number[]> {
  const found: number[] = [];
  const next = db.prepare('SELECT id, raw FROM odd WHERE id > ? ORDER BY id LIMIT ?');
  for (let after = -1; ; ) {
    const odd = next.all(after, BLOCKS) as unknown as { id: number; raw: string }[];
    if (odd.length === 0) return found;
    for (const { id, raw } of odd) if (namedIn(raw, whom)) found.push(id);
    after = odd.at(-1)!.id;
    yield;
  }
}

function loginsOf(rows: Iterable<Trace>, texts: Traces['texts'], whom: Whom): Traces['logins'] {
  const logins = new Map<string, [string | null, string | null]>();
  for (const { id, kind, person } of rows) {
    const text = kind & LOGIN && person !== null ? texts.get(Math.floor(id / SPAN))?.get(person) : undefined;
    const named = text === undefined ? null : parsePerson(text);
    if (named !== null && isCountedFor(whom, { userId: named[0], identifier: named[1] })) logins.set(text!, named);
  }
  return [...logins.values()];
}

export function forgottenOf({ rows, odd }: Traces): Forgotten {
  return {
    logIds: rows.map(({ logId }) => logId),
    first: rows.length === 0 ? null : momentOf(rows[0]!.id),
    last: rows.length === 0 ? null : momentOf(rows.at(-1)!.id),
    odd: odd.length,
  };
}
