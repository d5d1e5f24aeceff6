import { identifierKey } from '../../event/identifier.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { namedIn, names } from '../../event/mention.ts';
import { bareId } from '../../event/user-id.ts';
import type { Forgotten, PersonKeys } from '../port.ts';
import { whomOf } from '../whom.ts';
import type { ClickHouseAddress } from './address.ts';
import { byName, bySession, byTransaction, byUser } from './key.ts';
import type { Cell, Nodes } from './nodes.ts';
import { inOrder } from './order.ts';
import { portions } from './portions.ts';
import { EVENT, EVERY_TEXT, fromRow, fromText } from './row.ts';
import { type TableName, wholeTable } from './schema.ts';

/** What a search takes at once. */
const NEEDLES = 200;
const TEXT = 'log_id, toUnixTimestamp64Milli(at), event';

/** Everything that names somebody. */
export interface Found {
  /** Oldest first. */
  events: LogEvent[];
  /** Hashes of what was not understood, as ClickHouse's sipHash64 writes them. */
  odd: string[];
}

/** Looks through all there is: the servers sort out what may name somebody, what does is decided here. */
export async function naming(nodes: Nodes, address: ClickHouseAddress, keys: PersonKeys): Promise<Found> {
  const whom = whomOf(keys);
  const table = (name: TableName) => wholeTable(address, name);
  const events = new Map<string, LogEvent>();
  const odd = new Set<string>();
  for (const needles of needlesOf(keys)) {
    const may = (text: string) => `multiSearchAnyCaseInsensitiveUTF8(${text}, {needles:Array(String)})`;
    const whole = nodes.stream<Cell[]>(
      `SELECT ${EVENT}, body FROM ${table('event')} WHERE ${may('body')} OR ${may(EVERY_TEXT)}`,
      { needles },
    );
    for await (const rows of whole) {
      for (const row of rows) {
        const event = fromRow(row);
        if (names({ event, body: row.at(-1) as string }, whom)) events.set(event.logId, event);
      }
    }
    const strange = nodes.stream<[string, string]>(
      `SELECT raw, toString(sipHash64(raw)) FROM ${table('odd')} WHERE ${may('raw')}`,
      { needles },
    );
    for await (const rows of strange) for (const [raw, hash] of rows) if (namedIn(raw, whom)) odd.add(hash);
  }
  // What was stored in part, and names that stand there in another writing.
  const under = [...keys.userIds.map(byUser), ...keys.identifiers.map(byName)];
  const called = keys.identifiers.map(identifierKey);
  for await (const event of rowsUnder('key IN {keys:Array(String)} OR name IN {names:Array(String)}', {
    keys: under,
    names: called,
  }))
    if (names({ event, body: '' }, whom)) events.set(event.logId, event);
  for (const tied of portions([...events.values()].flatMap(tiesOf)))
    for await (const event of rowsUnder('key IN {keys:Array(String)}', { keys: tied })) events.set(event.logId, event);
  return { events: inOrder([...events.values()]), odd: [...odd] };

  async function* rowsUnder(condition: string, parameters: Record<string, string[]>): AsyncGenerator<LogEvent> {
    const query = `SELECT ${TEXT} FROM ${table('by_key')} WHERE ${condition}`;
    for await (const rows of nodes.stream<[string, number, string]>(query, parameters))
      for (const [logId, at, text] of rows) yield fromText(logId, at, text);
  }
}

export function forgottenOf({ events, odd }: Found): Forgotten {
  return {
    logIds: events.map(({ logId }) => logId),
    first: events[0]?.at ?? null,
    last: events.at(-1)?.at ?? null,
    odd: odd.length,
  };
}

/** Texts of which one has to be there where somebody is named, in the writings that event/mention.ts knows. */
function needlesOf({ userIds, identifiers }: PersonKeys): string[][] {
  const all = [...userIds.map(bareId), ...identifiers.map((name) => identifierKey(name).replace(/^\+/, ''))].flatMap(
    (text) => [text, encodeURIComponent(text), text.replace('@', '\\u0040'), JSON.stringify(text).slice(1, -1)],
  );
  const different = [...new Set(all)];
  const lists: string[][] = [];
  for (let i = 0; i < different.length; i += NEEDLES) lists.push(different.slice(i, i + NEEDLES));
  return lists;
}

function tiesOf({ sessionId, transactionId }: LogEvent): string[] {
  return [
    ...(sessionId === null ? [] : [bySession(sessionId)]),
    ...(transactionId === null ? [] : [byTransaction(transactionId)]),
  ];
}
