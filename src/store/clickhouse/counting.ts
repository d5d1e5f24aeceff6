import { setImmediate as turn } from 'node:timers/promises';
import type { LogEvent } from '../../event/log-event.ts';
import { countedPerson } from '../counted.ts';
import { LOGIN, marksOf } from '../kind.ts';
import { momentOf } from '../place.ts';
import type { Columns, CountingStore, FirstLogins, Named, PersonKeys, Range, Reading } from '../port.ts';
import type { ClickHouseAddress } from './address.ts';
import type { Counts } from './counts.ts';
import type { Cell, Nodes } from './nodes.ts';
import { inOrder, numbered } from './order.ts';
import type { People } from './people.ts';
import { bounds, IN_RANGE } from './range.ts';
import type { Reader } from './reader.ts';
import { ReadingTexts } from './reading-texts.ts';
import { EVENT, fromRow } from './row.ts';
import { wholeTable } from './schema.ts';

/** Rows handed on without a break. */
const STRETCH = 5_000;
/** Whole events asked for at once. */
const PORTION = 1_000;

/** Columns of texts, in the order in which they are read. */
const FIELDS = {
  type: 'type',
  userId: 'user_id',
  identifier: 'identifier',
  connection: 'connection',
  clientId: 'client_id',
  clientName: 'client_name',
  organizationId: 'organization_id',
  organizationName: 'organization_name',
  ip: 'ip',
  userAgent: 'user_agent',
  country: 'country',
  timeZone: 'time_zone',
  prompts: 'prompts',
  error: 'error',
} as const;
type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as Field[];

interface Row {
  logId: string;
  at: number;
  cells: readonly Cell[];
}

/** Counting's questions. */
export class Counting implements CountingStore {
  readonly #nodes: Nodes;
  readonly #address: ClickHouseAddress;
  readonly #counts: Counts;
  readonly #people: People;
  readonly #reader: Pick<Reader, 'ofTypes'>;

  constructor(
    nodes: Nodes,
    address: ClickHouseAddress,
    { people, counts, reader }: { people: People; counts: Counts; reader: Pick<Reader, 'ofTypes'> },
  ) {
    this.#people = people;
    this.#reader = reader;
    this.#nodes = nodes;
    this.#address = address;
    this.#counts = counts;
  }

  columns(range: Range): Reading {
    const texts = new ReadingTexts();
    return {
      stretches: this.#stretches(range, texts),
      text: (number) => texts.text(number),
      number: (text) => texts.find(text),
    };
  }

  async *#stretches(range: Range, texts: ReadingTexts): AsyncGenerator<Columns> {
    const chunks = this.#nodes.stream<readonly [string, number, ...Cell[]]>(
      `SELECT log_id, toUnixTimestamp64Milli(at), kind, ${Object.values(FIELDS).join(', ')}
       FROM ${wholeTable(this.#address, 'event')} WHERE ${IN_RANGE} ORDER BY at, log_id`,
      bounds(range),
    );
    let waiting: Row[] = [];
    for await (const chunk of chunks) {
      for (const cells of chunk) {
        // What lies there twice comes one after the other.
        if (waiting.at(-1)?.logId !== cells[0]) waiting.push({ logId: cells[0], at: cells[1], cells });
      }
      if (waiting.length < STRETCH) continue;
      const last = waiting.at(-1)!.at;
      const whole = waiting.filter(({ at }) => at < last);
      if (whole.length === 0) continue;
      waiting = waiting.slice(whole.length);
      yield columnsOf(whole, texts);
      await turn();
    }
    if (waiting.length > 0) yield columnsOf(waiting, texts);
    texts.complete();
  }

  async whole(keys: readonly number[]): Promise<Map<number, LogEvent>> {
    const events = new Map<number, LogEvent>();
    for (let i = 0; i < keys.length; i += PORTION) {
      const portion = new Set(keys.slice(i, i + PORTION));
      const rows = await this.#nodes.rows(
        `SELECT ${EVENT} FROM ${wholeTable(this.#address, 'event')}
         WHERE at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({moments:Array(Int64)}), 'UTC')) ORDER BY at, log_id`,
        { moments: [...new Set([...portion].map(momentOf))] },
      );
      for (const [key, event] of numbered(inOrder(rows.map(fromRow)))) if (portion.has(key)) events.set(key, event);
    }
    return events;
  }

  backgroundOf(keys: PersonKeys, types: readonly string[], range: Range): Promise<LogEvent[]> {
    const condition = `${IN_RANGE} AND (bitAnd(kind, ${LOGIN}) > 0 OR type IN {types:Array(String)})`;
    return this.#people.selected(keys, condition, { types, ...bounds(range) });
  }

  namesOf(keys: PersonKeys, range: Range): Promise<{ userId: string; identifier: string }[]> {
    return this.#people.pairs(keys, range);
  }

  async ofTypesNaming(
    types: readonly string[],
    range: Range,
    limit: number,
    isMeant: (named: Named) => boolean,
  ): Promise<LogEvent[]> {
    return (await this.#reader.ofTypes(types, range, limit)).filter(isMeant);
  }

  async firstLogins({ from, to }: Range): Promise<FirstLogins> {
    const rows = await this.#nodes.rows<[number]>(
      `SELECT person FROM ${wholeTable(this.#address, 'first_login')} GROUP BY person
       HAVING min(at) >= fromUnixTimestamp64Milli({from:Int64}) AND min(at) <= fromUnixTimestamp64Milli({to:Int64})`,
      bounds({ from, to }),
    );
    const people = new Set(rows.map(([person]) => person));
    return { count: people.size, has: (person) => people.has(countedPerson(person)) };
  }

  quarterHours(range: Range): Promise<Map<number, number>> {
    return this.#counts.quarterHours(range);
  }

  datedBefore(at: number): Promise<number> {
    return this.#counts.datedBefore(at);
  }
}

function columnsOf(rows: readonly Row[], texts: ReadingTexts): Columns {
  const entries = [...numbered(inOrder(rows))];
  const fields = Object.fromEntries(
    NAMES.map((name, i) => [
      name,
      Int32Array.from(entries, ([, { cells }]) => {
        const text = cells[i + 3] as string | null;
        return text === null ? 0 : texts.number(text);
      }),
    ]),
  ) as Record<Field, Int32Array>;
  return {
    length: entries.length,
    key: Float64Array.from(entries, ([key]) => key),
    at: Float64Array.from(entries, ([, { at }]) => at),
    marks: Int32Array.from(entries, ([, { cells }]) => marksOf(cells[2] as number)),
    ...fields,
  };
}
