import { identifierKey } from '../../event/identifier.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { bareId, oneOf } from '../../event/user-id.ts';
import type { PersonKeys, Range, SeenIdentity } from '../port.ts';
import type { ClickHouseAddress } from './address.ts';
import { byName, byUser, isOf } from './key.ts';
import type { Cell, Nodes, Parameters } from './nodes.ts';
import { inOrder, newest } from './order.ts';
import { portions } from './portions.ts';
import { bounds, IN_RANGE } from './range.ts';
import { fromText } from './row.ts';
import { type TableName, wholeTable } from './schema.ts';

/**
 * The rows of a person, which lie under the user id where there is one: those of the user ids asked for, and of the
 * names asked for those without a user id and those of every user that was seen with the name.
 */
const MEANT = `
  (key IN {users:Array(String)} AND (user IN {asked:Array(String)} OR substring(key, 3) IN {bare:Array(String)}))
  OR key IN {named:Array(String)} OR (key IN {seen:Array(String)} AND name IN {names:Array(String)})`;
const TEXT = 'log_id, toUnixTimestamp64Milli(at), event';

type TextRow = [logId: string, at: number, text: string];

/** Finds people by any of their keys. */
export class People {
  readonly #nodes: Nodes;
  readonly #address: ClickHouseAddress;

  constructor(nodes: Nodes, address: ClickHouseAddress) {
    this.#nodes = nodes;
    this.#address = address;
  }

  async events(keys: PersonKeys, range: Range, limit: number): Promise<LogEvent[]> {
    const meant = await this.#meant(keys);
    if (meant === null) return [];
    return newest(limit, async (count) => {
      const rows = await this.#nodes.rows<TextRow>(
        `SELECT ${TEXT} FROM ${this.#table('by_key')} WHERE (${MEANT}) AND ${IN_RANGE}
         ORDER BY at DESC, log_id DESC LIMIT {count:UInt32}`,
        { ...meant, ...bounds(range), count },
      );
      return rows.map(([logId, at, text]) => fromText(logId, at, text));
    });
  }

  /** User ids and identifiers that came together with any of the keys, with the newest event of each pair. */
  async identities(keys: PersonKeys): Promise<SeenIdentity[]> {
    const meant = await this.#meant(keys);
    if (meant === null) return [];
    const rows = await this.#nodes.rows<[string, string, string | null, number]>(
      `SELECT user, identifier, argMax(connection, (at, log_id)), toUnixTimestamp64Milli(max(at))
       FROM ${this.#table('by_key')} WHERE (${MEANT}) AND user != '' AND name != '' GROUP BY user, identifier`,
      meant,
    );
    return rows
      .map(([userId, identifier, connection, lastSeen]) => ({ userId, identifier, connection, lastSeen }))
      .sort((a, b) => compare(a.userId, b.userId) || compare(a.identifier, b.identifier));
  }

  /** Of many people at once those events that a condition selects, oldest first. */
  async selected(keys: PersonKeys, condition: string, parameters: Parameters): Promise<LogEvent[]> {
    const rows = await this.#ofMany<TextRow>(keys, TEXT, condition, parameters);
    const events = rows.map(([logId, at, text]) => fromText(logId, at, text));
    return inOrder(events.filter(isOf(keys)));
  }

  /** Of many people at once which user ids and identifiers came together in a range. */
  async pairs(keys: PersonKeys, range: Range): Promise<{ userId: string; identifier: string }[]> {
    const condition = `user != '' AND name != '' AND ${IN_RANGE}`;
    const rows = await this.#ofMany<[string, string]>(keys, 'DISTINCT user, identifier', condition, bounds(range));
    const isAsked = oneOf(keys.userIds);
    const names = new Set(keys.identifiers.map(identifierKey));
    return rows
      .filter(([userId, identifier]) => isAsked(userId) || names.has(identifierKey(identifier)))
      .map(([userId, identifier]) => ({ userId, identifier }));
  }

  /** Rows of everybody who has one of the keys, and of some others. */
  async #ofMany<R extends readonly Cell[]>(
    { userIds, identifiers }: PersonKeys,
    columns: string,
    condition: string,
    parameters: Parameters,
  ): Promise<R[]> {
    const keys = [...userIds.map(byUser), ...(await this.#seenWith(identifiers)), ...identifiers.map(byName)];
    const found: R[] = [];
    for (const portion of portions(keys)) {
      const query = `SELECT ${columns} FROM ${this.#table('by_key')} WHERE key IN {portion:Array(String)} AND ${condition}`;
      found.push(...(await this.#nodes.rows<R>(query, { portion, ...parameters })));
    }
    return found;
  }

  /** The parameters of MEANT; null where there are no keys. */
  async #meant({ userIds, identifiers }: PersonKeys): Promise<Record<string, string[]> | null> {
    if (userIds.length + identifiers.length === 0) return null;
    return {
      users: unique(userIds.map(byUser)),
      // A user id with a provider is also seen without; one without is seen with any.
      asked: unique(userIds.flatMap((id) => [id, bareId(id)])),
      bare: unique(userIds.filter((id) => !id.includes('|'))),
      named: unique(identifiers.map(byName)),
      names: unique(identifiers.map(identifierKey)),
      seen: await this.#seenWith(identifiers),
    };
  }

  /** The keys of all users that were seen with these names. */
  async #seenWith(identifiers: readonly string[]): Promise<string[]> {
    const query = `SELECT DISTINCT user FROM ${this.#table('alias')} WHERE name IN {names:Array(String)}`;
    const found = await Promise.all(
      portions(identifiers.map(identifierKey)).map((names) => this.#nodes.rows<[string]>(query, { names })),
    );
    return unique(found.flat().map(([user]) => user));
  }

  #table(name: TableName): string {
    return wholeTable(this.#address, name);
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
