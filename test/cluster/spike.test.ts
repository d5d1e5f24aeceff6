import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asAWeekAgo } from '../../playground/present/everyday.ts';
import { credentialStuffing } from '../../playground/present/incidents/credential-stuffing.ts';
import type { Message } from '../../playground/slack/messages.ts';
import { wordsOf } from '../../playground/slack/words.ts';
import { Stage } from '../../playground/stage.ts';
import { Random } from '../../playground/tenant/random.ts';
import { readEvents } from '../../src/intake/file.ts';
import { openPostgresState } from '../../src/state/postgres.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { addressIn } from './nodes.ts';
import { Postgres } from './postgres.ts';
import { leaderFirst, Replica, until } from './replica.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let nodes: Nodes;
let server: Postgres;
let stage: Stage;
let replicas: Replica[] = [];

beforeAll(async () => {
  [nodes, server, stage] = await Promise.all([
    startNodes(1),
    Postgres.start(),
    Stage.open({ now: new Date(), zone: 'UTC' }),
  ]);
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill('SIGKILL')));
  await Promise.all([stage?.close(), nodes?.stop(), server?.stop()]);
});

/**
 * The tenant's clock goes a minute a second, ahead of everybody else's: whoever watches goes by the dates of events.
 */
class Hurrying {
  readonly #random = new Random('hurrying');
  #at = Date.now();
  attacked = true;

  async minute(): Promise<void> {
    const [from, to] = [this.#at, this.#at + MINUTE];
    const { world, auth0 } = stage;
    const rows = asAWeekAgo(world, [from, to], () => true, this.#random);
    for (let at = from; this.attacked && at < to; at += SECOND)
      rows.push(...credentialStuffing.second(at, world.accounts, this.#random));
    for (const row of world.happen(rows, Date.now())) auth0.logs.add(row);
    this.#at = to;
    await pause(SECOND);
  }

  /** Lets minutes pass until something holds. */
  until(holds: () => boolean, what: () => string): Promise<void> {
    return until(async () => {
      if (!holds()) await this.minute();
      return holds();
    }, what);
  }
}

/** What stands in the channel itself, besides the greeting of the first day. */
function pings(): Message[] {
  const { kim, oncall } = stage;
  return kim.sees(oncall).filter((message) => message.threadTs === null && !/I have read/.test(wordsOf(message)));
}

const words = () => pings().map(wordsOf).join('\n—\n');

it('a spike whose teller is killed goes on in the same message, told by the other replica to its end', async () => {
  const address = addressIn(nodes);
  const database = await server.database();
  const settings = {
    ...stage.environment,
    HOME: process.env.HOME ?? '',
    CLICKHOUSE_URL: address.nodes.join(','),
    CLICKHOUSE_DATABASE: address.database,
    DATABASE_URL: database,
  };
  await stage.exportLogs();
  const store = await openClickHouse(address);
  for await (const { arrivals } of readEvents([join(stage.folder, 'auth0-logs.ndjson')])) await store.add(arrivals);
  await store.close();

  replicas = [new Replica(settings, stage.folder), new Replica(settings, stage.folder)];
  await Promise.all(replicas.map((replica) => replica.start()));
  await stage.workspace.connected(2);
  const [leader, other] = await leaderFirst(replicas);
  await leader!.says(/"msg":"watching"/);
  const tenant = new Hurrying();
  await tenant.until(
    () => pings().length > 0,
    () => `a ping, but only:\n${leader!.said.slice(-3_000)}`,
  );
  const [ping] = pings();
  await stage.kim.click(ping!, 'Acknowledge');
  await until(
    () => /Acknowledged by/.test(words()),
    () => `an acknowledgment in:\n${words()}`,
  );

  await leader!.kill('SIGKILL');
  const left = words();
  await tenant.until(
    () => words() !== left,
    () => `an edit by the survivor:\n${other!.said.slice(-3_000)}`,
  );
  expect(other!.leads).toBe(true);
  expect(words()).not.toMatch(/Over: /);
  await leader!.start();

  tenant.attacked = false;
  await tenant.until(
    () => /Over: /.test(words()),
    () => `its end, but only:\n${words()}\n${other!.said.slice(-3_000)}`,
  );
  expect(pings().map(({ ts }) => ts)).toEqual([ping!.ts]);
  expect(words()).toMatch(/Acknowledged by/);
  expect(words()).not.toMatch(/Possibly repeated/);
  const state = await openPostgresState(database);
  const [kept, ...more] = await state.incidents.since(0);
  await state.close();
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ ts: ping!.ts, copy: 1, repeated: false, overAt: expect.any(Number) });
});
