import { afterAll, beforeAll } from 'vitest';
import { openPostgresState } from '../../src/state/postgres.ts';
import { stateContract } from '../state/contract.ts';
import { Postgres } from './postgres.ts';

let server: Postgres;

beforeAll(async () => {
  server = await Postgres.start();
});
afterAll(() => server?.stop());

stateContract('State in PostgreSQL', async () => {
  const url = await server.database();
  return (options) => openPostgresState(url, options);
});
