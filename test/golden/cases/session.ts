import type { Golden } from '../golden.ts';
import { operation, others, person, type Row, reuse, userPath } from '../row.ts';
import { FIREFOX, GITHUB, GOOGLE, LAPTOP, MAC, MOBILE, PHONE, PORTAL, SERVER, SHOP, TV } from '../tenant.ts';

const eve = person('eve.tanaka@example.com', { from: MAC });

const LOST =
  "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session. Try logging in again from the application and if the problem persists please contact the administrator.";

/** Logins of others that fetch their token, as this application does. */
function usual(count: number, when: string): Row[] {
  return [...others(count, when, 's'), ...others(count, `${when}:01`, 'seacft')];
}

/** What happens after the login: sessions, tokens, applications. */
export const session: Golden[] = [
  {
    title: 'The login page sat open until its session was gone',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-1 08:00', 's'),
      eve.nameless('09:31', 'f', { text: LOST, error: 'invalid_request', errorType: 'request-error' }),
    ],
    is: {
      cause: 'login_session_lost',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['no_failures', 'invalid_request', 'third_party_cookies_blocked'],
    },
  },
  {
    title: 'A bookmarked page failed, then the person came by the application: in',
    ask: eve.email,
    at: '10:00',
    rows: [eve.nameless('09:31', 'f', { text: LOST, error: 'invalid_request' }), eve('09:33', 's')],
    is: { cause: 'resolved', state: 'resolved', alternatives: ['login_session_lost'], cite: ['09:33'] },
  },
  {
    title: 'One silent check after the night finds no session',
    ask: eve.email,
    at: '10:00',
    rows: [eve('-1 08:00', 's'), eve('-1 08:00:01', 'seacft'), eve.nameless('09:31', 'fsa')],
    is: {
      cause: ['session_expired', 'no_failures'],
      state: ['none', 'failing'],
      confidence: ['medium', 'low', 'high'],
      never: ['third_party_cookies_blocked', 'redirect_loop', 'unclassified'],
    },
  },
  {
    title: 'Two silent checks after a weekend, in two tabs',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-4 16:00', 's'),
      eve('-4 17:00', 'sertft'),
      eve.nameless('09:31', 'fsa'),
      eve.nameless('09:31:03', 'fsa'),
    ],
    is: {
      cause: 'session_expired',
      owner: 'user',
      cite: ['09:31:03'],
      never: ['third_party_cookies_blocked', 'no_events'],
    },
  },
  {
    title: 'In, and out again at each reload, on Safari',
    ask: eve.email,
    at: '10:00',
    rows: ['09:01', '09:10', '09:20', '09:31'].flatMap((t) => [
      eve(t, 's'),
      eve(`${t}+1s`, 'seacft'),
      eve.nameless(`${t}+40s`, 'fsa'),
    ]),
    is: {
      cause: 'third_party_cookies_blocked',
      owner: 'developer',
      confidence: ['high', 'medium'],
      cite: ['09:31+40s'],
      never: ['session_expired', 'no_failures', 'resolved', 'redirect_loop'],
    },
  },
  {
    title: 'An embedded login in Firefox cannot keep its cookie',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-9 08:00', 'scoa', { from: LAPTOP }),
      eve('09:30', 'fcoa', { from: FIREFOX, text: 'Login required', error: 'login_required' }),
      eve('09:31', 'fcoa', { from: FIREFOX, text: 'Login required', error: 'login_required' }),
    ],
    is: {
      cause: 'third_party_cookies_blocked',
      owner: 'developer',
      cite: ['09:31'],
      never: ['session_expired', 'bot_detection', 'wrong_password'],
    },
  },
  {
    title: 'Signed out by hand after each login: no cookies are to blame',
    ask: eve.email,
    at: '10:00',
    rows: ['09:01', '09:10', '09:20'].flatMap((t) => [
      eve(t, 's'),
      eve(`${t}+30s`, 'slo'),
      eve.nameless(`${t}+40s`, 'fsa'),
    ]),
    is: { cause: ['no_failures', 'session_expired'], never: ['third_party_cookies_blocked', 'redirect_loop'] },
  },
  {
    title: 'Twelve successes within a minute',
    ask: eve.email,
    at: '10:00',
    rows: [eve('09:30', 's'), ...Array.from({ length: 12 }, (_, i) => reuse(eve, `09:30:04+${i * 4}s`))],
    is: {
      cause: 'redirect_loop',
      owner: 'developer',
      state: 'failing',
      confidence: ['high', 'medium'],
      cite: ['09:30:04+44s'],
      never: ['no_failures', 'resolved', 'login_rate_limited'],
      says: /13 times|12 times/,
    },
  },
  {
    title: 'A wrong password first, then in, and sent back nine times; the loop is what is left',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('09:29', 'fp'),
      eve('09:30', 's'),
      ...Array.from({ length: 9 }, (_, i) => reuse(eve, `09:30:06+${i * 6}s`)),
    ],
    is: {
      cause: 'redirect_loop',
      owner: 'developer',
      cite: ['09:30:06+48s'],
      never: ['resolved', 'wrong_password', 'application_rejected_login'],
    },
  },
  {
    title: 'Three applications opened one after the other are no loop',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('09:30', 's'),
      reuse(eve, '09:30:10', { app: SHOP }),
      reuse(eve, '09:30:20', { app: MOBILE }),
      reuse(eve, '09:30:30', { app: TV }),
      reuse(eve, '09:30:40', { app: SHOP }),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['redirect_loop'] },
  },
  {
    title: 'A loop this morning, used quietly since',
    ask: eve.email,
    at: '10:00',
    rows: [
      ...Array.from({ length: 9 }, (_, i) => eve(`08:00+${i * 3}s`, 's')),
      eve('08:30', 's'),
      eve('08:30:01', 'seacft'),
      eve('09:10', 'sertft'),
    ],
    is: { cause: ['no_failures', 'resolved'], owner: 'nobody', never: ['redirect_loop'] },
  },
  {
    title: 'Let in three times, and no token is fetched; others’ are',
    ask: eve.email,
    at: '10:00',
    rows: [...usual(6, '08:10'), eve('09:10', 's'), eve('09:20', 's'), eve('09:31', 's')],
    is: {
      cause: 'application_rejected_login',
      owner: 'developer',
      state: 'failing',
      confidence: ['high', 'medium'],
      cite: ['09:31'],
      never: ['no_failures', 'redirect_loop', 'wrong_password'],
      says: /3 times/,
    },
  },
  {
    title: 'Asked by an office’s address: all are in, and the application’s server fetches tokens from elsewhere',
    ask: `ip:${MAC.ip}`,
    at: '10:00',
    rows: [
      ...usual(6, '08:10'),
      ...['09:10', '09:20', '09:31'].flatMap((when) => [eve(when, 's'), eve(`${when}:01`, 'seacft', { from: SERVER })]),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['application_rejected_login'] },
  },
  {
    title: 'The application never fetches tokens, for nobody: SAML or implicit',
    ask: eve.email,
    at: '10:00',
    rows: [...others(6, '08:10', 's'), eve('09:10', 's'), eve('09:20', 's'), eve('09:31', 's')],
    is: { cause: 'no_failures', owner: 'nobody', never: ['application_rejected_login'] },
  },
  {
    title: 'A wrong password, then in; but the application fetches nothing',
    ask: eve.email,
    at: '10:00',
    rows: [...usual(6, '08:10'), eve('09:09', 'fp'), eve('09:10', 's'), eve('09:20', 's'), eve('09:31', 's')],
    is: { cause: 'application_rejected_login', cite: ['09:31'], never: ['resolved', 'wrong_password', 'no_failures'] },
  },
  {
    title: 'Two tabs refreshed at once; the whole family is dead',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-2 08:00', 's'),
      eve('-2 08:00:01', 'seacft'),
      eve('-1 09:00', 'sertft'),
      eve('09:31', 'ferrt'),
      eve('09:31:03', 'fertft'),
    ],
    is: {
      cause: 'refresh_token_reused',
      owner: 'developer',
      state: 'failing',
      confidence: 'high',
      cite: ['09:31', '09:31:03'],
      never: ['refresh_token_expired', 'wrong_password', 'no_failures'],
    },
  },
  {
    title: 'The phone’s token was used twice, says a row of the plain kind; the laptop is not concerned',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-2 08:00', 's', { from: PHONE, app: MOBILE }),
      eve('-2 08:00:01', 'seacft', { from: PHONE, app: MOBILE }),
      eve('09:30', 'fertft', {
        from: PHONE,
        app: MOBILE,
        text: 'Unsuccessful Refresh Token exchange, reused refresh token detected',
      }),
      eve('09:31', 'fertft', { from: PHONE, app: MOBILE }),
      eve('09:40', 'sertft'),
    ],
    is: {
      cause: 'refresh_token_reused',
      owner: 'developer',
      cite: ['09:30', '09:31'],
      never: ['refresh_token_expired', 'resolved'],
    },
  },
  {
    title: 'The token was used twice yesterday; signed in again since',
    ask: eve.email,
    at: '10:00',
    rows: [eve('-1 09:31', 'ferrt'), eve('-1 09:31:03', 'fertft'), eve('-1 09:33', 's'), eve('-1 09:33:01', 'seacft')],
    is: { cause: 'resolved', state: 'resolved', alternatives: ['refresh_token_reused'], cite: ['-1 09:33'] },
  },
  {
    title: 'The refresh token has run out',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-6 08:00', 's'),
      eve('-6 08:00:01', 'seacft'),
      eve('09:31', 'fertft', {
        text: 'Unknown or invalid refresh token.',
        details: { failure_reason: 'session_not_found' },
      }),
    ],
    is: {
      cause: 'refresh_token_expired',
      owner: 'user',
      cite: ['09:31'],
      never: ['refresh_token_reused', 'logged_out_by_admin', 'unclassified'],
    },
  },
  {
    title: 'A token that could not be decoded, on the phone; the laptop goes on with another',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-2 08:00', 's'),
      eve('-2 08:00:01', 'seacft'),
      eve('09:31', 'fertft', { from: PHONE, app: MOBILE, text: 'Token could not be decoded or is missing in DB' }),
      eve('09:40', 'sertft'),
    ],
    is: {
      cause: 'refresh_token_expired',
      cite: ['09:31'],
      never: ['refresh_token_reused', 'client_authentication_failed'],
    },
  },
  {
    title: 'An administrator ended all sessions',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-1 08:00', 's'),
      operation('09:10', 'Delete sessions for user', { method: 'delete', path: `${userPath(eve)}/sessions` }),
      eve('09:31', 'fertft', { details: { failure_reason: 'session_not_found' } }),
      eve.nameless('09:32', 'fsa'),
    ],
    is: {
      cause: 'logged_out_by_admin',
      owner: ['tenant_admin', 'user'],
      cite: ['09:10', '09:31'],
      changes: ['09:10'],
      never: ['refresh_token_expired', 'session_expired', 'third_party_cookies_blocked'],
    },
  },
  {
    title: 'The company’s provider ended all sessions; two devices hold on to old tokens, and a silent check fails too',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-3 08:00', 's'),
      eve('-3 08:00:01', 'seacft'),
      eve('-1 17:00', 'universal_logout_succeeded', { text: 'Universal Logout request succeeded' }),
      eve('07:31', 'fertft', { text: 'Unknown or invalid refresh token.' }),
      eve('09:31', 'fertft', { from: PHONE, app: MOBILE, details: { failure_reason: 'session_not_found' } }),
      eve.nameless('09:35', 'fsa'),
    ],
    is: {
      cause: 'logged_out_by_admin',
      owner: ['tenant_admin', 'user'],
      cite: ['-1 17:00', '09:31'],
      never: ['refresh_token_expired', 'refresh_token_reused', 'third_party_cookies_blocked', 'session_expired'],
    },
  },
  {
    title: 'The sessions were revoked by a row of its own, on a day with a wrong password too',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-1 08:00', 's'),
      eve('08:10', 'session_revoked', { text: 'Session revoked' }),
      eve('08:31', 'fertft', { details: { failure_reason: 'session_not_found' } }),
      eve('09:31', 'fp'),
    ],
    is: {
      cause: ['wrong_password', 'logged_out_by_admin'],
      cite: ['09:31'],
      alternatives: [],
      never: ['refresh_token_expired'],
    },
  },
  {
    title: 'Sessions ended, and signed in again since',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-1 08:00', 's'),
      operation('08:10', 'Delete sessions for user', { method: 'delete', path: `${userPath(eve)}/sessions` }),
      eve('08:31', 'fertft', { details: { failure_reason: 'session_not_found' } }),
      eve('08:33', 's'),
    ],
    is: {
      cause: ['resolved', 'no_failures'],
      owner: 'nobody',
      never: ['logged_out_by_admin', 'refresh_token_expired'],
      cite: ['08:33'],
    },
  },
  {
    title: 'The code on the television was never confirmed on the phone',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-1 08:00', 's'),
      eve('09:31', 'fdeac', {
        app: TV,
        from: PHONE,
        text: 'The code is invalid or has expired',
        details: { code: 'WDJB-MJHT' },
      }),
    ],
    is: {
      cause: 'device_flow_failed',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['no_failures', 'passwordless_code_wrong', 'login_session_lost'],
    },
  },
  {
    title: 'Cancelled on the second screen; the television waits in vain',
    ask: eve.email,
    at: '10:00',
    rows: [eve('-1 08:00', 's'), eve('09:31', 'fdecc', { app: TV, from: PHONE, text: 'User canceled' })],
    is: {
      cause: 'device_flow_failed',
      owner: 'user',
      cite: ['09:31'],
      never: ['consent_refused', 'unclassified'],
      says: /cancelled/,
    },
  },
  {
    title: 'In, but as a new account: Google instead of the password',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-9 08:00', 's'),
      eve('-3 08:00', 's'),
      person(eve.email, { on: GOOGLE, from: MAC })('09:20', 'ss'),
      person(eve.email, { on: GOOGLE, from: MAC })('09:20:05', 's'),
    ],
    days: 14,
    is: {
      cause: 'landed_in_other_account',
      owner: ['idp_admin', 'user', 'tenant_admin'],
      confidence: ['medium', 'low'],
      cite: ['09:20:05'],
      never: ['no_failures', 'resolved'],
    },
  },
  {
    title: 'Cancelled at GitHub, then in by Google: a new account, and the old one is left',
    ask: eve.email,
    at: '10:00',
    rows: [
      person(eve.email, { on: GITHUB, from: MAC })('-9 08:00', 's'),
      person(eve.email, { on: GITHUB, from: MAC })('-3 08:00', 's'),
      person(eve.email, { on: GITHUB, from: MAC })('09:15', 'f', {
        text: 'The user has denied your application access.',
        error: 'access_denied',
        userId: '',
      }),
      person(eve.email, { on: GOOGLE, from: MAC })('09:20', 'ss'),
      person(eve.email, { on: GOOGLE, from: MAC })('09:20:05', 's'),
    ],
    days: 14,
    is: { cause: 'landed_in_other_account', cite: ['09:20:05'], never: ['no_failures', 'resolved'] },
  },
  {
    title: 'Two ways in, both used in turn for weeks: nothing is wrong',
    ask: eve.email,
    at: '10:00',
    rows: [
      eve('-9 08:00', 's'),
      person(eve.email, { on: GOOGLE, from: MAC })('-8 08:00', 's'),
      eve('-3 08:00', 's'),
      person(eve.email, { on: GOOGLE, from: MAC })('09:20', 's'),
    ],
    days: 14,
    is: { cause: 'no_failures', owner: 'nobody', never: ['landed_in_other_account'] },
  },
  {
    title: 'The identifier changed at Entra: the same address, another user id',
    ask: 'mia.karlsson@northwind.test',
    at: '10:00',
    rows: [
      person('mia.karlsson@northwind.test', {
        userId: 'waad|old-subject-000001',
        on: { name: 'northwind-entra', id: 'con_en1', strategy: 'waad', type: 'enterprise' },
      })('-6 08:00', 's'),
      person('mia.karlsson@northwind.test', {
        userId: 'waad|new-subject-000002',
        on: { name: 'northwind-entra', id: 'con_en1', strategy: 'waad', type: 'enterprise' },
      })('09:20', 'ss'),
      person('mia.karlsson@northwind.test', {
        userId: 'waad|new-subject-000002',
        on: { name: 'northwind-entra', id: 'con_en1', strategy: 'waad', type: 'enterprise' },
      })('09:20:05', 's', { app: PORTAL }),
    ],
    is: {
      cause: 'landed_in_other_account',
      owner: 'idp_admin',
      cite: ['-6 08:00', '09:20:05'],
      never: ['no_failures'],
    },
  },
];
