import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresState } from '../../src/state/postgres.ts';
import type { ClickHouseAddress } from '../../src/store/clickhouse/address.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import { statements } from '../../src/store/clickhouse/schema.ts';
import { EVER } from '../store/events.ts';
import { numbered } from '../store/numbered.ts';
import { type Nodes, startNodes, userOf } from './clickhouse.ts';
import { addressIn } from './nodes.ts';
import { Postgres } from './postgres.ts';

/** The grants that docs/scale.md lists, a line each. */
const GRANTS = [
  ...readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8').matchAll(/^GRANT (.+) TO whylogin;/gm),
].map(([, grant]) => grant!);
const DATABASE = 'whylogin';
const without = (lacking: RegExp) => GRANTS.filter((grant) => !lacking.test(grant));

let nodes: Nodes;
let server: Postgres;

beforeAll(async () => {
  const users = [
    userOf('whylogin', 'right', GRANTS),
    userOf('unprivileged', 'right', ['SELECT ON other.*']),
    userOf('nearby', 'right', without(/REMOTE/)),
    userOf('blind', 'right', without(/system\.parts/)),
  ];
  [nodes, server] = await Promise.all([startNodes(2, { users: users.join('') }), Postgres.start()]);
});
afterAll(() => Promise.all([nodes?.stop(), server?.stop()]));

function as(user: string, password = 'right'): ClickHouseAddress {
  return { ...addressIn(nodes), database: DATABASE, user, password };
}

describe('in ClickHouse', () => {
  it('a user with the grants of the documentation makes the tables and does everything', async () => {
    expect(GRANTS.length).toBeGreaterThan(3);
    const store = await openClickHouse(as('whylogin'), { pace: 0 });
    const batch = Array.from({ length: 60 }, (_, i) => numbered(i * 60));
    const asked = batch.filter(({ event }) => event.userId === 'auth0|0').length;
    expect(await store.add(batch)).toEqual({ added: 60, duplicates: 0 });
    await store.addOdd([{ reason: 'no date', raw: '{}' }]);
    const keys = { userIds: ['auth0|0'], identifiers: ['p0@example.com'] };
    expect(await store.ofPerson(keys, EVER, 10)).toHaveLength(asked);
    expect((await store.coverage()).events).toBe(60);
    expect((await store.forget(keys)).logIds).toHaveLength(asked);
    expect(await store.prune(batch[30]!.event.at)).toBeGreaterThan(0);
    expect((await store.coverage()).events).toBeLessThan(60);
    await store.close();
  });

  it.each([
    ['unprivileged', 'CREATE DATABASE ON whylogin'],
    ['nearby', 'READ ON REMOTE'],
    ['blind', 'SHOW COLUMNS ON system.parts'],
  ])('%s, who lacks a grant, is told which', async (user, grant) => {
    const use = async () => {
      const store = await openClickHouse(as(user), { pace: 0 });
      await store.coverage().finally(() => store.close());
    };
    await expect(use()).rejects.toThrow(`does not allow this user what whylogin needs (${grant}`);
    await expect(use()).rejects.toThrow(/; docs\/scale\.md lists the grants\.$/);
  });

  it.each([
    ['whylogin', 'wrong'],
    ['nobody', 'right'],
  ])('%s with the password “%s” is refused', async (user, password) => {
    await expect(openClickHouse(as(user, password))).rejects.toThrow(
      /refuses the user or the password\. Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD/,
    );
  });
});

describe('Replicated tables', () => {
  it('are understood as they are written, and refused where there is no Keeper', async () => {
    const address = { ...addressIn(nodes), replicated: true };
    await expect(openClickHouse(address)).rejects.toThrow(/has no Keeper\. Replicated tables need one; else unset/);
    const replicated = statements(address).filter((statement) => /ENGINE = Replicated/.test(statement));
    expect(replicated).toHaveLength(7);
    for (const body of replicated) {
      const answer = await fetch(address.nodes[0]!, { method: 'POST', body });
      // Nothing else is found wrong with it.
      expect(answer.headers.get('x-clickhouse-exception-code')).toBe('225');
    }
  });

  it('are refused where shard and replica have no names', async () => {
    const nameless = await startNodes(1, { macros: false });
    const opened = openClickHouse({ ...addressIn(nameless), replicated: true });
    await expect(opened).rejects.toThrow(/has no macros \{shard\} and \{replica\}\. Replicated tables need them/);
    await nameless.stop();
  });
});

describe('in PostgreSQL', () => {
  it('a role that owns its schema and nothing else makes the tables; one that may only use it is told so', async () => {
    const url = await server.database();
    const administrator = new pg.Client({ connectionString: url });
    await administrator.connect();
    const name = new URL(url).pathname.slice(1);
    await administrator.query(`
      CREATE ROLE owner LOGIN; CREATE ROLE guest LOGIN;
      REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO owner, guest;
      ALTER SCHEMA public OWNER TO owner; GRANT USAGE ON SCHEMA public TO guest`);
    await administrator.end();
    const by = (role: string) => openPostgresState(url.replace('whylogin@', `${role}@`));
    await expect(by('guest')).rejects.toThrow(/this user may not make or change its tables/);
    const state = await by('owner');
    expect(await state.claims.take('digest:2026-W40', 'one')).toBe(true);
    await state.close();
  });
});
