import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../store/contract.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { newStore } from './nodes.ts';

/** Every question goes over HTTP. */
const RUNS = 15;

let one: Nodes;
let two: Nodes;

beforeAll(async () => {
  [one, two] = await Promise.all([startNodes(1), startNodes(2)]);
});
afterAll(() => Promise.all([one?.stop(), two?.stop()]));

storeContract('ClickHouse, one node', () => newStore(one), RUNS);
storeContract('ClickHouse, two shards', () => newStore(two), RUNS);
