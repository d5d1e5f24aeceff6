import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../errors.ts';
import { identifierKey } from '../../event/identifier.ts';
import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { countedPerson } from '../counted.ts';
import type { PersonKeys } from '../port.ts';
import { countedNames, isCountedFor, whomOf } from '../whom.ts';
import type { ClickHouseAddress } from './address.ts';
import { byUser, subjectOf } from './key.ts';
import type { Found } from './naming.ts';
import type { Nodes } from './nodes.ts';
import { portions } from './portions.ts';
import { localTable, type TableName, wholeTable } from './schema.ts';

/** Between looks whether the servers have come to an end, ms. */
const EVERY_MS = 100;

/**
 * Deletes what was found of somebody, on every node, and waits until it is done: the parts are written anew without
 * it. No name is written into a command, as servers keep those. What leads from a name to the next goes last.
 */
export async function forget(
  nodes: Nodes,
  address: ClickHouseAddress,
  keys: PersonKeys,
  { events, odd }: Found,
): Promise<void> {
  await remove('odd', odd.length === 0 ? [] : [`sipHash64(raw) IN (${odd.join(', ')})`]);
  const ids = portions(events.map(({ logId }) => logId)).map((list) => `log_id IN (${list.map(quoted).join(', ')})`);
  for (const name of ['known', 'event', 'by_key'] as const) await remove(name, ids);
  await remove('first_login', [`person IN (${counted(keys, events).join(', ')})`]);
  const salt = randomUUID();
  const pairs = await unusedPairs(nodes, address, keys, events, salt);
  await remove('alias', pairs.length === 0 ? [] : [`sipHash64('${salt}', name, user) IN (${pairs.join(', ')})`]);

  async function remove(name: TableName, conditions: readonly string[]): Promise<void> {
    const table = localTable(address, name);
    if (conditions.length === 0) return;
    await nodes.onEach(async (node) => {
      for (const condition of conditions)
        await node.run(`ALTER TABLE ${table} DELETE WHERE ${condition} SETTINGS mutations_sync = 0`);
    });
    // A rewrite may take longer than a request may.
    await nodes.onEach(async (node) => {
      for (;;) {
        const [row] = await node.rows<[number, string]>(
          `SELECT count(), max(latest_fail_reason) FROM system.mutations
           WHERE database = {database:String} AND table = {name:String} AND NOT is_done`,
          { database: address.database, name },
        );
        if (row![0] === 0) return;
        if (row![1] !== '')
          throw new Fault(
            'store',
            'ClickHouse cannot delete events just now. What was found is deleted in part; give the same command again.',
            { operator: `ClickHouse, deleting from ${name}: ${row![1]}` },
          );
        await pause(EVERY_MS);
      }
    });
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The people under whom first logins are counted. */
function counted(keys: PersonKeys, events: readonly LogEvent[]): number[] {
  const whom = whomOf(keys);
  const own = events.filter((event) => isLogin(event) && isCountedFor(whom, event));
  return [...new Set([...countedNames(keys, own)].map(countedPerson))];
}

/** Salted hashes of the pairs of a name and a user that no row has any more. */
async function unusedPairs(
  nodes: Nodes,
  address: ClickHouseAddress,
  { userIds, identifiers }: PersonKeys,
  events: readonly LogEvent[],
  salt: string,
): Promise<string[]> {
  const seen = events.map(subjectOf);
  const names = [...identifiers, ...seen.flatMap(({ identifier }) => identifier ?? [])].map(identifierKey);
  const users = [...userIds, ...seen.flatMap(({ userId }) => userId ?? [])].map(byUser);
  const pairs = new Map<string, { name: string; user: string; hash: string }>();
  for (const [column, values] of [
    ['name', names],
    ['user', users],
  ] as const) {
    for (const some of portions(values)) {
      const rows = await nodes.rows<[string, string, string]>(
        `SELECT DISTINCT name, user, toString(sipHash64({salt:String}, name, user))
         FROM ${wholeTable(address, 'alias')} WHERE ${column} IN {some:Array(String)}`,
        { salt, some },
      );
      for (const [name, user, hash] of rows) pairs.set(hash, { name, user, hash });
    }
  }
  const used = new Set<string>();
  for (const some of portions([...pairs.values()].map(({ user }) => user))) {
    const rows = await nodes.rows<[string, string]>(
      `SELECT DISTINCT name, key FROM ${wholeTable(address, 'by_key')} WHERE key IN {some:Array(String)}`,
      { some },
    );
    for (const [name, user] of rows) used.add(`${name}\n${user}`);
  }
  return [...pairs.values()].filter(({ name, user }) => !used.has(`${name}\n${user}`)).map(({ hash }) => hash);
}
