import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { directoryOf } from '../../playground/auth0/larkspur-directory.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { around, managementApi } from '../../src/app/sources.ts';
import { arrivalsOf } from '../../src/event/arrivals.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { answersFrom } from '../../src/why/answers.ts';
import { parseSubject } from '../../src/why/subject.ts';

const DAY = 86_400_000;
const now = Date.now();
const world = simulateTenant({ now: new Date(now), size: 3_000 });
const { who } = world.people.find(({ expectedCause }) => expectedCause === 'brute_force_blocked')!;
const throttled = world.people.find(({ expectedCause }) => expectedCause === 'ip_throttled')!.who;

let store: EventStore;
let tenant: SimulatedAuth0;
let lifted = false;

/** Answers as the bot gives them, over a tenant that may be broken. */
async function answers() {
  const larkspur = directoryOf(world, Date.now);
  const directory = { ...larkspur, isBlocked: (ip: string) => !lifted && larkspur.isBlocked(ip) };
  tenant = await new SimulatedAuth0({ directory }).start();
  for (const row of world.events) tenant.logs.add(row);
  const env = {
    AUTH0_DOMAIN: tenant.domain,
    AUTH0_API_URL: tenant.url,
    AUTH0_CLIENT_ID: tenant.client.id,
    AUTH0_CLIENT_SECRET: tenant.client.secret,
  };
  return answersFrom({ store, rules: [], ...around(store, { api: managementApi(env), env }) });
}

const about = (asked: string, since = 7 * DAY) => ({ subject: parseSubject(asked), at: now, since });

beforeAll(async () => {
  store = await openEventStore(':memory:');
  const { arrivals } = arrivalsOf(world.events.map((value) => ({ value })));
  // The store begins ten days ago.
  await store.add(arrivals.filter(({ event }) => event.at >= now - 10 * DAY));
});
afterAll(() => store.close());
afterEach(async () => {
  lifted = false;
  await tenant.stop();
});

describe('an answer', () => {
  it('tells what Auth0 was asked', async () => {
    const { verdict, coverage } = await (await answers()).explain(about(who));
    expect(verdict).toMatchObject({ cause: 'brute_force_blocked', confidence: 'high', state: 'blocked' });
    expect(coverage.notes.join(' ')).toContain('Auth0 was asked just now: account, blocks, MFA methods');
  });

  it('comes while Auth0 refuses everything for a minute, and says what it could not check', async () => {
    const asking = await answers();
    tenant.faults.during({ kind: 'limited' }, 60_000);
    const { verdict, coverage } = await asking.explain(about(who, 14 * DAY));
    expect(verdict.cause).toBe('brute_force_blocked');
    expect(coverage.notes).toContain(
      'Not checked with Auth0: account, blocks, MFA methods, MFA enrollments, organizations, blocked addresses; it refuses requests for the moment (429).',
    );
    expect(coverage.notes.join(' ')).toMatch(/was searched in Auth0, but it (refuses requests|did not finish)/);
  });

  it('knows that a block of an address is over when Auth0 says so', async () => {
    const asking = await answers();
    expect((await asking.explain(about(throttled))).verdict.cause).toBe('ip_throttled');
    lifted = true;
    expect((await asking.explain(about(throttled))).verdict.cause).not.toBe('ip_throttled');
  });

  it('reaches back to what only Auth0 has', async () => {
    const { coverage } = await (await answers()).explain(about(who, 21 * DAY));
    expect(coverage.notes.join(' ')).toMatch(/was searched in Auth0, whose logs reach back to/);
    expect(coverage.notes.join(' ')).not.toContain('what was before is not known');
  });
});
