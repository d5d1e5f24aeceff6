import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fastClock } from '../../playground/auth0/fast-clock.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { wallClock } from '../../src/live/clock.ts';
import { ManagementApi, type Tenant } from '../../src/live/management-api.ts';

const rows = z.array(z.unknown());
const START = Date.parse('2026-11-24T08:00:00Z');
let clock = fastClock({ from: START, speed: 1 });
let tenant: SimulatedAuth0;

async function open(
  options: ConstructorParameters<typeof SimulatedAuth0>[0] = {},
  { speed = 50, ...other }: Partial<Tenant> & { speed?: number } = {},
): Promise<ManagementApi> {
  clock = fastClock({ from: START, speed });
  tenant = await new SimulatedAuth0({ now: clock.now, ...options }).start();
  const { domain, url, client } = tenant;
  return new ManagementApi({ domain, url, clientId: client.id, clientSecret: client.secret, ...other }, clock);
}

afterEach(() => tenant.stop());

const statuses = (path: RegExp) => tenant.requests.filter((each) => path.test(each.path)).map(({ status }) => status);

describe('the token', () => {
  it('is fetched once for all who ask at once, and kept', async () => {
    const api = await open();
    await Promise.all(Array.from({ length: 10 }, () => api.get('/clients', rows)));
    await api.get('/connections', rows);
    expect(tenant.tokens.issued).toBe(1);
  });

  it('is renewed before it ends', async () => {
    const api = await open({}, { speed: 1_000 });
    tenant.tokens.life = 120;
    await api.get('/clients', rows);
    await clock.sleep(90_000);
    await api.get('/clients', rows);
    expect(tenant.tokens.issued).toBe(2);
    expect(statuses(/clients/)).toEqual([200, 200]);
  });

  it('is renewed when Auth0 no longer takes it', async () => {
    const api = await open();
    await api.get('/clients', rows);
    tenant.tokens.revoke();
    await api.get('/clients', rows);
    expect(statuses(/clients/)).toEqual([200, 401, 200]);
  });

  it('is not asked for again and again where the new one is refused too', async () => {
    const api = await open();
    tenant.tokens.life = Number.MIN_VALUE;
    await expect(api.get('/clients', rows)).rejects.toThrow(/does not accept the token that it just gave/);
    expect(statuses(/clients/)).toEqual([401, 401]);
  });
});

describe('limits', () => {
  it.each(['free', 'essentials', 'enterprise development'] as const)('%s: are kept to', async (plan) => {
    const api = await open({ plan });
    await Promise.all(Array.from({ length: 40 }, () => api.get('/logs', rows)));
    const seen = statuses(/logs/);
    expect(seen.filter((status) => status === 200)).toHaveLength(40);
    expect(seen.filter((status) => status === 429).length).toBeLessThanOrEqual(4);
  });

  it('one group of endpoints does not wait for another where each has its own', async () => {
    const api = await open({ plan: 'essentials' });
    await Promise.all([api.get('/logs', rows), api.get('/clients', rows)]);
    const logs = Promise.all(Array.from({ length: 30 }, () => api.get('/logs', rows)));
    await api.get('/connections', rows);
    expect(statuses(/logs/).length).toBeLessThan(30);
    await logs;
  });

  it('who asks for a person goes ahead of background work', async () => {
    const api = await open({ plan: 'enterprise development' });
    const done: string[] = [];
    const background = Array.from({ length: 30 }, () => api.get('/logs', rows).then(() => done.push('log')));
    await background[4];
    const person = api.get('/users-by-email', rows, { query: { email: 'ada@example.com' }, urgent: true });
    await person.then(() => done.push('person'));
    await Promise.all(background);
    expect(done.indexOf('person')).toBeLessThan(15);
  });

  it('does not wait by its own clock, which may be off', async () => {
    tenant = await new SimulatedAuth0({ plan: 'free' }).start();
    const { domain, url, client } = tenant;
    const off = { ...wallClock, now: () => Date.now() - 10 * 60_000 };
    const api = new ManagementApi({ domain, url, clientId: client.id, clientSecret: client.secret }, off);
    await Promise.all(Array.from({ length: 4 }, () => api.get('/clients', rows)));
    expect(Math.round(api.skew! / 60_000)).toBe(-10);
  });
});

describe('troubles', () => {
  it.each([{ kind: 'status', status: 503 }, { kind: 'dropped' }, { kind: 'half' }, { kind: 'limited' }] as const)(
    'passing ones are got over: %j',
    async (trouble) => {
      const api = await open();
      tenant.faults.next(trouble, 3, /clients/);
      expect((await api.get('/clients', rows)).data.length).toBeGreaterThan(0);
    },
  );

  it('a refusal is not repeated', async () => {
    const api = await open({ scopes: ['read:logs'] });
    await expect(api.get('/clients', rows)).rejects.toThrow(/lacks the scope read:clients/);
    expect(statuses(/clients/)).toEqual([403]);
  });

  it('a page of a proxy is not taken for an answer', async () => {
    const api = await open();
    tenant.faults.next({ kind: 'garbage' }, 1, /clients/);
    await expect(api.get('/clients', rows)).rejects.toThrow(/not as Auth0 does.*proxy/);
  });

  it('who gives up waiting is let go at once', async () => {
    const api = await open();
    tenant.faults.during({ kind: 'hang' });
    const signal = AbortSignal.timeout(50);
    await expect(api.get('/clients', rows, { signal, urgent: true })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('names of people stay out of the log', async () => {
    const api = await open();
    tenant.faults.during({ kind: 'status', status: 500 });
    await expect(api.get('/users/auth0%7Cada', rows)).rejects.toMatchObject({
      operator: expect.stringMatching(/^auth0: GET \/users\/…: 500/),
    });
  });
});
