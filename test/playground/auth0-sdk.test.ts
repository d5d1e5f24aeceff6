import { ManagementClient } from 'auth0';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryOf } from '../../playground/auth0/larkspur-directory.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { PORTAL } from '../../playground/tenant/larkspur.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';

const at = new Date('2026-11-24T08:00:00Z');
const now = () => at.getTime();
const world = simulateTenant({ now: at, size: 3_000 });
const tenant = new SimulatedAuth0({ now, directory: directoryOf(world, now) });
for (const row of world.events) tenant.logs.add(row);

const blocked = world.people.find(({ expectedCause }) => expectedCause === 'brute_force_blocked')!.who;
const account = world.profileOf(blocked).users[0]!;
const id = String(account.user_id);

/** Auth0's own client, which nobody here wrote. It knows https only. */
function sdk(secret = tenant.client.secret): ManagementClient {
  const { domain, client } = tenant;
  const toTenant: typeof fetch = (input, init) => fetch(String(input).replace(`https://${domain}`, tenant.url), init);
  return new ManagementClient({ domain, clientId: client.id, clientSecret: secret, fetch: toTenant, maxRetries: 0 });
}

describe('the official SDK against the simulated tenant', () => {
  beforeAll(() => tenant.start());
  afterAll(() => tenant.stop());
  const auth0 = () => sdk();

  it('searches logs', async () => {
    const page = await auth0().logs.list({ search: 'type:(fp OR fu)', per_page: 5, sort: 'date:-1' });
    expect(page.data.map(({ type }) => type).every((type) => type === 'fp' || type === 'fu')).toBe(true);
    expect(page.data).toHaveLength(5);
  });

  it('reads one row', async () => {
    const row = world.events.at(-1)!;
    expect(await auth0().logs.get(row.log_id)).toMatchObject({ type: row.type, user_agent: row.user_agent });
  });

  it('reads the logs of a user', async () => {
    const { data } = await auth0().users.logs.list(id, { per_page: 10 });
    expect(data.length).toBeGreaterThan(0);
    expect(new Set(data.map(({ user_id }) => user_id))).toEqual(new Set([id]));
  });

  it('finds users by e-mail, by id and by query', async () => {
    expect(await auth0().users.listUsersByEmail({ email: blocked })).toMatchObject([{ user_id: id }]);
    expect(await auth0().users.get(id)).toMatchObject({ email: blocked });
    const found = await auth0().users.list({ q: `email:"${blocked}"`, search_engine: 'v3' });
    expect(found.data).toMatchObject([{ user_id: id }]);
  });

  it('sees blocks', async () => {
    expect(await auth0().userBlocks.listByIdentifier({ identifier: blocked })).toMatchObject({
      blocked_for: [{ identifier: blocked }],
    });
    expect(await auth0().userBlocks.list(id)).toMatchObject({ blocked_for: [{ identifier: blocked }] });
  });

  it('tells a blocked address from another', async () => {
    const ip = world.rows.findLast(({ body }) => body.type === 'limit_mu')!.body.ip as string;
    await auth0().anomaly.blocks.checkIp(ip);
    await expect(auth0().anomaly.blocks.checkIp('203.0.113.250')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('lists what belongs to a user', async () => {
    expect((await auth0().users.authenticationMethods.list(id)).data).toEqual(
      world.profileOf(blocked).authenticationMethods[id],
    );
    expect(await auth0().users.enrollments.get(id)).toEqual(world.profileOf(blocked).enrollments[id]);
    expect((await auth0().users.organizations.list(id)).data).toEqual(world.profileOf(blocked).organizations[id]);
  });

  it('knows applications, connections and protection', async () => {
    const { data } = await auth0().clients.list();
    expect(data.map((client) => client.client_id)).toContain(PORTAL.clientId);
    expect((await auth0().connections.list()).data.length).toBeGreaterThan(3);
    expect(await auth0().attackProtection.bruteForceProtection.get()).toMatchObject({ max_attempts: 10 });
    expect(await auth0().attackProtection.suspiciousIpThrottling.get()).toMatchObject({ enabled: true });
    expect(await auth0().attackProtection.breachedPasswordDetection.get()).toMatchObject({ enabled: true });
  });

  it('counts days', async () => {
    const days = await auth0().stats.getDaily({ from: '20261101', to: '20261124' });
    expect(days.length).toBeGreaterThan(10);
    expect(days[0]).toMatchObject({ logins: expect.any(Number), signups: expect.any(Number) });
  });

  it('refuses a wrong secret', async () => {
    await expect(sdk('wrong').clients.list()).rejects.toThrow(/Unauthorized/i);
  });
});
