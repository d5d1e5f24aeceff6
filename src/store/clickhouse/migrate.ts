import { Fault } from '../../errors.ts';
import type { ClickHouseAddress } from './address.ts';
import type { Cell, Node, Nodes } from './nodes.ts';
import { localTable, statements, tableNames, VERSION } from './schema.ts';

/**
 * Makes what is missing on every node; several processes may do so at once. With a node down it succeeds only where
 * nothing was missing on the others.
 * @throws Fault 'store': of a newer version, or a node is down that has to be made ready
 */
export async function migrate(nodes: Nodes, address: ClickHouseAddress): Promise<void> {
  const { results, absent } = await nodes.onReachable((node) => migrateNode(node, address));
  if (absent.length > 0 && results.includes('made'))
    throw new Fault(
      'store',
      `ClickHouse at ${absent.join(', ')} does not answer, and tables have to be made on every node. Start whylogin again when all of them are up.`,
    );
}

/** @throws Fault 'store' where nothing was ever stored, or a newer version wrote it */
export async function checkMade(nodes: Nodes, address: ClickHouseAddress): Promise<void> {
  const made = await versionOf((query, parameters) => nodes.rows(query, parameters), address);
  if (made === 0)
    throw new Fault('store', `There are no events in ClickHouse yet. Import logs first: whylogin import FILE`);
}

async function migrateNode(node: Node, address: ClickHouseAddress): Promise<'made' | 'there'> {
  const version = await versionOf((query, parameters) => node.rows(query, parameters), address);
  if (version === VERSION && (await hasAll(node, address))) return 'there';
  const { database } = address;
  const databases = await node.rows('SELECT 1 FROM system.databases WHERE name = {database:String}', { database });
  if (databases.length === 0) await node.run(`CREATE DATABASE IF NOT EXISTS \`${database}\``);
  for (const statement of statements(address)) await node.run(statement);
  if (version < VERSION) await node.run(`INSERT INTO ${localTable(address, 'migration')} VALUES (${VERSION}, now())`);
  return 'made';
}

type Ask = <R extends readonly Cell[]>(query: string, parameters: Record<string, unknown>) => Promise<R[]>;

async function versionOf(ask: Ask, address: ClickHouseAddress): Promise<number> {
  const { database } = address;
  const there = await ask(`SELECT 1 FROM system.tables WHERE database = {database:String} AND name = 'migration'`, {
    database,
  });
  if (there.length === 0) return 0;
  const [row] = await ask<[number]>(`SELECT max(version) FROM ${localTable(address, 'migration')}`, {});
  const version = row?.[0] ?? 0;
  if (version > VERSION)
    throw new Fault(
      'store',
      `The events in ClickHouse were written by a newer whylogin (its version ${version}, ours ${VERSION}). Update whylogin; the store was left as it is.`,
    );
  return version;
}

async function hasAll(node: Node, address: ClickHouseAddress): Promise<boolean> {
  const { database } = address;
  const rows = await node.rows<[string]>('SELECT name FROM system.tables WHERE database = {database:String}', {
    database,
  });
  const there = new Set(rows.map(([name]) => name));
  return tableNames(address).every((name) => there.has(name));
}
