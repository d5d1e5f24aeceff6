import { readFileSync } from 'node:fs';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fastClock } from '../../playground/auth0/fast-clock.ts';
import { SCOPES, SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { auth0Fault } from '../../src/live/auth0-faults.ts';
import { checkAuth0 } from '../../src/live/check-auth0.ts';
import type { Tenant } from '../../src/live/management-api.ts';

const START = Date.parse('2026-11-24T08:00:00Z');
const MINUTE = 60_000;
const clock = fastClock({ from: START, speed: 200 });
const servers: { close(): unknown }[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

type Options = ConstructorParameters<typeof SimulatedAuth0>[0];

/** A tenant with five days of logs, and how it is reached rightly. */
async function open(options: Options = {}): Promise<{ tenant: SimulatedAuth0; right: Tenant }> {
  const tenant = await new SimulatedAuth0({ now: clock.now, ...options }).start();
  servers.push({ close: () => tenant.stop() });
  const world = simulateTenant({ now: new Date(START), weeks: 1, size: 1_000 });
  for (const row of world.events.filter(({ date }) => Date.parse(date) > START - 5 * 86_400_000)) tenant.logs.add(row);
  const { domain, url, client } = tenant;
  return { tenant, right: { domain, url, clientId: client.id, clientSecret: client.secret } };
}

async function urlOf(server: Server, scheme: 'http' | 'https'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function page(status: number, type: string, body: string): Server {
  const date = () => new Date(clock.now()).toUTCString();
  return createHttp((_, response) => response.writeHead(status, { 'content-type': type, date: date() }).end(body));
}

const tls = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/tls', name));

/** What is broken, and what is said of it. */
const BROKEN: Record<string, () => Promise<{ tenant: Tenant; at?: ReturnType<typeof fastClock>; says: RegExp }>> = {
  'nobody listens there': async () => {
    const { right } = await open();
    return { tenant: { ...right, url: 'http://127.0.0.1:1' }, says: /cannot be reached \(ECONNREFUSED\).*firewall/ };
  },
  'a certificate that nobody vouches for': async () => {
    const { right } = await open();
    const server = createHttps({ key: tls('self-signed.key'), cert: tls('self-signed.crt') });
    const url = await urlOf(server, 'https');
    return { tenant: { ...right, url }, says: /certificate of larkspur.*is not accepted.*NODE_EXTRA_CA_CERTS/ };
  },
  'a proxy’s sign-in page': async () => {
    const { right } = await open();
    const url = await urlOf(page(200, 'text/html', '<html>Welcome to Guest Wi-Fi</html>'), 'http');
    return { tenant: { ...right, url }, says: /answers, but not as Auth0 does.*AUTH0_DOMAIN.*proxy/ };
  },
  'a host that is no tenant': async () => {
    const { right } = await open();
    const url = await urlOf(page(404, 'text/html', 'Not here'), 'http');
    return { tenant: { ...right, url }, says: /has no Auth0 tenant behind it/ };
  },
  'a wrong secret': async () => {
    const { right } = await open();
    return { tenant: { ...right, clientSecret: 'x' }, says: /AUTH0_CLIENT_ID together with AUTH0_CLIENT_SECRET/ };
  },
  'a custom domain without the audience': async () => {
    const { right } = await open();
    return {
      tenant: { ...right, audience: 'https://login.larkspur.example.com/api/v2/' },
      says: /no API named https:\/\/login\.larkspur\.example\.com\/api\/v2\/\. .*custom domain.*AUTH0_AUDIENCE/,
    };
  },
  'another API’s audience': async () => {
    const { tenant, right } = await open();
    tenant.client.otherApi = 'https://api.larkspur.example.com';
    return {
      tenant: { ...right, audience: 'https://api.larkspur.example.com' },
      says: /does not accept the token that it just gave.*AUTH0_AUDIENCE \(https:\/\/api\.larkspur/,
    };
  },
  'an application that is not authorized': async () => {
    const { right } = await open({ scopes: null });
    return { tenant: right, says: /may not use the Management API at all/ };
  },
  'an application without the grant': async () => {
    const { tenant, right } = await open();
    tenant.client.machine = false;
    return { tenant: right, says: /may not use the client credentials grant/ };
  },
  'no read:logs': async () => {
    const { right } = await open({
      scopes: SCOPES.filter((scope) => scope !== 'read:logs' && scope !== 'read:logs_users'),
    });
    return { tenant: right, says: /lacks the scope read:logs: no logs can be fetched/ };
  },
  'no read:users': async () => {
    const { right } = await open({ scopes: SCOPES.filter((scope) => scope !== 'read:users') });
    return { tenant: right, says: /lacks the scope read:users: answers cannot say whether an account exists/ };
  },
  'a clock that is ten minutes behind': async () => {
    const { right } = await open();
    const behind = { ...clock, now: () => clock.now() - 10 * MINUTE };
    return { tenant: right, at: behind, says: /clock is 10 minutes behind Auth0’s/ };
  },
  'a limit that somebody else uses up': async () => {
    const { tenant, right } = await open();
    tenant.faults.during({ kind: 'limited' }, undefined, /logs/);
    return { tenant: right, says: /refuses more requests for the moment \(429\)/ };
  },
  'an Auth0 that is down': async () => {
    const { tenant, right } = await open();
    tenant.faults.during({ kind: 'status', status: 503 });
    return { tenant: right, says: /problem of its own \(503\)/ };
  },
};

const said = new Map<string, string>();

describe('whylogin check, of a tenant', () => {
  it('has nothing to complain about where all is well', async () => {
    const { right } = await open();
    expect(await checkAuth0(right, clock)).toEqual([
      { result: 'ok', sentence: 'larkspur.eu.auth0.test accepts the application.' },
      { result: 'ok', sentence: expect.stringMatching(/^Its logs reach 5 days back/) },
    ]);
  });

  it.each(Object.keys(BROKEN))('%s', async (what) => {
    const { tenant, at, says } = await BROKEN[what]!();
    const looks = (await checkAuth0(tenant, at ?? clock)).filter(({ result }) => result !== 'ok');
    expect(looks.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(says)]);
    const { sentence } = looks[0]!;
    expect(sentence).not.toContain(tenant.clientSecret.length > 1 ? tenant.clientSecret : '\u0000');
    said.set(what, sentence);
  });

  it('says something else of each', () => {
    expect(said.size).toBe(Object.keys(BROKEN).length);
    expect(new Set(said.values()).size).toBe(said.size);
  });

  it('does not like what can write', async () => {
    const { right } = await open({ scopes: [...SCOPES, 'update:users', 'delete:users'] });
    const looks = await checkAuth0(right, clock);
    expect(looks.at(-1)).toEqual({
      result: 'note',
      sentence: expect.stringMatching(/may also write \(update:users, delete:users\)\. whylogin only reads/),
    });
  });

  it.each([
    ['ENOTFOUND', /There is no host named/],
    ['EAI_AGAIN', /cannot be reached \(EAI_AGAIN\).*DNS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate/],
  ])('knows what %s means', (code, says) => {
    const asked = { domain: 'example.eu.auth0.com', audience: '', what: '' };
    expect(auth0Fault({ kind: 'unreachable', code }, asked).message).toMatch(says);
  });
});
