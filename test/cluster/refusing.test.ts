import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storesOf } from '../../src/app/stores.ts';
import type { Fault } from '../../src/errors.ts';
import type { Hold } from '../../src/state/hold.ts';
import type { State } from '../../src/state/port.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { addressIn } from './nodes.ts';
import { Postgres } from './postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'whylogin-refusing-'));
let nodes: Nodes;
let server: Postgres;

beforeAll(async () => {
  [nodes, server] = await Promise.all([startNodes(1), Postgres.start()]);
});
afterAll(async () => {
  await Promise.all([nodes?.stop(), server?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
const place = () => ({ WHYLOGIN_DATA: join(folder, `data ${++made}`) });

/** A bot with these settings, as far as its right to run goes. */
async function bot(settings: Record<string, string>): Promise<{ stop(): Promise<void>; refused: Fault[] }> {
  const stores = storesOf(settings);
  const refused: Fault[] = [];
  const events = await stores.events();
  let state: State | undefined;
  let hold: Hold;
  try {
    state = await stores.state();
    hold = await stores.hold(state, (fault) => refused.push(fault));
  } catch (error) {
    await state?.close();
    await events.close();
    throw error;
  }
  return {
    refused,
    stop: async () => {
      await hold.release();
      await state.close();
      await events.close();
    },
  };
}

async function clickHouse(): Promise<Record<string, string>> {
  const { nodes: urls, database } = addressIn(nodes);
  return { CLICKHOUSE_URL: urls.join(','), CLICKHOUSE_DATABASE: database };
}

describe('a second bot', () => {
  it('over one folder refuses, and starts when the first has ended', async () => {
    const settings = place();
    const first = await bot(settings);
    await expect(bot(settings)).rejects.toThrow(/Another whylogin runs over this data folder/);
    await first.stop();
    await (await bot(settings)).stop();
  });

  it('over one ClickHouse with a state of its own refuses', async () => {
    const events = await clickHouse();
    const first = await bot({ ...place(), ...events });
    await expect(bot({ ...place(), ...events })).rejects.toThrow(/keeps its state elsewhere runs over the same/);
    await first.stop();
    await (await bot({ ...place(), ...events })).stop();
  });

  it('over one PostgreSQL refuses where events lie in files', async () => {
    const state = { DATABASE_URL: await server.database() };
    const first = await bot({ ...place(), ...state });
    await expect(bot({ ...place(), ...state })).rejects.toThrow(/the two would know different things/);
    await expect(bot({ ...place(), ...state, ...(await clickHouse()) })).rejects.toThrow(
      /whose events lie in a file of its own machine runs over this PostgreSQL/,
    );
    await first.stop();
    await (await bot({ ...place(), ...state })).stop();
  });

  it('over one ClickHouse and one PostgreSQL runs, and holds on when PostgreSQL comes back', async () => {
    const settings = { ...(await clickHouse()), DATABASE_URL: await server.database() };
    const bots = await Promise.all([bot({ ...place(), ...settings }), bot({ ...place(), ...settings })]);
    await server.crash();
    await server.start();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(bots.flatMap(({ refused }) => refused)).toEqual([]);
    await expect(bot({ ...place(), DATABASE_URL: settings.DATABASE_URL })).rejects.toThrow(
      /the two would know different things/,
    );
    await Promise.all(bots.map((each) => each.stop()));
  });
});
