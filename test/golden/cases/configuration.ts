import type { Golden } from '../golden.ts';
import { operation, others, person, reuse, serverExchange } from '../row.ts';
import { device, MAC, MOBILE, OKTA, PHONE, PORTAL, SHOP } from '../tenant.ts';

const gus = person('gus.moreno@example.com');

function mismatch(who: typeof gus, when: string, attempt: string, app = PORTAL) {
  const text = `Callback URL mismatch. ${attempt} is not in the list of allowed callback URLs`;
  return who.nameless(when, 'f', {
    text,
    errorType: 'callback-url-mismatch',
    details: {
      qs: { client_id: app.id, redirect_uri: attempt },
      error: {
        message: text,
        oauthError: `${text}. Please go to the settings.`,
        type: 'callback-url-mismatch',
        payload: {
          name: 'CallbackMismatchError',
          attempt,
          authorized: ['https://app.example.com/callback'],
          client: { clientID: app.id },
        },
      },
    },
    fields: {
      client_id: undefined,
      client_name: undefined,
      connection: undefined,
      connection_id: '',
      strategy: undefined,
      strategy_type: undefined,
    },
  });
}

/** Settings of applications and connections. */
export const configuration: Golden[] = [
  {
    title: 'The application moved to another host, which is on no list; the row names nobody',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('09:20', 'slo'),
      mismatch(gus, '09:31', 'https://new.example.com/callback'),
      mismatch(gus, '09:31:00+3s', 'https://new.example.com/callback'),
      mismatch(person('other.one@example.org', { from: device(31) }), '09:33', 'https://new.example.com/callback'),
    ],
    is: {
      cause: 'callback_mismatch',
      owner: 'developer',
      state: 'failing',
      scope: 'this_application',
      cite: ['09:31'],
      never: ['no_failures', 'resolved', 'no_events'],
      says: /new\.example\.com/,
    },
  },
  {
    title: 'The list of callbacks was changed minutes before, and a silent check meets it too',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      operation('09:20', 'Update a client', {
        method: 'patch',
        path: `/clients/${PORTAL.id}`,
        body: { callbacks: ['https://app.example.com/cb'] },
      }),
      gus('09:25', 'slo'),
      mismatch(gus, '09:31', 'https://app.example.com/callback'),
      gus('09:40', 'fsa'),
    ],
    is: {
      cause: 'callback_mismatch',
      owner: 'developer',
      cite: ['09:31'],
      changes: ['09:20'],
      never: ['no_failures', 'session_expired'],
    },
  },
  {
    title: 'A stranger at the same address met it with another browser: not this person’s',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('09:00', 's'),
      mismatch(
        person('x', { from: { ip: gus.from.ip, agent: MAC.agent } }),
        '09:31',
        'https://new.example.com/callback',
      ),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['callback_mismatch'] },
  },
  {
    title: 'The page was opened without https',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus.nameless('09:31', 'fco', {
        text: 'Origin http://app.example.com is not allowed. Behavior used for check: WEB ORIGINS',
        details: { origin: 'http://app.example.com', allowedOrigins: ['https://app.example.com'] },
      }),
    ],
    is: {
      cause: 'origin_not_allowed',
      owner: ['developer', 'user'],
      cite: ['09:31'],
      never: ['no_failures', 'callback_mismatch'],
      says: /http:\/\/app/,
    },
  },
  {
    title: 'A silent check is refused for its origin, since an application was set up anew',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      operation('09:00', 'Update a client', {
        method: 'patch',
        path: `/clients/${PORTAL.id}`,
        body: { web_origins: [] },
      }),
      gus('09:25', 's'),
      gus.nameless('09:31', 'fsa', {
        text: "The specified redirect_uri 'https://app.example.com' does not have a registered origin.",
        error: 'invalid_request',
        errorType: 'request-error',
      }),
      gus.nameless('09:33', 'fsa', {
        text: "The specified redirect_uri 'https://app.example.com' does not have a registered origin.",
        error: 'invalid_request',
        errorType: 'request-error',
      }),
    ],
    is: {
      cause: 'origin_not_allowed',
      owner: 'developer',
      scope: 'this_application',
      cite: ['09:33'],
      changes: ['09:00'],
      never: ['session_expired', 'third_party_cookies_blocked', 'no_failures'],
    },
  },
  {
    title: 'The connection is not enabled for the application',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus.nameless('09:31', 'f', {
        app: SHOP,
        text: 'the connection is not enabled',
        error: 'invalid_request',
        errorType: 'request-error',
      }),
    ],
    is: {
      cause: 'connection_disabled',
      owner: 'developer',
      state: 'failing',
      scope: 'this_application',
      cite: ['09:31'],
      never: ['no_failures', 'invalid_request', 'wrong_password'],
    },
  },
  {
    title: 'The connection was disabled by an administrator, for everybody in the application',
    ask: 'kai.brandt@tidewater.test',
    at: '10:00',
    rows: [
      person('kai.brandt@tidewater.test', { on: OKTA })('-1 08:00', 's'),
      operation('09:00', 'Update a Connection', {
        method: 'patch',
        path: `/connections/${OKTA.id}`,
        body: { enabled_clients: [] },
      }),
      ...others(3, '09:10', 'f', {
        on: OKTA,
        text: 'the connection was disabled',
        error: 'invalid_request',
        errorType: 'request-error',
        userId: '',
      }),
      person('kai.brandt@tidewater.test', { on: OKTA })('09:31', 'f', {
        text: 'the connection was disabled',
        error: 'invalid_request',
        errorType: 'request-error',
        userId: '',
      }),
    ],
    is: {
      cause: 'connection_disabled',
      owner: ['developer', 'tenant_admin'],
      others: 3,
      cite: ['09:31'],
      changes: ['09:00'],
      never: ['idp_refused', 'idp_unavailable', 'admin_blocked'],
    },
  },
  {
    title: 'The password grant is switched off for the application',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('09:31', 'fepft', {
        app: MOBILE,
        text: "Grant type 'password' not allowed for the client.",
        details: {
          error: { message: "Grant type 'password' not allowed for the client.", oauthError: 'unauthorized_client' },
        },
        userId: '',
      }),
    ],
    is: {
      cause: 'connection_not_allowed_for_grant',
      owner: 'developer',
      cite: ['09:31'],
      never: ['wrong_password', 'client_authentication_failed', 'origin_not_allowed'],
    },
  },
  {
    title: 'The password grant is asked for on a connection that has no passwords',
    ask: 'kai.brandt@tidewater.test',
    at: '10:00',
    rows: [
      person('kai.brandt@tidewater.test')('09:31', 'fepft', {
        app: MOBILE,
        text: 'invalid connection specified for password grant: tidewater-okta',
        userId: '',
      }),
    ],
    is: {
      cause: 'connection_not_allowed_for_grant',
      owner: 'developer',
      cite: ['09:31'],
      never: ['connection_disabled', 'unknown_user', 'wrong_password'],
    },
  },
  {
    title: 'An old link asks for a client that is no more',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus.nameless('09:31', 'f', {
        text: 'Unknown client: oldA1b2C3',
        error: 'invalid_request',
        errorType: 'request-error',
        app: { id: 'oldA1b2C3', name: '' },
      }),
    ],
    is: {
      cause: 'invalid_request',
      owner: 'developer',
      cite: ['09:31'],
      never: ['no_failures', 'client_authentication_failed', 'unclassified'],
    },
  },
  {
    title: 'An API that does not exist is asked for, by everybody since the release',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      ...others(4, '09:10', 'f', {
        text: 'Service not found: https://api.example.com/v2',
        error: 'access_denied',
        userId: '',
      }),
      gus.nameless('09:31', 'f', { text: 'Service not found: https://api.example.com/v2', error: 'access_denied' }),
    ],
    is: {
      cause: 'invalid_request',
      owner: 'developer',
      scope: 'this_application',
      others: 4,
      cite: ['09:31'],
      never: ['action_denied', 'idp_unavailable'],
    },
  },
  {
    title: 'A parameter is missing; a session from before still answers elsewhere',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus.nameless('09:31', 'f', { text: 'Missing required parameter: response_type', error: 'invalid_request' }),
      reuse(gus, '09:40', { app: SHOP }),
    ],
    is: { cause: 'invalid_request', cite: ['09:31'], never: ['resolved', 'no_failures', 'idp_attribute_missing'] },
  },
  {
    title: 'Let in, and then the application’s server is not authorized to fetch the token',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('-1 08:00:01', 'seacft'),
      gus('09:31', 's'),
      serverExchange('09:31:02', 'feacft', 'Unauthorized'),
    ],
    is: {
      cause: 'client_authentication_failed',
      owner: 'developer',
      state: 'failing',
      cite: ['09:31:02'],
      never: ['no_failures', 'resolved', 'application_rejected_login'],
    },
  },
  {
    title: 'The application’s secret was rotated; its refreshing fails too',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('-1 08:00:01', 'seacft'),
      operation('09:00', 'Rotate a client secret', { method: 'post', path: `/clients/${PORTAL.id}/rotate-secret` }),
      gus('09:20', 'fertft', { text: 'Unauthorized' }),
      gus('09:31', 's'),
      gus('09:31:02', 'feacft', { text: 'Unauthorized' }),
    ],
    is: {
      cause: 'client_authentication_failed',
      owner: 'developer',
      cite: ['09:31:02'],
      changes: ['09:00'],
      never: ['refresh_token_expired', 'no_failures'],
    },
  },
  {
    title: 'The login code was used twice',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('-1 08:00:01', 'seacft'),
      gus('09:31', 's'),
      gus('09:31:03', 'feacft', { text: 'Invalid authorization code' }),
    ],
    is: {
      cause: 'authorization_code_invalid',
      owner: 'developer',
      state: 'failing',
      cite: ['09:31:03'],
      never: ['no_failures', 'pkce_failed', 'client_authentication_failed', 'passwordless_code_wrong'],
    },
  },
  {
    title: 'The code came back too late again and again, behind a wrong password that was put right',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-9 08:00', 's'),
      gus('09:20', 'fp'),
      gus('09:21', 's'),
      gus('09:24', 'feacft', { text: 'Invalid authorization code', error: 'invalid_grant' }),
      gus('09:31', 's'),
      gus('09:35', 'feacft', { text: 'Invalid authorization code', error: 'invalid_grant' }),
    ],
    is: {
      cause: 'authorization_code_invalid',
      owner: 'developer',
      state: 'failing',
      cite: ['09:35'],
      never: ['wrong_password', 'no_failures', 'resolved', 'application_rejected_login', 'redirect_loop'],
    },
  },
  {
    title: 'The code was used twice, and the second one did no harm: the first exchange worked',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('09:31', 's'),
      gus('09:31:01', 'seacft'),
      gus('09:31:03', 'feacft', { text: 'Invalid authorization code' }),
      gus('09:36', 'sertft'),
    ],
    is: {
      cause: ['no_failures', 'authorization_code_invalid', 'resolved'],
      confidence: ['medium', 'low', 'high'],
      never: ['application_rejected_login', 'client_authentication_failed'],
    },
  },
  {
    title: 'The verifier of PKCE does not match',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('-1 08:00', 's'),
      gus('09:31', 's'),
      gus('09:31:03', 'feacft', { text: 'Failed to verify code verifier' }),
    ],
    is: {
      cause: 'pkce_failed',
      owner: 'developer',
      cite: ['09:31:03'],
      never: ['authorization_code_invalid', 'no_failures'],
    },
  },
  {
    title: 'A login that needs PKCE came without it, on the phone; the laptop signs in fine elsewhere',
    ask: gus.email,
    at: '10:00',
    rows: [
      gus('09:00', 's', { app: SHOP }),
      gus('09:31', 's', { from: PHONE, app: MOBILE }),
      gus('09:31:03', 'feacft', { from: PHONE, app: MOBILE, text: 'Parameter code_verifier is required' }),
    ],
    is: {
      cause: 'pkce_failed',
      owner: 'developer',
      cite: ['09:31:03'],
      never: ['authorization_code_invalid', 'invalid_request', 'resolved', 'no_failures'],
    },
  },
];
