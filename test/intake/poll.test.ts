import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fastClock } from '../../playground/auth0/fast-clock.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import type { ApiRow } from '../../playground/tenant/forms.ts';
import type { Fault } from '../../src/errors.ts';
import { GAPS } from '../../src/intake/checkpoint.ts';
import { startPolling } from '../../src/intake/poll.ts';
import { ManagementApi } from '../../src/live/management-api.ts';
import { createLog } from '../../src/log.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';

const START = Date.parse('2026-11-24T08:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let clock: ReturnType<typeof fastClock>;
let tenant: SimulatedAuth0;
let store: EventStore;
let state: State;
let faults: (Fault | null)[];
let lines: string[];
let polling: { stop(): Promise<void> } | null;

beforeEach(async () => {
  // A minute passes in a tenth of a second.
  clock = fastClock({ from: START, speed: 600 });
  faults = [];
  lines = [];
  polling = null;
  await open();
});

afterEach(async () => {
  await polling?.stop();
  await store.close();
  await state.close();
  await tenant.stop();
});

async function open(plan: 'free' | 'enterprise' = 'enterprise'): Promise<void> {
  tenant = await new SimulatedAuth0({ now: clock.now, plan }).start();
  store = await openEventStore(':memory:');
  state = await openState(':memory:', { now: clock.now });
}

function start(): void {
  const { domain, url, client } = tenant;
  const api = new ManagementApi({ domain, url, clientId: client.id, clientSecret: client.secret }, clock);
  polling = startPolling({
    api,
    store,
    cursors: state.cursors,
    clock,
    log: createLog({ level: 'debug', out: { write: (line) => lines.push(line) } }),
    heard: () => {},
    looked: (fault) => faults.push(fault),
  });
}

let count = 0;
function row(at: number, fields: Partial<ApiRow> = {}): ApiRow {
  const time = new Date(at).toISOString().replace(/\D/g, '');
  const log_id = `900${time}${String(++count).padStart(36, '0')}`;
  const who = { user_id: `auth0|${count}`, user_name: `reader${count}@example.com` };
  return { date: new Date(at).toISOString(), type: 'fp', ...who, log_id, _id: log_id, isMobile: false, ...fields };
}

/** So many rows, evenly from one moment to another. */
function rows(many: number, from: number, to: number): ApiRow[] {
  return Array.from({ length: many }, (_, n) => row(from + Math.floor(((to - from) * n) / many)));
}

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await clock.sleep(1_000);
}

const stored = async () => (await store.coverage()).events;

describe('polling', () => {
  it('begins with the oldest row and takes all there is', async () => {
    for (const each of rows(950, START - 20 * HOUR, START)) tenant.logs.add(each);
    start();
    await until(async () => (await stored()) === 950);
    expect(faults.filter(Boolean)).toEqual([]);
  });

  it('begins with the smallest id, though others have older dates', async () => {
    const [first, ...rest] = rows(400, START - 2 * HOUR, START - HOUR);
    tenant.logs.add(first!);
    for (const each of rest)
      tenant.logs.add({ ...each, date: new Date(Date.parse(each.date) - 3 * HOUR).toISOString() });
    start();
    await until(async () => (await stored()) === 400);
  });

  it('waits for the first row of a new tenant, and takes what follows', async () => {
    start();
    await until(() => faults.length >= 2);
    for (const each of rows(3, clock.now(), clock.now())) tenant.logs.add(each);
    await until(async () => (await stored()) === 3);
    tenant.logs.add(row(clock.now()));
    await until(async () => (await stored()) === 4);
  });

  it('asks once for a page that is empty', async () => {
    tenant.logs.add(row(START - HOUR));
    start();
    await until(() => faults.length >= 3);
    const looks = faults.length;
    const pages = tenant.requests.filter(({ path }) => path.includes('from=')).length;
    expect(pages).toBeLessThanOrEqual(2 * looks + 2);
  });

  it('finds what became visible late, behind rows that it had already', async () => {
    const now = clock.now();
    const [late, early] = [row(now - 2 * MINUTE), row(now - MINUTE)];
    tenant.logs.add(late, 14 * MINUTE);
    tenant.logs.add(early);
    start();
    await until(async () => (await stored()) === 1);
    expect(await store.get(late.log_id)).toBeNull();
    await until(async () => (await stored()) === 2);
  });

  it('goes on where it stopped', async () => {
    for (const each of rows(250, START - 2 * HOUR, START - HOUR)) tenant.logs.add(each);
    start();
    await until(async () => (await stored()) === 250);
    await polling!.stop();
    for (const each of rows(120, START - 30 * MINUTE, START)) tenant.logs.add(each);
    tenant.requests.length = 0;
    start();
    await until(async () => (await stored()) === 370);
    expect(tenant.requests.filter(({ path }) => path.includes('sort=date:1'))).toEqual([]);
  });

  it.each([
    [{ kind: 'status', status: 500 }, /problem of its own \(500\)/],
    [{ kind: 'status', status: 502 }, /problem of its own \(502\)/],
    [{ kind: 'dropped' }, /cannot be reached/],
    [{ kind: 'half' }, /cannot be reached/],
    [{ kind: 'garbage' }, /not as Auth0 does/],
    [{ kind: 'limited' }, /refuses more requests/],
  ] as const)('gets over %j and loses nothing', async (trouble, sentence) => {
    for (const each of rows(450, START - 2 * HOUR, START - HOUR)) tenant.logs.add(each);
    tenant.faults.next(trouble, 25, /logs/);
    start();
    await until(async () => (await stored()) === 450);
    const told = faults.filter((fault) => fault !== null).map(({ message }) => message);
    for (const message of told) expect(message).toMatch(sentence);
  });

  it('reads on from the same page after a 429 in the middle, and asks for none twice', async () => {
    for (const each of rows(450, START - 2 * HOUR, START - HOUR)) tenant.logs.add(each);
    start();
    await until(() => tenant.requests.some(({ path, status }) => path.includes('from=') && status === 200));
    tenant.faults.during({ kind: 'limited' }, 2 * MINUTE, /logs/);
    await until(async () => (await stored()) === 450);
    const good = tenant.requests.filter(({ path, status }) => path.includes('take=100') && status === 200);
    const full = new Set(good.map(({ path }) => path));
    expect(good.length - full.size).toBeLessThanOrEqual(faults.length * 2 + 4);
    expect(full.size).toBeLessThanOrEqual(6);
  });

  it('reads everything again when the store was put back from a backup', async () => {
    for (const each of rows(220, START - 2 * HOUR, START - HOUR)) tenant.logs.add(each);
    start();
    await until(async () => (await stored()) === 220);
    await polling!.stop();
    await store.close();
    store = await openEventStore(':memory:');
    start();
    await until(async () => (await stored()) === 220);
    expect(lines.join()).toMatch(/does not hold the event where reading/);
  });

  it('keeps in mind what retention dropped while it was away', async () => {
    await tenant.stop();
    await store.close();
    await state.close();
    await open('free');
    const before = rows(5, START - 2 * HOUR, START - HOUR);
    for (const each of before) tenant.logs.add(each);
    start();
    await until(async () => (await stored()) === 5);
    await polling!.stop();
    clock = fastClock({ from: START + 50 * HOUR, speed: 600 });
    await tenant.stop();
    tenant = await new SimulatedAuth0({ now: clock.now, plan: 'free' }).start();
    const kept = rows(5, clock.now() - 10 * HOUR, clock.now());
    for (const each of kept) tenant.logs.add(each);
    start();
    await until(async () => (await stored()) === 10);
    const gaps = await state.cursors.under(GAPS);
    expect(gaps).toHaveLength(1);
    expect(Number(gaps[0]!.name.slice(GAPS.length))).toBe(Date.parse(before.at(-1)!.date));
    expect(Number(gaps[0]!.value)).toBe(Date.parse(kept[0]!.date));
  });

  it('says how far it is on a long way', async () => {
    for (const each of rows(4_000, START - 20 * HOUR, START - HOUR)) tenant.logs.add(each);
    start();
    await until(async () => (await stored()) === 4_000);
    expect(lines.filter((line) => line.includes('catching up'))[0]).toMatch(/"events":\d+,"reached":"2026-11-/);
  });
});
