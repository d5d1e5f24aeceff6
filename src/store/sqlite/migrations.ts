import { Dictionary, WRITING } from './dictionary.ts';
import type { Database } from './engine.ts';
import { EVENT_INDEXES, EVENT_TABLE, FRESH_KEY } from './event-table.ts';
import { groupText, parsePlain } from './row.ts';
import { SPAN } from './span.ts';
import { sweepSpan } from './sweep.ts';

/** What brings a store up to a version from the one before. Each runs inside a write transaction. */
export const MIGRATIONS: ReadonlyMap<number, (db: Database) => void> = new Map([
  [4, groupColumns],
  [5, (db) => db.exec(FRESH_KEY)],
]);

/** Groups of version 4 by the columns of version 3 that they took the place of, in their order. */
const GROUPED = {
  place: ['connection', 'connection_id', 'strategy', 'client', 'client_name', 'organization', 'organization_name'],
  region: ['country', 'city', 'zone'],
  outcome: ['type', 'words', 'error', 'error_type', 'prompts'],
};
type Group = keyof typeof GROUPED;

/** Texts given a number at once. */
const PORTION = 10_000;

/** What comes together again and again became one text of a row, and people are found through the table of all texts. */
function groupColumns(db: Database): void {
  db.exec(`
    DELETE FROM text_key WHERE (span, number) IN (SELECT span, person FROM person_key);
    INSERT INTO text_key SELECT span, hash, person FROM person_key;
    DROP TABLE person_key;
    ${FRESH_KEY}
    ALTER TABLE event RENAME TO event_3;
    ${EVENT_TABLE}
    CREATE TEMP TABLE grouped (name TEXT, numbers TEXT, number INTEGER, PRIMARY KEY (name, numbers)) WITHOUT ROWID`);
  const texts = new Dictionary(db, WRITING);
  const ends = db.prepare('SELECT min(id) AS first, max(id) AS last FROM event_3').get() as Record<
    string,
    number | null
  >;
  const spans: number[] = [];
  if (ends.first !== null)
    for (let span = Math.floor(ends.first! / SPAN); span * SPAN <= ends.last!; span++) spans.push(span);
  for (const span of spans) groupSpan(db, texts, span);
  db.exec(`DROP TABLE event_3; DROP TABLE temp.grouped; ${EVENT_INDEXES}`);
  // What is in a group only needs no number of its own.
  for (const span of spans) sweepSpan(db, texts, span);
}

function groupSpan(db: Database, texts: Dictionary, span: number): void {
  const range = [span * SPAN, (span + 1) * SPAN - 1] as const;
  texts.begin();
  const note = db.prepare('INSERT INTO grouped VALUES (?, ?, ?)');
  for (const name of Object.keys(GROUPED) as Group[]) {
    const rows = db.prepare(
      `SELECT DISTINCT ${numbersOf(name)} AS numbers FROM event_3
       WHERE id BETWEEN ? AND ? AND coalesce(${GROUPED[name]}) IS NOT NULL`,
    );
    const found = (rows.all(...range) as { numbers: string }[]).map(({ numbers }) => numbers);
    for (let i = 0; i < found.length; i += PORTION) {
      const portion = found.slice(i, i + PORTION);
      const numbers = texts.numbers(
        span,
        portion.map((each) => grouped(texts, span, each)),
      );
      for (const [j, number] of numbers.entries()) note.run(name, portion[j]!, number);
    }
  }
  texts.flush();
  const [place, region, outcome] = (Object.keys(GROUPED) as Group[]).map(
    (name) => `(SELECT number FROM grouped WHERE name = '${name}' AND numbers = ${numbersOf(name)})`,
  );
  db.prepare(
    `INSERT INTO event SELECT id, log_id, kind, session, trans, body, own_facts, person, target, type, connection, client,
       ${place}, ip, agent, ${region}, ${outcome}, facts
     FROM event_3 WHERE id BETWEEN ? AND ? ORDER BY id`,
  ).run(...range);
  db.exec('DELETE FROM grouped');
}

/** @param numbers of the texts of a row, as JSON */
function grouped(texts: Dictionary, span: number, numbers: string): string {
  const parts = (JSON.parse(numbers) as (number | null)[]).map((number) =>
    number === null ? null : parsePlain(texts.text(span, number)!),
  );
  return groupText(parts);
}

function numbersOf(name: Group): string {
  return `json_array(${GROUPED[name]})`;
}
