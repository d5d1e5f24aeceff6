import { afterEach, describe, expect, it } from 'vitest';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import type { ApiRow } from '../../playground/tenant/forms.ts';

const START = Date.parse('2026-11-24T08:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600_000;
let clock = START;
let tenant: SimulatedAuth0;

async function open(options: ConstructorParameters<typeof SimulatedAuth0>[0] = {}): Promise<void> {
  clock = START;
  tenant = await new SimulatedAuth0({ now: () => clock, ...options }).start();
}

afterEach(() => tenant.stop());

function row(at: number, fields: Partial<ApiRow> = {}): ApiRow {
  const time = new Date(at).toISOString().replace(/\D/g, '');
  const log_id = `900${time}${'0'.repeat(36)}`;
  return { date: new Date(at).toISOString(), type: 's', log_id, _id: log_id, isMobile: false, ...fields };
}

async function token(with_: Record<string, unknown> = {}): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(`${tenant.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: tenant.client.id,
      client_secret: tenant.client.secret,
      audience: tenant.audience,
      ...with_,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function get(path: string, bearer?: string) {
  const headers = { authorization: `Bearer ${bearer ?? (await token()).body.access_token}` };
  const response = await fetch(`${tenant.url}/api/v2${path}`, { headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

describe('tokens', () => {
  it.each([
    ['another secret', { client_secret: 'x' }, 401, 'Unauthorized'],
    ['another client', { client_id: 'x' }, 401, 'Unauthorized'],
    ['an unknown audience', { audience: 'https://login.example.com/api/v2/' }, 403, /^Service not found/],
    ['another grant', { grant_type: 'password' }, 403, /not allowed for the client/],
  ])('refuses %s', async (_, with_, status, words) => {
    await open();
    expect(await token(with_)).toMatchObject({ status, body: { error_description: expect.stringMatching(words) } });
  });

  it('refuses an application that is not authorized', async () => {
    await open({ scopes: null });
    expect((await token()).body.error_description).toMatch(/Client is not authorized to access/);
  });

  it('ends them', async () => {
    await open();
    const { access_token } = (await token()).body;
    expect((await get('/logs', access_token)).status).toBe(200);
    clock += 24 * HOUR;
    expect(await get('/logs', access_token)).toMatchObject({ status: 401 });
  });

  it('names the scope that is missing', async () => {
    await open({ scopes: ['read:logs'] });
    expect((await get('/clients')).body).toMatchObject({
      statusCode: 403,
      errorCode: 'insufficient_scope',
      message: 'Insufficient scope, expected any of: read:clients',
    });
  });
});

describe('limits', () => {
  it.each([
    ['free', 2, 2],
    ['essentials', 10, 100 / 60],
    ['enterprise', 50, 16],
  ] as const)('%s: %d at once, then %d a second', async (plan, burst, rate) => {
    await open({ plan });
    const bearer = (await token()).body.access_token;
    const burned = [];
    for (let i = 0; i <= burst; i++) burned.push((await get('/logs', bearer)).status);
    expect(burned).toEqual([...Array(burst).fill(200), 429]);
    clock += 3 * SECOND;
    let allowed = 0;
    while ((await get('/logs', bearer)).status === 200) allowed++;
    expect(allowed).toBe(Math.min(burst, Math.floor(3 * rate)));
  });

  it('says in every answer what is left and when more comes', async () => {
    await open({ plan: 'essentials' });
    const { headers } = await get('/logs');
    expect(headers.get('x-ratelimit-limit')).toBe('10');
    expect(headers.get('x-ratelimit-remaining')).toBe('9');
    expect(Number(headers.get('x-ratelimit-reset'))).toBe(START / 1000 + 1);
  });

  it('has a bucket for each group of endpoints on Essentials', async () => {
    await open({ plan: 'essentials' });
    const bearer = (await token()).body.access_token;
    while ((await get('/logs', bearer)).status === 200);
    expect((await get('/clients', bearer)).status).toBe(200);
  });
});

describe('logs by search', () => {
  it('compares in the case that values have, whole', async () => {
    await open();
    tenant.logs.add(row(START - 3, { user_name: 'Ada@example.com' }));
    tenant.logs.add(row(START - 2, { user_name: 'ada@example.com' }));
    const found = async (q: string) => (await get(`/logs?q=${encodeURIComponent(q)}`)).body.length;
    expect(await found('user_name:"ada@example.com"')).toBe(1);
    expect(await found('user_name:ada')).toBe(0);
    expect(await found('user_name:*example.com')).toBe(2);
    expect(await found('user_name:"ada@example.com" OR user_name:"Ada@example.com"')).toBe(2);
    expect(await found('type:(f s) AND NOT user_name:Ada*')).toBe(1);
    expect(await found(`date:[${new Date(START - 2).toISOString()} TO *]`)).toBe(1);
  });

  it.each(['user_name:*om', 'user_name:a?a', 'details.error:x', 'user_name:"a', '(type:f'])('refuses %s', async (q) => {
    await open();
    expect(await get(`/logs?q=${encodeURIComponent(q)}`)).toMatchObject({
      status: 400,
      body: { errorCode: 'invalid_query_string' },
    });
  });

  it('ends at a thousand, a hundred a page', async () => {
    await open();
    for (let i = 0; i < 1_200; i++) tenant.logs.add(row(START - 10_000 + i));
    expect((await get('/logs?per_page=100&page=9')).body).toHaveLength(100);
    expect((await get('/logs?per_page=100&page=10')).body.message).toMatch(/exceeds the allowed maximum of 1000/);
    expect((await get('/logs?per_page=101')).status).toBe(400);
    expect((await get('/logs?per_page=3&include_totals=true')).body).toMatchObject({ length: 3, total: 3, limit: 3 });
  });
});

describe('logs by checkpoint', () => {
  it('goes on from an id, in order of ids, whatever is searched', async () => {
    await open();
    const rows = [5, 4, 3, 2, 1].map((n) => row(START - n));
    for (const each of rows) tenant.logs.add(each);
    const first = await get(`/logs?from=${rows[0]!.log_id}&take=2&q=type:none&sort=date:-1`);
    expect(first.body.map((each: ApiRow) => each.log_id)).toEqual([rows[1]!.log_id, rows[2]!.log_id]);
    const next = /<(.+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
    const second = await get(next.slice(next.indexOf('/logs')));
    expect(second.body.map((each: ApiRow) => each.log_id)).toEqual([rows[3]!.log_id, rows[4]!.log_id]);
  });

  it('gives an empty page and the same link when there is nothing new', async () => {
    await open();
    const only = row(START - 1);
    tenant.logs.add(only);
    const { body, headers } = await get(`/logs?from=${only.log_id}&take=100`);
    expect(body).toEqual([]);
    expect(headers.get('link')).toContain(`from=${only.log_id}&take=100`);
  });

  it('shows late rows late, in their place, and forgets what retention does not hold', async () => {
    await open({ plan: 'free' });
    const [first, late, last] = [row(START - 3), row(START - 2), row(START - 1)];
    tenant.logs.add(first);
    tenant.logs.add(late, 600_000);
    tenant.logs.add(last);
    const ids = async () => (await get('/logs?from=900&take=100')).body.map((each: ApiRow) => each.log_id);
    expect(await ids()).toEqual([first.log_id, last.log_id]);
    clock += 600_000;
    expect(await ids()).toEqual([first.log_id, late.log_id, last.log_id]);
    clock += 24 * HOUR;
    expect(await ids()).toEqual([]);
    expect((await get('/logs')).body).toEqual([]);
    clock += SECOND;
    expect((await get(`/logs/${last.log_id}`)).status).toBe(404);
  });
});

describe('troubles', () => {
  it('breaks as ordered', async () => {
    await open();
    const bearer = (await token()).body.access_token!;
    const at = (path: string) => fetch(tenant.url + path, { headers: { authorization: `Bearer ${bearer}` } });
    tenant.faults.next({ kind: 'status', status: 502 });
    expect((await at('/api/v2/logs')).status).toBe(502);
    tenant.faults.next({ kind: 'dropped' });
    await expect(at('/api/v2/logs')).rejects.toThrow();
    tenant.faults.next({ kind: 'half' });
    await expect(at('/api/v2/logs').then((response) => response.json())).rejects.toThrow();
    tenant.faults.during({ kind: 'limited' }, 60 * SECOND);
    expect((await at('/api/v2/logs')).status).toBe(429);
    clock += 60 * SECOND;
    expect((await at('/api/v2/logs')).status).toBe(200);
  });
});
