import type { Golden } from '../golden.ts';
import { others, person, reuse, serverExchange } from '../row.ts';
import { device, GOOGLE, LAPTOP, MOBILE, OFFICE, PHONE, SHOP } from '../tenant.ts';

const pia = person('pia.engel@example.com');

/** How a story ends that is no trouble, and what cannot be known. */
export const outcome: Golden[] = [
  {
    title: 'An empty store knows nothing, and does not pretend to',
    ask: 'nobody.yet@example.com',
    at: '10:00',
    rows: [],
    is: { cause: 'no_events', owner: 'support', state: 'none', confidence: 'low', notes: /holds no events/ },
  },
  {
    title: 'Three wrong passwords, then in',
    ask: pia.email,
    at: '10:00',
    rows: [pia('09:28', 'fp'), pia('09:29', 'fp'), pia('09:30', 'fp'), pia('09:31', 's'), pia('09:31:01', 'seacft')],
    is: {
      cause: 'resolved',
      owner: 'nobody',
      state: 'resolved',
      confidence: 'high',
      cite: ['09:31'],
      alternatives: ['wrong_password'],
      never: ['wrong_password', 'brute_force_blocked'],
    },
  },
  {
    title: 'Wrong passwords in the shop, while the portal was fine all along on the same connection',
    ask: pia.email,
    at: '10:00',
    rows: [pia('09:28', 'fp', { app: SHOP }), pia('09:31', 's')],
    is: { cause: 'resolved', state: 'resolved', cite: ['09:31'] },
  },
  {
    title: 'Wrong passwords; a colleague’s success on the same computer proves nothing',
    ask: pia.email,
    at: '10:00',
    rows: [pia('-2 09:00', 's'), pia('09:28', 'fp'), pia('09:29', 'fp'), person('jon.weiss@example.com')('09:31', 's')],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:29'], never: ['resolved'] },
  },
  {
    title: 'Wrong passwords; an old session that answers proves nothing',
    ask: pia.email,
    at: '10:00',
    rows: [pia('-2 09:00', 's'), pia('09:28', 'fp'), pia('09:29', 'fp'), reuse(pia, '09:31'), pia('09:32', 'ssa')],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:29'], never: ['resolved', 'no_failures'] },
  },
  {
    title: 'Only successes, each with its token',
    ask: pia.email,
    at: '10:00',
    rows: [
      pia('-2 09:00', 's'),
      pia('-2 09:00:01', 'seacft'),
      pia('-1 09:00', 's'),
      pia('-1 09:00:01', 'seacft'),
      pia('09:00', 'sertft'),
    ],
    is: {
      cause: 'no_failures',
      owner: 'nobody',
      state: 'none',
      cite: ['-1 09:00'],
      never: ['resolved', 'redirect_loop', 'application_rejected_login'],
    },
  },
  {
    title: 'Successes, a silent check that failed at once, and the development-keys warning',
    ask: pia.email,
    at: '10:00',
    rows: [
      pia.nameless('-1 08:59', 'fsa'),
      pia('-1 09:00', 'w', {
        text: 'You are using Auth0 development keys which are only intended for use in development and testing.',
        fields: { user_id: '', user_name: '' },
      }),
      pia('-1 09:00:10', 's'),
      pia('-1 09:00:11', 'seacft'),
    ],
    is: {
      cause: 'no_failures',
      owner: 'nobody',
      state: 'none',
      never: ['session_expired', 'unclassified', 'third_party_cookies_blocked'],
    },
  },
  {
    title: 'Nothing by any key',
    ask: 'nobody.here@example.net',
    at: '10:00',
    rows: [...others(6, '08:00', 's'), ...others(3, '09:00', 'fp')],
    is: { cause: 'no_events', owner: 'support', state: 'none', scope: 'unknown', notes: /another provider|no row/i },
  },
  {
    title: 'Nothing in the window; a login five weeks ago',
    ask: pia.email,
    at: '10:00',
    rows: [pia('-40 09:00', 's'), ...others(6, '08:00', 's')],
    is: { cause: 'no_events', owner: 'support', state: 'none' },
  },
  {
    title: 'Nothing of the person; one near miss from far away',
    ask: 'zed.quinlan@example.com',
    at: '10:00',
    rows: [
      ...others(4, '08:00', 's'),
      person('zed.quinlan@exmaple.com', { from: device(88) })('09:12', 'fu'),
      person('zed.quinlan@exmaple.com', { from: device(88) })('09:13', 'fu'),
    ],
    is: { cause: 'no_events', owner: 'support', state: 'none', alternatives: ['identifier_typo'] },
  },
  {
    title: 'The stream puts stars in the place of names',
    ask: pia.email,
    at: '10:00',
    rows: [
      ...others(3, '08:00', 'fp').map((r) => ({ ...r, raw: { ...r.raw, user_name: '*****' } })),
      ...others(3, '09:00', 'fu').map((r) => ({ ...r, raw: { ...r.raw, user_name: '********' } })),
    ],
    is: { cause: 'identifier_masked', owner: 'tenant_admin', state: 'none', never: ['no_events', 'unknown_user'] },
  },
  {
    title: 'The stream hashes names, and only successes came',
    ask: pia.email,
    at: '10:00',
    rows: others(8, '08:00', 's').map((r, i) => ({ ...r, raw: { ...r.raw, user_name: `${i}a8f5c0d1e2b3a4${i}` } })),
    is: { cause: 'identifier_masked', owner: 'tenant_admin', never: ['no_events'] },
  },
  {
    title: 'A text that nobody knows',
    ask: pia.email,
    at: '10:00',
    rows: [pia('-9 09:00', 's'), pia('09:31', 'f', { text: 'Orbital decay exceeded (code 7)', error: 'server_error' })],
    is: {
      cause: 'unclassified',
      owner: 'support',
      state: 'failing',
      confidence: ['low', 'medium'],
      cite: ['09:31'],
      says: /Orbital decay/,
      never: ['wrong_password', 'no_failures'],
    },
  },
  {
    title: 'A kind of failure that is newer than whylogin',
    ask: pia.email,
    at: '10:00',
    rows: [pia('-9 09:00', 's'), pia('09:31', 'f_brand_new', { text: 'Something brand new' })],
    is: { cause: ['unclassified', 'no_failures'], confidence: 'low', cite: ['09:31'] },
  },
  {
    title: 'A failure without any text',
    ask: pia.email,
    at: '10:00',
    rows: [pia('-9 09:00', 's'), pia('09:31', 'f', { text: '', fields: { details: null, description: null } })],
    is: { cause: 'unclassified', confidence: 'low', cite: ['09:31'] },
  },
  {
    title: 'Asked about a row that names nobody, in an office where others fail too: its own attempt',
    ask: 'log 09:31',
    at: '10:00',
    rows: [
      ...others(6, '09:00', 'fp', { shared: OFFICE }),
      person('x', { from: { ip: OFFICE.ip, agent: PHONE.agent } }).nameless('09:31', 'f', {
        text: 'Callback URL mismatch. https://x.example.com is not in the list of allowed callback URLs',
        errorType: 'callback-url-mismatch',
      }),
    ],
    is: { cause: 'callback_mismatch', owner: 'developer', cite: ['09:31'], identities: 0 },
  },
  {
    title: 'Asked about a row of a person: the state at that moment, not what came later',
    ask: 'log 09:31',
    rows: [pia('-2 09:00', 's'), pia('09:30', 'fp'), pia('09:31', 'fp'), pia('09:40', 's')],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:31'], never: ['resolved'], identities: 1 },
  },
  {
    title: 'Asked by the user id without its provider',
    ask: pia.userId.slice(6),
    at: '10:00',
    rows: [
      pia('-2 09:00', 's'),
      pia('09:30', 'gd_start_auth'),
      pia('09:31', 'gd_auth_failed', { details: { failure_details: { errorCode: 'invalid_otp' } } }),
    ],
    is: { cause: 'mfa_code_rejected', cite: ['09:31'], identities: 1 },
  },
  {
    title: 'Asked in capitals, typed in capitals',
    ask: 'PIA.ENGEL@EXAMPLE.COM',
    at: '10:00',
    rows: [pia('-2 09:00', 's'), pia('09:31', 'fp', { name: 'Pia.Engel@Example.com' })],
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['identifier_typo', 'no_events'] },
  },
  {
    title: 'Server-made noise is nobody’s failure: machine tokens and warnings',
    ask: pia.email,
    at: '10:00',
    rows: [
      pia('09:00', 's'),
      pia('09:00:01', 'seacft'),
      serverExchange('09:30', 'feccft', 'Unauthorized'),
      ...others(2, '09:40', 'fp', { from: OFFICE }),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['client_authentication_failed'] },
  },
  {
    title: 'Failed at Google, in with the password on the same page: somebody who is in',
    ask: pia.email,
    at: '10:00',
    rows: [
      pia('-9 09:00', 's'),
      person(pia.email, { on: GOOGLE }).nameless('09:30', 'f', { text: 'access_denied', error: 'access_denied' }),
      pia('09:31', 's'),
    ],
    is: { cause: ['resolved', 'no_failures', 'social_refused'], cite: ['09:31'] },
  },
  {
    title: 'Failing on the phone, fine on the laptop before that: the last word is the failure',
    ask: pia.email,
    at: '10:00',
    rows: [
      pia('09:00', 's', { from: LAPTOP }),
      pia('09:30', 'fp', { from: PHONE, app: MOBILE }),
      pia('09:31', 'fp', { from: PHONE, app: MOBILE }),
    ],
    is: {
      cause: ['wrong_password', 'stale_password'],
      state: 'failing',
      cite: ['09:31'],
      never: ['resolved', 'no_failures'],
    },
  },
];
