import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { wordsOf } from '../../playground/slack/words.ts';
import { Stage } from '../../playground/stage.ts';
import { openPostgresState } from '../../src/state/postgres.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import type { EventStore } from '../../src/store/port.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { addressIn } from './nodes.ts';
import { Postgres } from './postgres.ts';
import { leaderFirst, PATIENCE, Replica, until } from './replica.ts';

let nodes: Nodes;
let server: Postgres;
let stage: Stage;
let replicas: Replica[] = [];
const answers: string[] = [];

beforeAll(async () => {
  [nodes, server, stage] = await Promise.all([
    startNodes(2),
    Postgres.start(),
    Stage.open({ now: new Date(), zone: 'UTC' }),
  ]);
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill('SIGKILL')));
  await Promise.all([stage?.close(), nodes?.stop(), server?.stop()]);
});

/** What Kim is answered when she asks about somebody. */
async function ask(who: string): Promise<string> {
  const { kim, support } = stage;
  const before = new Set(kim.sees(support).map(({ ts }) => ts));
  await kim.slash('/whylogin', who, { channel: support });
  const answer = await kim.waitsFor(
    support,
    (message) => !before.has(message.ts) && !/^Looking /.test(message.text),
    PATIENCE,
  );
  const words = wordsOf(answer);
  answers.push(words.slice(0, 300));
  return words;
}

async function idsIn(store: EventStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of store.scan({ from: 0, to: Date.now() })) ids.push(...page.map(({ logId }) => logId));
  return ids.sort();
}

it('with a replica and a shard killed in turn nothing is lost and nothing comes twice', async () => {
  const address = addressIn(nodes);
  const database = await server.database();
  const settings = {
    ...stage.environment,
    HOME: process.env.HOME ?? '',
    CLICKHOUSE_URL: address.nodes.join(','),
    CLICKHOUSE_CLUSTER: address.cluster!,
    CLICKHOUSE_DATABASE: address.database,
    DATABASE_URL: database,
  };
  const history = readFileSync(await stage.exportLogs(), 'utf8')
    .trim()
    .split('\n');
  const store = await openClickHouse(address);
  const { readEvents } = await import('../../src/intake/file.ts');
  for await (const { arrivals } of readEvents([join(stage.folder, 'auth0-logs.ndjson')])) await store.add(arrivals);
  const who = stage.world.people[0]!.who;

  replicas = [new Replica(settings, stage.folder), new Replica(settings, stage.folder)];
  await Promise.all(replicas.map((replica) => replica.start()));
  await stage.workspace.connected(2);
  const [leader, other] = await leaderFirst(replicas);
  stage.present.start();
  let visits = 0;
  const life = setInterval(() => {
    stage.present.triesAgain(stage.world.accounts[(++visits * 31) % stage.world.accounts.length]!);
  }, 300);
  onTestFinished(() => clearInterval(life));
  const usual = await ask(who);
  const isUsual = (answer: string) => answer.slice(0, 60) === usual.slice(0, 60);
  expect(usual).toContain(who);

  // A digest falls due in a moment, and the one that would post it is killed.
  const state = await openPostgresState(database);
  const due = DateTime.utc().plus({ minutes: 1 });
  await state.digests.subscribe({
    id: 'weekly',
    channel: stage.team.id,
    filter: {},
    weekday: due.weekday,
    time: due.toFormat('HH:mm'),
    by: stage.kim.id,
  });
  await leader!.kill('SIGKILL');
  await until(
    async () => isUsual(await ask(who)),
    () => `the usual answer, but only:\n${answers.join('\n---\n')}`,
  );
  await until(
    () => other!.leads,
    () => 'the other one to lead',
  );
  const digests = () => stage.kim.sees(stage.team).filter((message) => /^Week \d/.test(wordsOf(message)));
  await until(
    () => digests().length > 0,
    () => `a digest, but only:\n${other!.said.slice(-3_000)}`,
  );
  await leader!.start();

  // A shard is gone: answers say so, and what comes in waits where it is.
  await nodes.nodes[1]!.kill();
  const before = visits;
  expect(await ask(who)).toMatch(/A shard of ClickHouse does not answer .*Try again when it is back/);
  await until(
    () => visits > before + 20,
    () => 'events of the meantime',
  );
  await nodes.revive();
  await until(
    async () => isUsual(await ask(who)),
    () => `the usual answer, but only:\n${answers.join('\n---\n')}`,
  );

  // The node that is asked first is gone: the next one is asked, and says the same of its shard.
  await nodes.nodes[0]!.kill();
  expect(await ask(who)).toMatch(/shard of ClickHouse does not answer|ClickHouse at .* does not answer/);
  await nodes.revive();

  // PostgreSQL falls over and comes back.
  await server.crash();
  await pause(2_000);
  await server.start();
  await until(
    async () => isUsual(await ask(who)),
    () => `the usual answer, but only:\n${answers.join('\n---\n')}`,
  );

  clearInterval(life);
  await pause(3_000);
  stage.present.stop();
  const expected = [
    ...new Set([
      ...history.map((line) => (JSON.parse(line) as { log_id: string }).log_id),
      ...stage.auth0.logs.matching(() => true).map((row) => row.log_id),
    ]),
  ].sort();
  expect(expected.length).toBeGreaterThan(history.length);
  let found: string[] = [];
  await until(
    async () => {
      found = await idsIn(store);
      return (await store.coverage()).events >= expected.length;
    },
    () =>
      `${expected.length} events; ${expected.filter((id) => !found.includes(id)).join(' ')} are missing; ${replicas.map(({ said }) => said.slice(-1_500)).join('\n')}`,
  );
  expect(await idsIn(store)).toEqual(expected);
  expect((await store.coverage()).events).toBe(expected.length);

  await pause(3_000);
  expect(digests(), digests().map(wordsOf).join('\n---\n')).toHaveLength(1);
  expect(await state.audit.verify()).toBeNull();
  const asked = [];
  for await (const page of state.audit.rows()) asked.push(...page);
  // Of each question that was answered the audit knows, and of each that was not.
  const outcomes = asked.map(({ outcome }) => outcome.split(' ')[0]);
  expect(outcomes.filter((outcome) => outcome === 'answered').length, answers.join('\n---\n')).toBeGreaterThanOrEqual(
    4,
  );
  expect(outcomes).toContain('failed');
  await Promise.all(replicas.map((replica) => replica.kill('SIGTERM')));
  await state.close();
  await store.close();
});
