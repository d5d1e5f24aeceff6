import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';

const date = '2026-03-02T09:15:04.120Z';

/** The event made of a row with these fields; a row that is none fails the test. */
function event(fields: Record<string, unknown>, logId?: string): LogEvent {
  const made = normalize({ date, type: 'f', log_id: 'id', ...fields }, logId);
  if ('reason' in made) throw new Error(made.reason);
  return made.event;
}

describe('dates', () => {
  const at = Date.UTC(2026, 2, 2, 9, 15, 4, 120);
  it.each([
    ['ISO 8601', date],
    ['with an offset', '2026-03-02T10:15:04.120+01:00'],
    ["a warehouse's", '2026-03-02 09:15:04.120000000'],
    ['without a zone', '2026-03-02T09:15:04.120'],
    ['with a zone in words', '2026-03-02 09:15:04.120 UTC'],
    ['milliseconds', at],
    ['milliseconds as text', String(at)],
    ['seconds', at / 1000],
    ['microseconds', at * 1000],
    ['MongoDB text', { $date: date }],
    ['MongoDB milliseconds', { $date: at }],
    ['MongoDB long', { $date: { $numberLong: String(at) } }],
  ])('%s', (_, value) => expect(event({ date: value }).at).toBe(at));

  it('keeps whole seconds and cuts nanoseconds', () => {
    expect(event({ date: '2026-03-02 09:15:04' }).at).toBe(Date.UTC(2026, 2, 2, 9, 15, 4));
    expect(event({ date: '2026-03-02 09:15:04.1209999' }).at).toBe(at);
  });

  it.each([
    undefined,
    null,
    '',
    'yesterday',
    'May 2026',
    {},
    [],
    true,
    0,
    -5,
    1e300,
    '0001-01-01T00:00:00Z',
    '9999-12-31T00:00:00Z',
  ])('are missing in %j', (value) =>
    expect(normalize({ type: 's', date: value })).toMatchObject({ reason: 'no date' }),
  );
});

describe('what is no event', () => {
  it.each([null, 7, 'text', [], [{ type: 's', date }]])('%j', (value) => {
    expect(normalize(value)).toEqual({
      reason: 'not an object',
      raw: typeof value === 'string' ? value : JSON.stringify(value),
    });
  });
  it.each([undefined, null, '', ' ', {}])('type %j', (type) => {
    expect(normalize({ type, date })).toMatchObject({ reason: 'no type' });
  });
  it('keeps at most 64 KiB of it', () => {
    const made = normalize({ date, big: 'x'.repeat(1_000_000) });
    expect('raw' in made && made.raw.length).toBe(64 * 1024);
  });
});

describe('ids', () => {
  it.each([
    [{ log_id: 'a', _id: 'b', id: 'c' }, 'a'],
    [{ log_id: '', _id: 'b', id: 'c' }, 'b'],
    [{ log_id: null, _id: { $oid: 'b' } }, 'b'],
    [{ log_id: null, id: 'c' }, 'c'],
    [{ log_id: 90020, id: 'c' }, '90020'],
  ])('out of %j', (fields, id) => expect(event(fields).logId).toBe(id));

  it("prefers the envelope's", () => expect(event({ log_id: 'own' }, 'outer').logId).toBe('outer'));

  it('makes one of the content where there is none: the same for the same event, another for another', () => {
    const row = { date, type: 's', user_id: 'auth0|1' };
    const id = (value: object, json?: string) => {
      const made = normalize(value, undefined, json);
      return 'event' in made && made.event.logId;
    };
    expect(id(row)).toMatch(/^sha256-[0-9a-f]{64}$/);
    expect(id(row, JSON.stringify(row, null, 1))).toBe(id({ ...row }));
    expect(id({ ...row, user_id: 'auth0|2' })).not.toBe(id(row));
  });
});

describe('plain fields', () => {
  it('takes empty strings for missing', () => {
    const empty = event({
      user_id: '',
      user_name: '',
      description: '',
      connection: '',
      connection_id: '',
      client_name: '',
      scope: '',
    });
    expect(empty).toMatchObject({
      userId: null,
      identifier: null,
      text: null,
      connection: null,
      connectionId: null,
      clientName: null,
    });
  });

  it('keeps user ids without a provider', () => expect(event({ user_id: '65e2f0a1c4d7' }).userId).toBe('65e2f0a1c4d7'));

  it.each([
    ['2001:DB8:0:0:0:0:0:42', '2001:db8::42'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['203.0.113.9', '203.0.113.9'],
    [' 203.0.113.9', '203.0.113.9'],
    ['203.0.113', null],
    ['unknown', null],
  ])('writes the address %s as %s', (ip, canonical) => expect(event({ ip }).ip).toBe(canonical));

  it('takes client_ip where ip is missing', () => expect(event({ client_ip: '203.0.113.9' }).ip).toBe('203.0.113.9'));

  it('finds connection, session and strategy where else they stand', () => {
    expect(event({ type: 'gd_auth_failed', connection_name: 'Staff' }).connection).toBe('Staff');
    const prompts = [{ name: 'login', connection: 'Staff', connection_id: 'con_1', strategy: 'ad', session_id: 's1' }];
    expect(event({ type: 's', details: { prompts } })).toMatchObject({
      connection: 'Staff',
      connectionId: 'con_1',
      strategy: 'ad',
      sessionId: 's1',
    });
  });

  it('tells no prompts from an empty list and from nameless ones', () => {
    expect(event({ details: {} }).prompts).toBeNull();
    expect(event({ details: { prompts: [] } }).prompts).toEqual([]);
    expect(event({ details: { prompts: [{ flow: 'login' }, null, { name: 'mfa' }] } }).prompts).toEqual([
      'unnamed',
      'unnamed',
      'mfa',
    ]);
  });

  it.each([null, [], 'whatever', 7, '{"broken'])('takes %j for details', (details) => {
    expect(event({ details, description: 'Failed' })).toMatchObject({ text: 'Failed', facts: {} });
  });

  it('reads details that were written as text', () => {
    expect(event({ details: JSON.stringify({ session_id: 's1' }) }).sessionId).toBe('s1');
  });
});

describe('what went wrong', () => {
  it('prefers the error message to the description, and falls back to prose in the details', () => {
    expect(event({ description: 'b', details: { error: { message: 'a' } } }).text).toBe('a');
    expect(event({ description: 'b', details: { error: { message: '' } } }).text).toBe('b');
    expect(event({ details: 'in words' }).text).toBe('in words');
    expect(event({ details: { error: { title: 'Too old' } } }).text).toBe('Too old');
  });

  it('tells OAuth codes from prose in their place', () => {
    const error = { message: 'Please verify', oauthError: 'access_denied', type: 'oauth-authorization' };
    expect(event({ details: { error } })).toMatchObject({ error: 'access_denied', errorType: 'oauth-authorization' });
    expect(event({ details: { error: { oauthError: 'unauthorized' } } }).error).toBe('unauthorized');
    const prose = event({ details: { error: { oauthError: 'Callback URL mismatch. Go to the settings.' } } });
    expect(prose).toMatchObject({ error: null, text: 'Callback URL mismatch. Go to the settings.' });
    expect(event({ type: 'fepft', description: 'mfa_required' }).error).toBe('mfa_required');
  });

  it('attributes a callback mismatch to the client of the request', () => {
    const details = {
      qs: { client_id: 'client-1', redirect_uri: 'https://new.example.com/callback' },
      error: {
        message: 'Callback URL mismatch.',
        type: 'callback-url-mismatch',
        payload: {
          authorized: ['https://shop.example.com/callback'],
          attempt: 'https://new.example.com/callback',
          client: { clientID: 'client-2' },
        },
      },
    };
    expect(event({ client_id: '', details })).toMatchObject({
      clientId: 'client-1',
      errorType: 'callback-url-mismatch',
      facts: {
        redirectUri: 'https://new.example.com/callback',
        allowedCallbacks: ['https://shop.example.com/callback'],
      },
    });
    expect(event({ details: { error: details.error } })).toMatchObject({
      clientId: 'client-2',
      facts: { redirectUri: 'https://new.example.com/callback' },
    });
  });
});

describe('who it was', () => {
  it.each([
    ['f', { details: { qs: { login_hint: 'ada@example.com' } } }, 'ada@example.com'],
    ['cs', { details: { body: { email: 'ada@example.com' } } }, 'ada@example.com'],
    ['cs', { details: { body: { phone_number: '+4915155501000' } } }, '+4915155501000'],
    ['fcpr', { details: { body: { username: 'ada' } } }, 'ada'],
    ['ublkdu', { details: { email: 'ada@example.com' } }, 'ada@example.com'],
    ['scp', { details: { query: { email: 'ada@example.com' } } }, 'ada@example.com'],
    ['fn', { details: { to: 'ada@example.com' } }, 'ada@example.com'],
    ['fn', { description: 'To: ada@example.com' }, 'ada@example.com'],
    [
      'limit_wc',
      { description: 'User (ada@example.com) attempted 10 consecutive logins unsuccessfully.' },
      'ada@example.com',
    ],
    [
      'f',
      { description: "AADSTS50105: The signed in user 'ada@example.com' is not assigned to a role." },
      'ada@example.com',
    ],
    [
      'f',
      { details: { error: { message: "User account 'ada@example.com' does not exist in tenant." } } },
      'ada@example.com',
    ],
    ['s', { details: { prompts: [{ name: 'x' }, { user_name: 'ada@example.com' }] } }, 'ada@example.com'],
    ['fi', { details: { invitation: { invitee: { email: 'ada@example.com' } } } }, 'ada@example.com'],
    ['f', { description: "user 'auth0|1' is not part of the org_1 organization" }, null],
    ['f', { details: { qs: { login_hint: '{"sub":"auth0|1"}' } } }, null],
    ['gd_send_sms', { details: { authenticator: { phone_number: 'XXXXXX89' }, email: 'no@example.com' } }, null],
    [
      'sapi',
      { details: { request: { path: '/api/v2/users', body: { email: 'new@example.com' } }, body: { email: 'x' } } },
      null,
    ],
  ])('%s %j', (type, fields, identifier) => expect(event({ type, ...fields }).identifier).toBe(identifier));

  it('prefers what was typed', () => {
    expect(event({ user_name: 'ADA', details: { body: { email: 'ada@example.com' } } }).identifier).toBe('ADA');
  });

  it('keeps the old name of a changed one, and the new one beside it', () => {
    const body = { email: 'old@example.com', newEmail: 'new@example.com' };
    expect(event({ type: 'sce', user_name: 'new@example.com', details: { body } })).toMatchObject({
      identifier: 'old@example.com',
      facts: { newIdentifier: 'new@example.com' },
    });
    expect(event({ type: 'scu', details: { body: { oldUsername: 'ada', newUsername: 'byron' } } })).toMatchObject({
      identifier: 'ada',
      facts: { newIdentifier: 'byron' },
    });
  });

  it('links the identity that a prompt names to the account that the event names', () => {
    const prompts = [{ user_id: 'auth0|1' }, { user_id: 'google-oauth2|2' }, { user_id: 'google-oauth2|2' }];
    expect(event({ type: 's', user_id: 'auth0|1', details: { prompts } }).facts.linkedUserIds).toEqual([
      'google-oauth2|2',
    ]);
  });
});

describe('operations of the Management API', () => {
  const request = (fields: object, rest: object = {}) => event({ type: 'sapi', details: { request: fields, ...rest } });

  it('says who did what to whom', () => {
    const auth = { user: { email: 'admin@example.org', name: 'Admin' } };
    const body = { email_verified: true, blocked: true, password: '*****', app_metadata: { plan: 'x' } };
    const made = request(
      { method: 'patch', path: '/api/v2/users/auth0%7C65e2', auth, body },
      { response: { statusCode: 200 } },
    );
    expect(made.targetUserId).toBe('auth0|65e2');
    expect(made.facts.api).toEqual({
      method: 'PATCH',
      path: '/users/auth0|65e2',
      actor: 'admin@example.org',
      changed: ['app_metadata', 'blocked', 'email_verified', 'password'],
      set: { blocked: true, email_verified: true },
      status: 200,
    });
  });

  it.each([
    ['/api/v2/users/auth0|1/sessions', 'auth0|1', '/users/auth0|1/sessions'],
    ['/v2/users/auth0%7C1/refresh-tokens', 'auth0|1', '/users/auth0|1/refresh-tokens'],
    ['/api/v2/user-blocks/auth0%7C1', 'auth0|1', '/user-blocks/auth0|1'],
    ['/api/v2/clients/abc', null, '/clients/abc'],
    ['/api/v2/users/100%', '100%', '/users/100%'],
    ['/api/v2/users?q=x', null, '/users'],
  ])('%s', (path, target, plain) => {
    const made = request({ method: 'delete', path });
    expect([made.targetUserId, made.facts.api?.path]).toEqual([target, plain]);
  });

  it('finds the user in a body that names one', () => {
    const members = (ids: string[]) =>
      request({ method: 'delete', path: '/api/v2/organizations/org_1/members', body: { members: ids } });
    expect(members(['auth0|1']).targetUserId).toBe('auth0|1');
    expect(members(['auth0|1', 'auth0|2']).targetUserId).toBeNull();
    expect(request({ path: '/api/v2/tickets/password-change', body: { user_id: 'auth0|1' } }).targetUserId).toBe(
      'auth0|1',
    );
  });

  it('knows linked accounts, and not those that were unlinked', () => {
    const body = { provider: 'google-oauth2', user_id: '2' };
    const path = '/api/v2/users/auth0%7C1/identities';
    expect(request({ method: 'post', path, body }).facts.linkedUserIds).toEqual(['google-oauth2|2']);
    expect(request({ method: 'delete', path: `${path}/google-oauth2/2` }).facts.linkedUserIds).toBeUndefined();
  });

  it("names a machine by its client's name", () => {
    const made = event({
      type: 'sapi',
      client_name: 'Sync job',
      details: { request: { path: '/api/v2/users', auth: { user: {} } } },
    });
    expect(made.facts.api?.actor).toBe('Sync job');
  });
});

describe('facts', () => {
  it.each([
    ['fp', { error: { reason: 'legacy hash' } }, { reason: 'legacy hash' }],
    [
      'gd_auth_failed',
      {
        authenticator: { id: 'totp|dev_1', type: 'totp' },
        failure_details: { errorCode: 'invalid_otp', message: 'Invalid OTP' },
        provider_error: { errorCode: 30_003, message: 'Unreachable' },
      },
      {
        factor: 'totp',
        factorId: 'totp|dev_1',
        failureCode: 'invalid_otp',
        failureMessage: 'Invalid OTP',
        providerError: 'Unreachable',
      },
    ],
    [
      's',
      {
        prompts: [
          { performed_amr: ['mfa', 'otp'] },
          { performed_amr: ['mfa'], requiredCaptcha: true },
          { performed_amr: null },
        ],
      },
      { amr: ['mfa', 'otp'], captcha: true },
    ],
    ['s', { prompts: [{ requiredCaptcha: false }], riskAssessment: { confidence: 'low' } }, { risk: 'low' }],
    ['s', { riskAssessment: null, anomalyDetection: { confidence: 'high' } }, { risk: 'high' }],
    ['mfar', { confidence: 'low' }, { risk: 'low' }],
    ['pla', { requiresVerification: true, session_id: 's' }, { requiresVerification: true }],
    ['limit_mu', { flow: 'signup' }, { flow: 'signup' }],
    ['api_limit', { limit: { bucket: 'oauth-token', global: true } }, { limit: 'oauth-token', limitGlobal: true }],
    [
      'actions_execution_failed',
      { action_name: 'roles', error_class: 'action_timeout', action_error: { message: 'timeout' }, execution_id: 'e1' },
      { actionName: 'roles', actionErrorClass: 'action_timeout', actionError: 'timeout', executions: ['e1'] },
    ],
    ['f', { actions: { executions: ['e1', 'e2'] } }, { executions: ['e1', 'e2'] }],
    ['fco', { origin: 'http://shop.example.com' }, { origin: 'http://shop.example.com' }],
    [
      'fsa',
      { qs: { prompt: 'none', redirect_uri: 'https://Shop.example.com/a?b#c' } },
      { prompt: 'none', redirectUri: 'https://Shop.example.com/a?b#c', origin: 'https://shop.example.com' },
    ],
    [
      'fsa',
      { error: { message: "The specified redirect_uri 'http://localhost:3000' does not have a registered origin." } },
      { origin: 'http://localhost:3000' },
    ],
    ['s', { saml_certificate_thumbprint: '3f9a1c77' }, { thumbprint: '3f9a1c77' }],
    ['fertft', { failure_reason: 'grant_revoked' }, { failureReason: 'grant_revoked' }],
    ['ferrt', { familyId: 'f1', tokenCounter: 1, latestCounter: 2 }, { tokenFamily: 'f1' }],
    [
      'fn',
      { email_type: 'verify_email', to: 'a@example.com', error: 'blocked' },
      { mail: 'verify_email', mailError: 'blocked' },
    ],
    ['fcp', { description: 'Password is too common' }, { passwordRules: ['Password is too common'] }],
    [
      'fs',
      {
        description: {
          rules: [
            { message: 'At least %d characters', format: [8], verified: true },
            {
              message: 'At least %d of %d types:',
              format: [3, 4],
              verified: false,
              items: [{ message: 'digits' }, { message: 'letters' }],
            },
          ],
        },
      },
      { passwordRules: ['At least 3 of 4 types: digits, letters'] },
    ],
    ['fi', { invitation: { invitee: { email: 'a@example.com' } } }, { invited: 'a@example.com' }],
    [
      'acls_summary',
      {
        stats: [
          { action: 'block', match: { successes: 40 }, total_request_count: { successes: 900 } },
          { action: 'block', match: { successes: 2 } },
          { action: 'allow', match: { successes: 7 } },
        ],
      },
      { aclMatches: 42 },
    ],
    ['ssa', { session_connection: 'Staff' }, { sessionConnection: 'Staff' }],
    ['f', { qs: { connection: 'Staff', prompt: 'login' } }, { requestedConnection: 'Staff', prompt: 'login' }],
  ])('%s %j', (type, details, facts) => expect(event({ type, details }).facts).toEqual(facts));

  it('holds nothing where there is nothing', () =>
    expect(event({ details: { error: {}, qs: {}, body: {} } }).facts).toEqual({}));
});

describe('hostile values', () => {
  it('cuts what is long, never inside of a character', () => {
    const long = '😀'.repeat(500_000);
    const made = event({
      user_name: `a${long}`,
      description: long,
      user_agent: long,
      user_id: long,
      connection: long,
      details: {
        qs: { redirect_uri: long },
        prompts: Array.from({ length: 10_000 }, () => ({ name: long.slice(0, 1_000) })),
      },
    });
    expect(made.identifier!.length).toBeLessThanOrEqual(512);
    expect(made.text!.length).toBeLessThanOrEqual(2_000);
    expect(made.userAgent!.length).toBeLessThanOrEqual(512);
    expect(made.identifier).toMatch(/^a(?:😀)+$/u);
    expect(JSON.stringify(made).length).toBeLessThan(50_000);
  });

  it('gives any JSON an event or a reason', () => {
    const names = ['date', 'type', 'log_id', 'user_id', 'user_name', 'details', 'ip', 'description', 'location_info'];
    const inner = [
      'error',
      'qs',
      'body',
      'prompts',
      'request',
      'authenticator',
      'invitation',
      'stats',
      'limit',
      'actions',
    ];
    const json = fc.jsonValue({ maxDepth: 4 });
    const row = fc.record({
      date: fc.oneof(fc.constant(date), json),
      type: fc.oneof(
        fc.constantFrom('f', 's', 'sapi', 'fn', 'fs', 'pla', 'fi', 'acls_summary', 'gd_auth_failed'),
        json,
      ),
      details: fc.oneof(
        fc.dictionary(
          fc.constantFrom(...inner),
          fc.oneof(json, fc.dictionary(fc.constantFrom('path', 'email', 'rules', 'message'), json)),
        ),
        json,
      ),
      rest: fc.dictionary(fc.constantFrom(...names), json),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          row.map(({ rest, ...own }) => ({ ...rest, ...own })),
        ),
        (value) => {
          const made = normalize(value);
          if ('reason' in made) expect(made.reason).toMatch(/^(?:not an object|no type|no date)$/);
          else {
            expect(Number.isSafeInteger(made.event.at)).toBe(true);
            expect(made.event.logId).not.toBe('');
            expect(JSON.parse(made.body)).toEqual(JSON.parse(JSON.stringify(value)));
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('leaves NUL characters out, where a database would end the text', () => {
    expect(event({ user_name: 'a\0da', connection: '\0', description: `x${'\0'.repeat(5)}y` })).toMatchObject({
      identifier: 'ada',
      connection: null,
      text: 'xy',
    });
  });

  it('takes what is too long to be written', () => {
    const long = 'x'.repeat(2 ** 26);
    expect(normalize({ type: 's', date, details: Array(8).fill(long) })).toEqual({ reason: 'too long', raw: '' });
  });

  it('takes nesting that JSON cannot write', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`);
    expect(normalize({ type: 's', date, details: deep })).toMatchObject({ reason: 'nested too deeply' });
  });

  it('is not fooled by names that every object has', () => {
    expect(normalize(JSON.parse('{"__proto__":{"type":"s"},"constructor":1}'))).toMatchObject({ reason: 'no type' });
    expect(event({ type: 'constructor', details: { limit: { bucket: 'b' } } }).facts).toEqual({});
  });
});
