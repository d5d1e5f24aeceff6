import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../store/contract.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { newStore } from './nodes.ts';

let one: Nodes;
let two: Nodes;

beforeAll(async () => {
  [one, two] = await Promise.all([startNodes(1), startNodes(2)]);
});
afterAll(() => Promise.all([one?.stop(), two?.stop()]));

storeContract('ClickHouse, one node', () => newStore(one));
storeContract('ClickHouse, two shards', () => newStore(two));
