import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { directoryOf } from '../../playground/auth0/larkspur-directory.ts';
import { SCOPES, SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { arrivalsOf } from '../../src/event/arrivals.ts';
import { wallClock } from '../../src/live/clock.ts';
import { lookUpIn } from '../../src/live/look-up.ts';
import { ManagementApi } from '../../src/live/management-api.ts';
import { profileSchema } from '../../src/live/profile.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';

const now = Date.now();
const world = simulateTenant({ now: new Date(now), size: 3_000 });
const whoHas = (cause: string) => world.people.find(({ expectedCause }) => expectedCause === cause)!.who;
const blocked = whoHas('brute_force_blocked');
const person = (identifier: string) => ({ kind: 'person', identifier, userId: null }) as const;

let store: EventStore;
let tenant: SimulatedAuth0;

async function lookUp(scopes: string[] = SCOPES, plan: 'enterprise' | 'free' = 'enterprise') {
  tenant = await new SimulatedAuth0({ scopes, plan, directory: directoryOf(world, Date.now) }).start();
  const { domain, url, client } = tenant;
  const api = new ManagementApi({ domain, url, clientId: client.id, clientSecret: client.secret }, wallClock);
  return lookUpIn(api, store, wallClock);
}

beforeAll(async () => {
  store = await openEventStore(':memory:');
  await store.add(arrivalsOf(world.events.map((value) => ({ value }))).arrivals);
});
afterAll(() => store.close());
afterEach(() => tenant.stop());

describe('what Auth0 knows of a person now', () => {
  it('is all that it has', async () => {
    const { profile, notes } = await (await lookUp())(person(blocked));
    const { addressBlocks, ...rest } = profile!;
    expect(rest).toEqual(profileSchema.parse(world.profileOf(blocked)));
    expect(Object.keys(addressBlocks!).length).toBeGreaterThan(0);
    expect(notes).toEqual([
      'Auth0 was asked just now: account, blocks, MFA methods, MFA enrollments, organizations, blocked addresses.',
    ]);
  });

  it.each(world.people.map(({ who }) => who).filter((who) => who.includes('@')))('%s', async (who) => {
    const { profile } = await (await lookUp())(person(who));
    const { addressBlocks: _, ...rest } = profile!;
    expect(rest.users).toEqual(profileSchema.parse(world.profileOf(who)).users);
  });

  it('is found by user id, and by an event', async () => {
    const id = String(world.profileOf(blocked).users[0]!.user_id);
    const asked = await lookUp();
    expect((await asked({ kind: 'person', userId: id, identifier: null })).profile!.users).toMatchObject([
      { email: blocked },
    ]);
    const event = world.rows.findLast(({ body }) => body.user_id === id)!;
    expect((await asked({ kind: 'event', logId: event.logId })).profile!.users).toMatchObject([{ email: blocked }]);
  });

  it('is nothing for a name that nobody has', async () => {
    const { profile } = await (await lookUp())(person('nobody@example.com'));
    expect(profile).toMatchObject({ users: [], blocks: [] });
  });

  it('tells whether an address is blocked', async () => {
    const ip = world.rows.findLast(({ body }) => body.type === 'limit_mu')!.body.ip as string;
    expect((await (await lookUp())({ kind: 'address', ip })).profile).toEqual({ addressBlocks: { [ip]: true } });
    await tenant.stop();
    expect((await (await lookUp())({ kind: 'address', ip: '203.0.113.250' })).profile).toEqual({
      addressBlocks: { '203.0.113.250': false },
    });
  });
});

describe('what cannot be had', () => {
  it('for want of a scope is not asked for, and said', async () => {
    const asked = await lookUp(['read:logs', 'read:users']);
    const { profile, notes } = await asked(person(blocked));
    expect(profile).toMatchObject({ users: [{ email: blocked }], blocks: [{ identifier: blocked }] });
    expect(profile).not.toHaveProperty('authenticationMethods');
    expect(notes).toEqual([
      'Auth0 was asked just now: account, blocks, MFA enrollments.',
      'Not checked with Auth0: MFA methods; the application lacks the scope read:authentication_methods.',
      'Not checked with Auth0: organizations; the application lacks the scope read:organizations.',
      'Not checked with Auth0: blocked addresses; the application lacks the scope read:anomaly_blocks.',
    ]);
    expect(tenant.requests.some(({ status }) => status === 403)).toBe(false);
  });

  it('in time is left out, and the rest is there', async () => {
    const asked = await lookUp();
    tenant.faults.during({ kind: 'hang' }, undefined, /authentication-methods/);
    const { profile, notes } = await asked(person(blocked));
    expect(profile).toMatchObject({ users: [{ email: blocked }] });
    expect(profile).not.toHaveProperty('authenticationMethods');
    expect(notes[1]).toBe('Not checked with Auth0: MFA methods; no answer came within a second.');
  });

  it.each([
    [{ kind: 'limited' }, 'it refuses requests for the moment (429)'],
    [{ kind: 'dropped' }, 'it cannot be reached'],
    [{ kind: 'hang' }, 'no answer came within a second'],
    [{ kind: 'status', status: 500 }, 'it has a problem of its own (500)'],
  ] as const)('because of %j leaves the answer without it', async (trouble, why) => {
    const asked = await lookUp();
    tenant.faults.during(trouble);
    const { profile, notes } = await asked(person(blocked));
    expect(profile).toBeNull();
    expect(notes.join(' ')).toContain(why);
  });

  it('on the Free plan comes in part', async () => {
    const { notes } = await (await lookUp(SCOPES, 'free'))(person(blocked));
    expect(notes.join(' ')).toMatch(/was asked just now|Not checked with/);
  });
});
