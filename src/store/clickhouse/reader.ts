import { Fault } from '../../errors.ts';
import { isIndexedType } from '../../event/event-types.ts';
import { whoOf } from '../../event/kind.ts';
import type { LogEvent, OddEvent } from '../../event/log-event.ts';
import { EXCHANGE, FAILED, LOGIN } from '../kind.ts';
import type { PersonKeys, Place, Range, SeenIdentity, StoreCoverage, StoredBody, Tally } from '../port.ts';
import type { ClickHouseAddress } from './address.ts';
import { byAddress, bySession, byTransaction } from './key.ts';
import type { Cell, Nodes, Parameters } from './nodes.ts';
import { inOrder, newest, type Placed } from './order.ts';
import type { People } from './people.ts';
import { portions } from './portions.ts';
import { bounds, IN_RANGE } from './range.ts';
import { EVENT, fromRow, fromText } from './row.ts';
import { type TableName, wholeTable } from './schema.ts';

/** Outcomes of one place are counted over its newest rows; more would cost an answer its second and add nothing. */
const TALLIED = 2_000;
const PAGE = 10_000;
/** Bodies in a page: a kilobyte or two each. */
const BODIES = 5_000;

type Outcome = Pick<LogEvent, 'logId' | 'at' | 'identifier' | 'userId' | 'ip' | 'userAgent'> & { kind: number };

/**
 * Answers the port's questions. No question counts on merges having happened: a row that lies there twice is told by
 * its log id when it is read.
 */
export class Reader {
  readonly #nodes: Nodes;
  readonly #address: ClickHouseAddress;
  readonly #people: People;

  constructor(nodes: Nodes, address: ClickHouseAddress, people: People) {
    this.#people = people;
    this.#nodes = nodes;
    this.#address = address;
  }

  ofPerson(keys: PersonKeys, range: Range, limit: number): Promise<LogEvent[]> {
    return this.#people.events(keys, range, limit);
  }

  identitiesOf(keys: PersonKeys): Promise<SeenIdentity[]> {
    return this.#people.identities(keys);
  }

  atAddress(ip: string, range: Range, limit: number): Promise<LogEvent[]> {
    return this.#byKeys([byAddress(ip)], range, limit);
  }

  unnamedIn(
    { sessions, transactions }: { sessions: readonly string[]; transactions: readonly string[] },
    range: Range,
    limit: number,
  ): Promise<LogEvent[]> {
    return this.#byKeys([...sessions.map(bySession), ...transactions.map(byTransaction)], range, limit);
  }

  async ofTypes(types: readonly string[], range: Range, limit: number): Promise<LogEvent[]> {
    const refused = types.find((type) => !isIndexedType(type));
    if (refused !== undefined) throw new Fault('internal', `Events of type ${refused} cannot be asked for by type.`);
    return this.#newest('type IN {types:Array(String)}', { types }, range, limit);
  }

  failuresOn(place: Place, range: Range, limit: number): Promise<LogEvent[]> {
    const { condition, parameters } = at(place, FAILED);
    return this.#newest(condition, parameters, range, limit);
  }

  async tally(place: Place, range: Range): Promise<Tally> {
    const [used, failed] = await Promise.all([
      this.#outcomes(place, 'connection' in place ? LOGIN : LOGIN | EXCHANGE, range),
      this.#outcomes(place, FAILED, range),
    ]);
    const logins = used.filter(({ kind }) => kind & LOGIN);
    const last = logins.at(-1);
    return {
      succeeded: logins.length,
      succeededPeople: new Set(logins.map(whoOf)).size,
      failed: failed.length,
      failedPeople: new Set(failed.map(whoOf)).size,
      exchanged: used.filter(({ kind }) => kind & EXCHANGE).length,
      lastSuccess: last === undefined ? null : await this.#read(last),
    };
  }

  #outcomes(place: Place, kind: number, range: Range): Promise<Outcome[]> {
    const { condition, parameters } = at(place, kind);
    return newest(TALLIED, async (count) => {
      const rows = await this.#nodes.rows<[string, number, number, ...(string | null)[]]>(
        `SELECT log_id, toUnixTimestamp64Milli(at), kind, identifier, user_id, ip, user_agent
         FROM ${this.#table('event')} WHERE ${condition} AND ${IN_RANGE}
         ORDER BY at DESC, log_id DESC LIMIT {count:UInt32}`,
        { ...parameters, ...bounds(range), count },
      );
      return rows.map(([logId, moment, bits, identifier, userId, ip, userAgent]) => ({
        logId,
        at: moment,
        kind: bits,
        identifier: identifier!,
        userId: userId!,
        ip: ip!,
        userAgent: userAgent!,
      }));
    });
  }

  async get(logId: string): Promise<LogEvent | null> {
    const place = await this.#placeOf(logId);
    return place === null ? null : this.#read(place);
  }

  async body(logId: string): Promise<string | null> {
    const place = await this.#placeOf(logId);
    const row = place === null ? undefined : await this.#one('body', place);
    return (row?.[0] as string | undefined) ?? null;
  }

  scan(range: Range): AsyncGenerator<LogEvent[]> {
    return this.#pages(range, PAGE, EVENT, fromRow);
  }

  bodies(range: Range): AsyncGenerator<StoredBody[]> {
    return this.#pages(range, BODIES, 'log_id, toUnixTimestamp64Milli(at), body', ([logId, moment, body]) => ({
      logId: logId as string,
      at: moment as number,
      body: body as string,
    }));
  }

  /** A range in pages, oldest first. A page ends between two milliseconds, and nothing stays open between pages. */
  async *#pages<T extends { logId: string; at: number }>(
    { from, to }: Range,
    most: number,
    columns: string,
    read: (row: Cell[]) => T,
  ): AsyncGenerator<T[]> {
    for (let begin = from, size = most; ; ) {
      const rows = await this.#nodes.rows<Cell[]>(
        `SELECT ${columns} FROM ${this.#table('event')} WHERE ${IN_RANGE} ORDER BY at, log_id LIMIT {size:UInt32}`,
        { ...bounds({ from: begin, to }), size },
      );
      const found = rows.map(read);
      const isLast = found.length < size;
      const end = isLast ? Number.POSITIVE_INFINITY : found.at(-1)!.at;
      const whole = inOrder(found.filter(({ at }) => at < end));
      if (whole.length > 0) yield whole;
      if (isLast) return;
      if (end === found[0]!.at) size *= 2;
      begin = end;
    }
  }

  async *odd(): AsyncGenerator<OddEvent[]> {
    const query = `SELECT reason, raw FROM ${this.#table('odd')} ORDER BY at, reason, raw`;
    for await (const rows of this.#nodes.stream<[string, string]>(query))
      yield rows.map(([reason, raw]) => ({ reason, raw }));
  }

  /** @param events how many there are */
  async coverage(events: number): Promise<StoreCoverage> {
    const [[ends], odd] = await Promise.all([
      this.#nodes.rows<[number, number, number]>(
        `SELECT count(), toUnixTimestamp64Milli(min(at)), toUnixTimestamp64Milli(max(at)) FROM ${this.#table('event')}`,
      ),
      this.#nodes.rows<[string, number]>(
        `SELECT reason, count() AS times FROM ${this.#table('odd')} GROUP BY reason ORDER BY times DESC, reason`,
      ),
    ]);
    const [rows, first, last] = ends!;
    return {
      events,
      first: rows === 0 ? null : first,
      last: rows === 0 ? null : last,
      odd: odd.map(([reason, count]) => ({ reason, count })),
    };
  }

  async #placeOf(logId: string): Promise<Placed | null> {
    const [row] = await this.#nodes.rows<[number]>(
      `SELECT toUnixTimestamp64Milli(at) FROM ${this.#table('known')} WHERE log_id = {logId:String} LIMIT 1`,
      { logId },
    );
    return row === undefined ? null : { logId, at: row[0] };
  }

  async #read(place: Placed): Promise<LogEvent | null> {
    const row = await this.#one(EVENT, place);
    return row === undefined ? null : fromRow(row);
  }

  async #one(columns: string, { logId, at }: Placed): Promise<Cell[] | undefined> {
    const [row] = await this.#nodes.rows<Cell[]>(
      `SELECT ${columns} FROM ${this.#table('event')}
       WHERE at = fromUnixTimestamp64Milli({at:Int64}) AND log_id = {logId:String} LIMIT 1`,
      { at, logId },
    );
    return row;
  }

  async #byKeys(keys: readonly string[], range: Range, limit: number): Promise<LogEvent[]> {
    const found = await Promise.all(portions(keys).map((portion) => this.#byPortion(portion, range, limit)));
    return found.length === 1 ? found[0]! : inOrder(found.flat()).slice(-limit);
  }

  #byPortion(keys: readonly string[], range: Range, limit: number): Promise<LogEvent[]> {
    return newest(limit, async (count) => {
      const rows = await this.#nodes.rows<[string, number, string]>(
        `SELECT log_id, toUnixTimestamp64Milli(at), event FROM ${this.#table('by_key')}
         WHERE key IN {keys:Array(String)} AND ${IN_RANGE} ORDER BY at DESC, log_id DESC LIMIT {count:UInt32}`,
        { keys, ...bounds(range), count },
      );
      return rows.map(([logId, at, text]) => fromText(logId, at, text));
    });
  }

  async #newest(condition: string, parameters: Parameters, range: Range, limit: number): Promise<LogEvent[]> {
    return newest(limit, async (count) => {
      const rows = await this.#nodes.rows(
        `SELECT ${EVENT} FROM ${this.#table('event')}
         WHERE ${condition} AND ${IN_RANGE} ORDER BY at DESC, log_id DESC LIMIT {count:UInt32}`,
        { ...parameters, ...bounds(range), count },
      );
      return rows.map(fromRow);
    });
  }

  #table(name: TableName): string {
    return wholeTable(this.#address, name);
  }
}

/** The very expressions that the table has indexes of. */
function at(place: Place, kind: number): { condition: string; parameters: Parameters } {
  const [column, name] = 'connection' in place ? ['connection', place.connection] : ['client_id', place.clientId];
  return { condition: `if(bitAnd(kind, ${kind}) > 0, ${column}, NULL) = {place:String}`, parameters: { place: name } };
}
