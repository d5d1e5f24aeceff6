import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetCommand } from '../../src/cli/forget.ts';
import { ForgottenPeople, leavingOut } from '../../src/intake/forgotten.ts';
import { openPostgresState } from '../../src/state/postgres.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import { all } from '../store/contract.ts';
import { event } from '../store/events.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { addressIn } from './nodes.ts';
import { Postgres } from './postgres.ts';

let shards: Nodes;
let postgres: Postgres;

beforeAll(async () => {
  [shards, postgres] = await Promise.all([startNodes(2), Postgres.start()]);
});
afterAll(() => Promise.all([shards?.stop(), postgres?.stop()]));

it('a command forgets a person for every replica, and no server is told the name to keep', async () => {
  const address = addressIn(shards);
  const url = await postgres.database();
  const open = async () => {
    const store = await openClickHouse(address, { pace: 0 });
    const state = await openPostgresState(url);
    return { store, state, guarded: leavingOut(store, new ForgottenPeople(state)) };
  };
  const [one, two, command] = [await open(), await open(), await open()];
  const events = Array.from({ length: 3_000 }, (_, i) =>
    event(
      i % 10 === 0
        ? { userId: i % 20 === 0 ? 'auth0|ada-unique' : 'sms|ada-nick', identifier: 'ada.unique@example.com' }
        : { identifier: `p${i}@example.com` },
    ),
  );
  const batch = events.map((of) => ({ event: of, body: JSON.stringify(of) }));
  await one.guarded.add(batch.slice(0, 2_000));
  const adding = (async () => {
    for (let i = 0; i < 20; i++) await two.guarded.add(batch.slice(i * 150, i * 150 + 150));
  })();
  let text = '';
  await forgetCommand(
    'ada.unique@example.com',
    { yes: true },
    {
      store: command.store,
      state: command.state,
      live: async () => ({ profile: null, notes: [] }),
      watched: () => null,
      retentionDays: 30,
      actor: 'root',
      now: Date.now,
      out: { write: (part: string) => (text += part) },
      err: { write: () => true },
    },
  );
  await adding;
  for (const { guarded } of [one, two]) await guarded.add(batch);
  expect(text).toMatch(/auth0\|ada-unique\n {2}sms\|ada-nick\n[\s\S]*Gone:\n {2}\d{3} events/);
  expect(await all(one.store)).toHaveLength(2_700);
  expect((await two.store.naming({ userIds: [], identifiers: ['ada.unique@example.com'] })).logIds).toEqual([]);
  expect(await command.state.audit.verify()).toBeNull();
  for (const nodeUrl of address.nodes) {
    const told = await fetch(nodeUrl, { method: 'POST', body: 'SELECT command, is_done FROM system.mutations' });
    const commands = (await told.text()).trim().split('\n');
    expect(commands.length).toBeGreaterThan(3);
    for (const line of commands) expect([line.includes('ada'), line.endsWith('1')]).toEqual([false, true]);
  }
  for (const { store, state } of [one, two, command]) {
    await store.close();
    await state.close();
  }
});
