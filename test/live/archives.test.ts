import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimulatedSplunk } from '../../playground/auth0/splunk.ts';
import { SimulatedSumoLogic } from '../../playground/auth0/sumo-logic.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { asStreamRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { arrivalsOf } from '../../src/event/arrivals.ts';
import { identifierKey } from '../../src/event/identifier.ts';
import { auth0Archive } from '../../src/live/auth0-archive.ts';
import { wallClock } from '../../src/live/clock.ts';
import { ManagementApi } from '../../src/live/management-api.ts';
import type { Archive } from '../../src/live/port.ts';
import { reachBack } from '../../src/live/reach.ts';
import { splunkArchive } from '../../src/live/splunk.ts';
import { sumoLogicArchive } from '../../src/live/sumo-logic.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';

const DAY = 86_400_000;
const now = Date.now();
const world = simulateTenant({ now: new Date(now), size: 3_000 });
const rows = world.rows.map(asStreamRow);
const { who } = world.people.find(({ expectedCause }) => expectedCause === 'brute_force_blocked')!;
const userId = String(world.profileOf(who).users[0]!.user_id);
const keys = { userIds: [userId], identifiers: [identifierKey(who)] };
const range = { from: now - 14 * DAY, to: now };
/** What is true: the person's events in the range, by the store's own reading. */
let truth: string[];

let splunk: SimulatedSplunk;
let sumo: SimulatedSumoLogic;
let tenant: SimulatedAuth0;

beforeAll(async () => {
  const store = await openEventStore(':memory:');
  await store.add(arrivalsOf(world.events.map((value) => ({ value }))).arrivals);
  truth = (await store.ofPerson(keys, range, 10_000)).filter(({ type }) => type !== 'sapi').map(({ logId }) => logId);
  await store.close();
});

beforeEach(async () => {
  splunk = await new SimulatedSplunk(rows).start();
  sumo = await new SimulatedSumoLogic(rows).start();
  tenant = await new SimulatedAuth0().start();
  for (const row of world.events) tenant.logs.add(row);
});
afterEach(() => Promise.all([splunk.stop(), sumo.stop(), tenant.stop()]));

const fields = { nameField: 'data.user_name', idField: 'data.user_id' };
const inSplunk = (with_ = {}): Archive =>
  splunkArchive({ url: splunk.url, token: splunk.token, search: 'index=auth0', seconds: 2, ...fields, ...with_ });
const inSumo = (with_ = {}): Archive => {
  const { url, accessId, accessKey } = sumo;
  const settings = { url, accessId, accessKey, search: '_sourceCategory=auth0', seconds: 4, ...fields, ...with_ };
  return sumoLogicArchive(settings, wallClock);
};
const inAuth0 = (): Archive => {
  const { domain, url, client } = tenant;
  return auth0Archive(new ManagementApi({ domain, url, clientId: client.id, clientSecret: client.secret }, wallClock));
};
const ids = (events: readonly { logId: string }[]) => events.map(({ logId }) => logId).sort();

describe.each([
  ['Splunk', inSplunk],
  ['Sumo Logic', inSumo],
  ['Auth0', inAuth0],
])('%s', (_, open) => {
  it('has all of a person’s events and nobody else’s', async () => {
    const { events, missing } = await open().search(keys, range);
    expect(missing).toBeNull();
    expect(ids(events)).toEqual(expect.arrayContaining([...truth].sort()));
    expect(events.length).toBeLessThanOrEqual(truth.length + 5);
  });

  it('keeps to the range', async () => {
    const short = { from: now - 14 * DAY, to: now - 7 * DAY };
    const { events } = await open().search(keys, short);
    expect(events.every(({ at }) => at >= short.from && at <= short.to)).toBe(true);
  });

  it('is asked with any name at all and never misunderstood', async () => {
    const names = [
      'a" OR index=* "',
      'a\\',
      '\\"',
      '*',
      'a*b@example.com',
      '") | delete | ("',
      "o'neil@example.com",
      '|',
      'ü@example.com',
    ];
    const { events, missing } = await open().search({ userIds: [], identifiers: names }, range);
    expect(events).toEqual([]);
    expect(missing ?? 'rows were read').toMatch(/rows were read/);
  });
});

describe('quoting', () => {
  it('ends at its own quote, whatever stands inside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 20 }), async (name) => {
        const { events, missing } = await inSplunk().search({ userIds: [], identifiers: [name] }, range);
        expect(events).toEqual([]);
        expect(missing ?? 'rows were read').toMatch(/rows were read/);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what cannot be had', () => {
  it.each([
    ['a wrong token', () => inSplunk({ token: 'x' }), /refuses whylogin’s credentials \(401\)/],
    ['a search it does not understand', () => inSplunk({ search: 'oops oops' }), /refused \(400\)/],
    ['nobody there', () => inSplunk({ url: 'http://127.0.0.1:1' }), /cannot be reached/],
    ['a wrong key', () => inSumo({ accessKey: 'x' }), /refuses whylogin’s credentials \(401\)/],
    ['a query it does not understand', () => inSumo({ search: 'oops' }), /refused \(400\)/],
  ])('%s is said', async (_, open, why) => {
    expect(await open().search(keys, range)).toMatchObject({ events: [], missing: expect.stringMatching(why) });
  });

  it('a slow Splunk: what came in time is there', async () => {
    splunk.hangAfter = 3;
    const { events, missing } = await inSplunk({ seconds: 1 }).search(keys, range);
    expect(events).toHaveLength(3);
    expect(missing).toBe('it did not finish within 1 second');
  });

  it('an error in the middle of Splunk’s answer', async () => {
    splunk.message = { type: 'FATAL', text: 'The search was cancelled' };
    const { events, missing } = await inSplunk().search(keys, range);
    expect(events.length).toBeGreaterThan(0);
    expect(missing).toMatch(/reported an error/);
  });

  it('a slow Sumo Logic: what is there already is read, and the job deleted', async () => {
    sumo.slow = Number.POSITIVE_INFINITY;
    const { events, missing } = await inSumo({ seconds: 1 }).search(keys, range);
    expect(events.length).toBeGreaterThan(0);
    expect(missing).toBe('it did not finish within 1 second');
    await vi.waitFor(() => expect(sumo.deleted).toBe(1));
  });

  it.each([
    ['FORCE PAUSED', [], /rows were read/],
    ['CANCELLED', [], /cancelled/],
    ['DONE GATHERING RESULTS', ['a field is missing'], /reported an error/],
  ])('a Sumo Logic job that ends as %s with %j', async (ends, errors, why) => {
    sumo.ends = ends;
    sumo.errors = errors;
    expect((await inSumo().search(keys, range)).missing).toMatch(why);
    await vi.waitFor(() => expect(sumo.jobs.size).toBe(0), 3_000);
  });

  it.each([503, 429])('a service that answers %i', async (status) => {
    splunk.status = status;
    sumo.status = status;
    for (const archive of [inSplunk(), inSumo()])
      expect((await archive.search(keys, range)).missing).toMatch(/problem of its own|refuses requests for the moment/);
  });

  it('an Auth0 that hangs: within two seconds', async () => {
    tenant.faults.during({ kind: 'hang' });
    expect((await inAuth0().search(keys, range)).missing).toBe('it did not finish within 1.25 seconds');
  });
});

describe('a question that reaches further back than the store', () => {
  let store: EventStore;
  const begins = now - 3 * DAY;
  beforeAll(async () => {
    store = await openEventStore(':memory:');
    const { arrivals } = arrivalsOf(world.events.map((value) => ({ value })));
    await store.add(arrivals.filter(({ event }) => event.at >= begins));
  });
  afterAll(() => store.close());

  it('has the person’s events of both, once, in order, and says so', async () => {
    const reaching = reachBack(store, [inSplunk(), inAuth0()], range.from);
    const found = await reaching.store.ofPerson(keys, { from: now - 30 * DAY, to: now }, 10_000);
    expect(ids(found)).toEqual(expect.arrayContaining([...truth].sort()));
    expect(new Set(ids(found)).size).toBe(found.length);
    expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).sort((a, b) => a - b));
    expect(reaching.notes()).toHaveLength(2);
    expect(reaching.notes().sort()).toEqual([
      expect.stringMatching(/^What was before .+Z was searched in Auth0, whose logs reach back to .+Z: \d+ events\.$/),
      expect.stringMatching(/^What was before .+Z was searched in Splunk: \d+ events\.$/),
    ]);
    expect((await reaching.store.coverage()).first).toBe(range.from);
    expect(splunk.searches).toHaveLength(1);
  });

  it('asks nobody where the store reaches far enough', async () => {
    const reaching = reachBack(store, [inSplunk()], now - 2 * DAY);
    await reaching.store.ofPerson(keys, { from: now - 30 * DAY, to: now }, 10_000);
    expect(splunk.searches).toEqual([]);
    expect(reaching.notes()).toEqual([]);
  });

  it('does not claim what Auth0 no longer keeps', async () => {
    const day = await new SimulatedAuth0({ plan: 'free' }).start();
    for (const row of world.events) day.logs.add(row);
    const { domain, url, client } = day;
    const api = new ManagementApi({ domain, url, clientId: client.id, clientSecret: client.secret }, wallClock);
    const young = await openEventStore(':memory:');
    const reaching = reachBack(young, [auth0Archive(api)], range.from);
    await reaching.store.ofPerson(keys, range, 10_000);
    expect((await reaching.store.coverage()).first).toBeGreaterThan(now - 2 * DAY);
    await young.close();
    await day.stop();
  });

  it('says what it could not have, and leaves the beginning where it was', async () => {
    splunk.status = 503;
    const reaching = reachBack(store, [inSplunk()], range.from);
    await reaching.store.ofPerson(keys, range, 10_000);
    expect(reaching.notes()).toEqual([
      expect.stringMatching(/searched in Splunk, but it has a problem of its own \(503\): 0 events/),
    ]);
    expect((await reaching.store.coverage()).first).toBeGreaterThanOrEqual(begins);
  });
});
