import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import type { EventStore } from '../../src/store/port.ts';
import { all } from '../store/contract.ts';
import { EVER } from '../store/events.ts';
import { numbered, PEOPLE } from '../store/numbered.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { addressIn, newStore } from './nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await startNodes(2);
});
afterAll(() => nodes?.stop());

const batchOf = (from: number, count: number) => Array.from({ length: count }, (_, i) => numbered(from + i));

/** Everything up to a number is there once, by all ways. */
async function isWhole(store: EventStore, count: number): Promise<void> {
  const expected = batchOf(0, count).map(({ event }) => event);
  expect((await all(store)).map(({ logId }) => logId)).toEqual(expected.map(({ logId }) => logId));
  expect((await store.coverage()).events).toBe(count);
  const { userId } = expected.at(-1)!;
  const found = await store.ofPerson({ userIds: [userId!], identifiers: [] }, EVER, count);
  expect(found).toEqual(expected.filter((event) => event.userId === userId));
}

it('a shard killed while events come has what was acknowledged, and nothing twice', async () => {
  const store = await newStore(nodes);
  let stored = 0;
  for (let round = 0; round < 6; round++) {
    const node = nodes.nodes[round % 2]!;
    const killed = pause(100 + 41 * round).then(() => node.kill());
    for (;;) {
      // Two at once, each with half of the one before.
      const sent = await Promise.allSettled([store.add(batchOf(stored, 60)), store.add(batchOf(stored + 30, 60))]);
      if (sent.some(({ status }) => status === 'rejected')) break;
      stored += 90;
    }
    await killed;
    await nodes.revive();
    // A sender goes on from what was acknowledged.
    for (let tries = 0; ; tries++) {
      const sent = await store.add(batchOf(stored, 90)).catch((error: unknown) => error);
      if (!(sent instanceof Error)) break;
      if (tries === 50) throw sent;
      await pause(200);
      await nodes.revive();
    }
    stored += 90;
  }
  expect(stored).toBeGreaterThan(6 * 90);
  await isWhole(store, stored);
  await store.close();
});

it('what was written in part is whole after the next delivery, though the block is one that was written before', async () => {
  const address = addressIn(nodes);
  const store = await openClickHouse(address, { pace: 0 });
  const batch = batchOf(0, PEOPLE + 100);
  await store.add(batch);
  for (const { url } of nodes.nodes) {
    for (const table of ['known', 'by_key', 'alias']) {
      const body = `ALTER TABLE ${address.database}.${table} DELETE WHERE 1 SETTINGS mutations_sync = 2`;
      expect((await fetch(url, { method: 'POST', body })).ok).toBe(true);
    }
  }
  await store.close();
  const again = await openClickHouse(address, { pace: 0 });
  expect(await again.add(batch)).toEqual({ added: batch.length, duplicates: 0 });
  expect(await again.add(batch)).toEqual({ added: 0, duplicates: batch.length });
  await isWhole(again, batch.length);
  await again.close();
});
