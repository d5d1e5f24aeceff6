import { randomUUID } from 'node:crypto';
import type { ClickHouseAddress } from './address.ts';
import type { Counts } from './counts.ts';
import type { Cell, Nodes } from './nodes.ts';
import { localTable, PRUNED, wholeTable } from './schema.ts';

/**
 * Deletes what is older than a moment, and returns how many events that were. Their numbers stay: they are written
 * down before anything goes, and a prune that was broken off is finished first, without counting again.
 */
export async function prune(nodes: Nodes, address: ClickHouseAddress, counts: Counts, before: number): Promise<number> {
  const table = wholeTable(address, 'pruned');
  const unfinished = await nodes.rows<[string, number]>(
    `SELECT run, toUnixTimestamp64Milli(max(before)) FROM ${table} GROUP BY run HAVING max(done) = 0`,
  );
  for (const [run, end] of unfinished) {
    await remove(nodes, address, end);
    await write(run, end, [[0, 0, 1]]);
  }
  const old = await counts.storedBefore(before);
  if (old.size > 0) {
    const run = randomUUID();
    await write(
      run,
      before,
      [...old].map(([quarter, events]) => [quarter, events, 0]),
    );
    await remove(nodes, address, before);
    await write(run, before, [[0, 0, 1]]);
  }
  return [...old.values()].reduce((sum, events) => sum + events, 0);

  function write(run: string, end: number, rows: readonly Cell[][]): Promise<void> {
    const cells = rows.map((row): Cell[] => [run, end, ...row]);
    return nodes.insert(table, ['run', 'before', 'quarter', 'events', 'done'], cells);
  }
}

/** Whole partitions at once, and of the one that the moment cuts, its rows. */
async function remove(nodes: Nodes, address: ClickHouseAddress, before: number): Promise<void> {
  for (const name of PRUNED) {
    const table = localTable(address, name);
    await nodes.onEach(async (node) => {
      const partitions = await node.rows<[string, number, number]>(
        `SELECT _partition_id, toUnixTimestamp64Milli(min(at)), toUnixTimestamp64Milli(max(at))
         FROM ${table} GROUP BY _partition_id`,
      );
      for (const [id, oldest, newest] of partitions) {
        if (newest < before)
          await node.run(`ALTER TABLE ${table} DROP PARTITION ID '${id}' SETTINGS max_partition_size_to_drop = 0`);
        else if (oldest < before)
          await node.run(`DELETE FROM ${table} WHERE at < fromUnixTimestamp64Milli(${Math.ceil(before)})`);
      }
    });
  }
}
