import type { Golden } from '../golden.ts';
import { operation, others, person, reuse, row, serverExchange, userPath } from '../row.ts';
import {
  DATABASE,
  device,
  EMAIL,
  ENTRA,
  GITHUB,
  GOOGLE,
  LEGACY,
  MAC,
  MOBILE,
  OFFICE,
  OKTA,
  PHONE,
  PORTAL,
  SCRIPT,
  SHOP,
  TRAIN,
} from '../tenant.ts';

const lea = person('lea.fontaine@example.com');
const before = lea('-3 08:00', 's');
const nobody = { email: '', userId: '', on: DATABASE, app: PORTAL, from: OFFICE };
const ned = person('ned.byrne@tidewater.test', { on: OKTA, from: OFFICE });
const twin = (on: typeof DATABASE, userId: string) => person('lea.fontaine@example.com', { on, userId });

/** A third look: live facts against the logs, who it really is, how wide it is, other shapes of the same. */
export const further: Golden[] = [
  {
    title: 'Guesses from four addresses, and then the right password from one of them',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-2 08:00', 's'),
      ...[31, 32, 33, 34].map((n, i) => lea(`03:1${i}`, 'fp', { from: device(n, SCRIPT.agent) })),
      lea('03:15', 's', { from: device(34, SCRIPT.agent) }),
      lea('03:15:02', 'seacft', { from: device(34, SCRIPT.agent) }),
    ],
    is: {
      cause: 'suspected_attack',
      owner: 'support',
      cite: ['03:13', '03:15'],
      never: ['resolved', 'no_failures', 'wrong_password'],
      advises: /reset|sessions/i,
      says: /got in/,
    },
  },
  {
    title: 'A new phone on a new network: two slips, then in. That is no attack',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-2 08:00', 's'),
      lea('09:29', 'fp', { from: TRAIN }),
      lea('09:30', 'fp', { from: TRAIN }),
      lea('09:31', 's', { from: TRAIN }),
    ],
    is: { cause: 'resolved', state: 'resolved', cite: ['09:31'], never: ['suspected_attack'] },
  },
  {
    title: 'An account that was asleep for months is tried from eight addresses in ten minutes',
    ask: lea.email,
    at: '10:00',
    rows: Array.from({ length: 8 }, (_, i) =>
      lea(`03:10+${i}m`, 'fp', { from: device(60 + i, `Firefox ${100 + i}.0.0 / Windows 10.0.0`) }),
    ),
    is: {
      cause: 'suspected_attack',
      owner: 'support',
      cite: ['03:10+7m'],
      never: ['wrong_password', 'brute_force_blocked'],
    },
  },
  {
    title: 'Other people fail with the same browser that hour; one new laptop is no flood',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-2 08:00', 's', { from: MAC }),
      ...others(8, '09:20', 'fp'),
      lea('09:30', 'fp', { from: device(99) }),
      lea('09:31', 'fp', { from: device(99) }),
    ],
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['suspected_attack', 'ip_throttled'] },
  },
  {
    title: 'The captcha was demanded on the page before, which proves it',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:30:40', 'pla', { details: { requiresVerification: true } }),
      lea('09:31', 'f', { text: 'Invalid captcha value', error: 'invalid_captcha', userId: '' }),
      lea('09:31:30', 'pla', { details: { requiresVerification: true } }),
      lea('09:32', 'f', { text: 'Invalid captcha value', error: 'invalid_captcha', userId: '' }),
    ],
    is: { cause: 'bot_detection', owner: 'user', cite: ['09:30:40', '09:31', '09:32'], says: /twice/ },
  },
  {
    title: 'An unknown server error in the very seconds in which the tenant passed its global limit',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      row('09:30:55', 'api_limit', nobody, {
        text: 'Global rate limit exceeded',
        details: { limit: { bucket: 'global', global: true } },
      }),
      lea('09:31', 'f', { text: 'An unexpected error occurred', error: 'server_error' }),
    ],
    is: { cause: ['tenant_rate_limited', 'unclassified'], confidence: ['medium', 'low'], cite: ['09:31'] },
  },
  {
    title: 'Verified by now, says the profile; and the member of the organization by now, too',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:31', 'f', {
        text: `user ${lea.userId} is not part of the org_77 organization`,
        error: 'access_denied',
        fields: { organization_id: 'org_77' },
      }),
    ],
    profile: {
      users: [{ user_id: lea.userId, email: lea.email, email_verified: true, identities: [] }],
      organizations: { [lea.userId]: [{ id: 'org_77', name: 'northwind' }] },
    },
    is: {
      cause: 'not_organization_member',
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      says: /now/,
      advises: /again/,
    },
  },
  {
    title: 'They logged in under this name once, and nobody has it now; no row says who deleted it',
    ask: lea.email,
    at: '10:00',
    rows: [lea('-20 08:00', 's'), lea('09:31', 'fu')],
    profile: { users: [], blocks: [] },
    is: {
      cause: ['user_deleted', 'unknown_user'],
      confidence: 'medium',
      cite: ['09:31'],
      never: ['no_events', 'identifier_typo'],
    },
  },
  {
    title: 'A refresh token of a user who is no more',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('-1 08:00', 'sdu'),
      lea('09:31', 'fertft', { text: "The refresh_token was generated for a user who doesn't exist anymore." }),
    ],
    is: {
      cause: 'user_deleted',
      owner: 'tenant_admin',
      cite: ['-1 08:00', '09:31'],
      never: ['refresh_token_expired', 'unknown_user'],
    },
  },
  {
    title: 'Accounts linked: the name of one leads to the second factor of the other',
    ask: 'lea.at.home@example.net',
    at: '10:00',
    rows: [
      person('lea.at.home@example.net', { on: GOOGLE, userId: 'google-oauth2|42' })('-8 08:00', 's'),
      operation('-6 08:00', 'Link a user account', {
        method: 'post',
        path: `${userPath(lea)}/identities`,
        body: { provider: 'google-oauth2', user_id: '42' },
      }),
      lea('-5 08:00', 's', {
        details: { prompts: [{ name: 'federated-authenticate', user_id: 'google-oauth2|42' }, { name: 'login' }] },
      }),
      lea('09:30', 'gd_start_auth'),
      lea('09:31', 'gd_auth_failed', { details: { failure_details: { errorCode: 'invalid_otp' } } }),
    ],
    profile: {
      users: [
        {
          user_id: lea.userId,
          email: lea.email,
          identities: [
            { connection: DATABASE.name, provider: 'auth0', user_id: lea.userId.slice(6) },
            { connection: 'google-oauth2', provider: 'google-oauth2', user_id: '42' },
          ],
        },
      ],
    },
    is: { cause: 'mfa_code_rejected', cite: ['09:31'], never: ['no_failures', 'no_events'] },
  },
  {
    title: 'The profile has two accounts: the one in use was made yesterday, the old one waits',
    ask: lea.email,
    at: '10:00',
    rows: [twin(GOOGLE, 'google-oauth2|43')('-1 08:00', 's'), twin(GOOGLE, 'google-oauth2|43')('09:20', 's')],
    profile: {
      users: [
        { user_id: lea.userId, email: lea.email, created_at: '2024-03-11T10:02:11.000Z', identities: [] },
        { user_id: 'google-oauth2|43', email: lea.email, created_at: '2026-10-13T08:00:00.000Z', identities: [] },
      ],
    },
    is: { cause: ['landed_in_other_account', 'no_failures'], confidence: ['medium', 'low'], cite: ['09:20'] },
  },
  {
    title: 'A signing certificate changed: somebody got in with the old one half an hour before',
    ask: ned.email,
    at: '10:00',
    rows: [
      ned('-1 08:00', 's', { details: { saml_certificate_thumbprint: '3f9a1c77' } }),
      person('first.one@tidewater.test', { on: OKTA, from: device(12) })('08:40', 's', {
        details: { saml_certificate_thumbprint: '3f9a1c77' },
      }),
      ...others(3, '09:10', 'f', {
        on: OKTA,
        text: 'Invalid thumbprint (configured: 3F9A1C77. calculated: B70D44E1)',
        userId: '',
      }),
      ned.nameless('09:31', 'f', {
        text: 'Invalid thumbprint (configured: 3F9A1C77. calculated: B70D44E1)',
        error: 'access_denied',
      }),
    ],
    is: {
      cause: 'saml_certificate_mismatch',
      owner: 'tenant_admin',
      scope: 'this_connection',
      others: 3,
      cite: ['09:31'],
      changes: ['08:40'],
    },
  },
  {
    title: 'What was changed after the others began to fail is not the reason',
    ask: ned.email,
    at: '10:00',
    rows: [
      ned('-1 08:00', 's'),
      operation('08:55', 'Update a Connection', {
        method: 'patch',
        path: `/connections/${OKTA.id}`,
        body: { options: {} },
      }),
      ...others(3, '09:00', 'f', { on: OKTA, text: 'Audience is invalid', userId: '' }),
      operation('09:20', 'Update a Connection', {
        method: 'patch',
        path: `/connections/${OKTA.id}`,
        body: { display_name: 'Tidewater' },
      }),
      ned.nameless('09:31', 'f', { text: 'Audience is invalid', error: 'access_denied' }),
    ],
    is: { cause: 'saml_audience_mismatch', changes: ['08:55'], cite: ['09:31'], others: 3 },
  },
  {
    title: 'Two names for one problem: the e-mail address and a user name, both of the same account',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-4 08:00', 's'),
      lea('-2 08:00', 's', { name: 'lea_f' }),
      lea('09:30', 'fp', { name: 'lea_f' }),
      lea('09:31', 'fp', { name: 'LEA_F' }),
    ],
    is: { cause: 'wrong_password', cite: ['09:30', '09:31'], identities: 1 },
  },
  {
    title: 'A verification link was opened too late',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-2 09:01', 'ss'),
      lea('-2 09:01:01', 'svr'),
      lea('09:31', 'fv', { text: 'This URL can be used only once', details: { email: lea.email } }),
    ],
    is: {
      cause: 'email_unverified',
      owner: 'user',
      confidence: ['medium', 'low', 'high'],
      cite: ['09:31'],
      never: ['unclassified', 'no_failures', 'passwordless_link_consumed'],
    },
  },
  {
    title: 'A failed log-out and a refused change of the address are no failed logins',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('09:00', 's'),
      lea('09:00:01', 'seacft'),
      lea('09:30', 'flo', { text: 'The "returnTo" querystring parameter is not on the list' }),
      lea('09:31', 'fce', { text: 'The email address is in use' }),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['unclassified', 'callback_mismatch'] },
  },
  {
    title: 'A silent check wants consent, and one wants a second factor: the application will ask',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('09:00', 's'),
      lea('09:00:01', 'seacft'),
      lea.nameless('09:30', 'fsa', { text: 'Consent required', error: 'consent_required' }),
      lea.nameless('09:31', 'fsa', { text: 'Multifactor authentication required', error: 'interaction_required' }),
    ],
    is: {
      cause: ['no_failures', 'session_expired'],
      never: ['consent_refused', 'unclassified', 'third_party_cookies_blocked'],
    },
  },
  {
    title: 'The highest number of authenticators is reached, so no new one can be set up',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:30', 'gd_start_enroll'),
      lea('09:31', 'too_many_records', { text: 'Too many authenticators' }),
    ],
    is: { cause: 'mfa_enrollment_incomplete', cite: ['09:31'], never: ['no_failures', 'mfa_too_many_codes'] },
  },
  {
    title: 'A magic link used up by a scanner, and the page that lost its session for the person',
    ask: 'lea.fontaine@example.com',
    at: '10:00',
    rows: [
      person(lea.email, { on: EMAIL })('09:28', 'cls'),
      person(lea.email, { on: EMAIL, from: device(150, 'Chrome 90.0.4430 / Linux 0.0.0') })('09:28:06', 's'),
      person(lea.email, { on: EMAIL }).nameless('09:31', 'f', {
        text: "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session.",
        error: 'invalid_request',
      }),
    ],
    is: {
      cause: 'passwordless_link_consumed',
      owner: 'tenant_admin',
      cite: ['09:28:06', '09:31'],
      never: ['resolved', 'no_failures'],
    },
  },
  {
    title: 'Another person’s exchange fails at that moment; this one’s login was a silent kind that never exchanges',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('09:31', 's', { app: SHOP }),
      person('jon.weiss@example.com', { from: TRAIN })('09:31:03', 's'),
      serverExchange('09:31:05', 'feacft', 'Unauthorized'),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['client_authentication_failed'] },
  },
  {
    title: 'Everybody’s exchange fails in one application: the secret was rotated',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('-3 08:00:01', 'seacft'),
      ...others(4, '09:10', 'feacft', { text: 'Unauthorized' }),
      lea('09:31', 's'),
      lea('09:31:02', 'feacft', { text: 'Unauthorized' }),
    ],
    is: { cause: 'client_authentication_failed', owner: 'developer', scope: 'this_application', cite: ['09:31:02'] },
  },
  {
    title: 'GitHub answers with a bad verification code, and the secret there is wrong',
    ask: lea.email,
    at: '10:00',
    rows: [
      person(lea.email, { on: GITHUB })('-2 08:00', 's'),
      ...others(3, '09:10', 'f', {
        on: GITHUB,
        text: 'incorrect_client_credentials: The client_id and/or client_secret passed are incorrect.',
        error: 'invalid_client',
        userId: '',
      }),
      person(lea.email, { on: GITHUB }).nameless('09:31', 'f', {
        text: 'incorrect_client_credentials: The client_id and/or client_secret passed are incorrect.',
        error: 'invalid_client',
      }),
    ],
    is: {
      cause: 'idp_secret_expired',
      owner: 'tenant_admin',
      scope: 'this_connection',
      cite: ['09:31'],
      never: ['social_refused', 'passwordless_code_wrong', 'client_authentication_failed'],
    },
  },
  {
    title: 'The account at Entra is a guest that is not in the directory',
    ask: 'gia.rossi@northwind.test',
    at: '10:00',
    rows: [
      ...others(5, '09:10', 's', { on: ENTRA }),
      person('gia.rossi@northwind.test', { on: ENTRA }).nameless('09:31', 'f', {
        text: "AADSTS50020: User account 'gia.rossi@northwind.test' from identity provider 'live.com' does not exist in tenant 'Northwind' and cannot access the application.",
        error: 'access_denied',
      }),
    ],
    is: {
      cause: 'idp_user_not_allowed',
      owner: 'idp_admin',
      scope: 'this_user',
      cite: ['09:31'],
      never: ['unknown_user', 'wrong_connection'],
    },
  },
  {
    title: 'A password of the old member database typed on the new one',
    ask: lea.email,
    at: '10:00',
    rows: [
      person(lea.email, { on: LEGACY, userId: 'auth0|legacy-members|77' })('-6 08:00', 's'),
      lea('09:30', 'fu'),
      lea('09:31', 'fu'),
    ],
    is: { cause: 'wrong_connection', owner: 'user', cite: ['09:31'], never: ['unknown_user', 'wrong_password'] },
  },
  {
    title: 'Wrong button first, then the right one: in',
    ask: lea.email,
    at: '10:00',
    rows: [
      twin(GOOGLE, 'google-oauth2|44')('-6 08:00', 's'),
      lea('09:28', 'fu'),
      twin(GOOGLE, 'google-oauth2|44')('09:31', 's'),
    ],
    is: {
      cause: ['resolved', 'no_failures'],
      owner: 'nobody',
      cite: ['09:31'],
      never: ['wrong_connection', 'unknown_user'],
    },
  },
  {
    title: 'Callback repaired: the page came up again and the password was wrong',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea.nameless('09:01', 'f', {
        text: 'Callback URL mismatch. https://x.example.com is not in the list of allowed callback URLs',
        errorType: 'callback-url-mismatch',
      }),
      operation('09:20', 'Update a client', {
        method: 'patch',
        path: `/clients/${PORTAL.id}`,
        body: { callbacks: [] },
      }),
      lea('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['callback_mismatch'] },
  },
  {
    title: 'The last try was an hour ago and blocked; before that MFA was never finished: the block comes first',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('-1 09:00', 'gd_start_enroll'),
      lea('09:00', 'f', { text: 'user is blocked', error: 'unauthorized' }),
    ],
    is: { cause: 'admin_blocked', state: 'blocked', cite: ['09:00'], alternatives: ['mfa_enrollment_incomplete'] },
  },
  {
    title: 'Denied by a rule after MFA was passed',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:30', 'gd_start_auth'),
      lea('09:30:20', 'gd_auth_succeed'),
      lea('09:30:22', 'f', { text: 'Outside of business hours', error: 'access_denied' }),
    ],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      cite: ['09:30:22'],
      never: ['mfa_challenge_unanswered', 'wrong_password', 'mfa_code_rejected'],
    },
  },
  {
    title: 'Sessions of two devices: the phone lost its refresh token, the laptop is fine with a new login',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-6 08:00', 's', { from: PHONE, app: MOBILE }),
      lea('09:10', 'fertft', { from: PHONE, app: MOBILE, details: { failure_reason: 'invalid_token' } }),
      lea('09:31', 's'),
      lea('09:31:01', 'seacft'),
    ],
    is: {
      cause: ['refresh_token_expired', 'resolved', 'no_failures'],
      never: ['wrong_password', 'refresh_token_reused'],
    },
  },
  {
    title: 'The password grant is refused for brute force',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:31', 'fepft', {
        app: MOBILE,
        text: 'Your account has been blocked after multiple consecutive login attempts.',
        details: {
          error: {
            message: 'Your account has been blocked after multiple consecutive login attempts.',
            oauthError: 'too_many_attempts',
          },
        },
        userId: '',
      }),
    ],
    is: {
      cause: 'brute_force_blocked',
      state: 'blocked',
      cite: ['09:31'],
      never: ['wrong_password', 'admin_blocked', 'unknown_user'],
    },
  },
  {
    title: 'A row of a rate limit by name: it asks about its address, where nobody else is',
    ask: 'log 09:31',
    rows: [
      before,
      row('09:31', 'actions_execution_failed', nobody, {
        details: {
          action_name: 'sync-crm',
          error_class: 'action_timeout',
          action_error: { message: 'Timed out after 20 seconds' },
          execution_id: 'x1',
        },
      }),
    ],
    is: { cause: 'action_failed', owner: 'developer', cite: ['09:31'] },
  },
  {
    title: 'Asked about the row of an administrator’s operation: whom it was about',
    ask: 'log 09:31',
    rows: [
      before,
      lea('09:20', 'fp'),
      operation('09:31', 'Update a User', { method: 'patch', path: userPath(lea), body: { nickname: 'lea' } }),
    ],
    is: { cause: 'wrong_password', cite: ['09:20'], identities: 1 },
  },
  {
    title: 'A reused session in one application while another refuses the connection',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea.nameless('09:20', 'f', {
        app: SHOP,
        text: 'no connections enabled for the client',
        error: 'invalid_request',
      }),
      reuse(lea, '09:31'),
    ],
    is: { cause: 'connection_disabled', owner: 'developer', cite: ['09:20'], never: ['resolved', 'no_failures'] },
  },
  {
    title: 'Asked about an address: one fails there, another gets in after it. That is no proof for the first',
    ask: `ip:${OFFICE.ip}`,
    at: '10:00',
    rows: [
      person('amy.lowe@fernhill.test', { from: OFFICE })('09:20', 'fp'),
      person('amy.lowe@fernhill.test', { from: OFFICE })('09:21', 'fp'),
      person('bob.crane@fernhill.test', { from: OFFICE })('09:31', 's'),
    ],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:21'], identities: 0, never: ['resolved'] },
  },
  {
    title: 'Asked about an address: a reset of one and a wrong password of another do not belong together',
    ask: `ip:${OFFICE.ip}`,
    at: '10:00',
    rows: [
      person('amy.lowe@fernhill.test', { from: OFFICE })('09:10', 'scpr'),
      person('bob.crane@fernhill.test', { from: OFFICE })('09:20', 'fp'),
      person('cat.dunn@fernhill.test', { from: OFFICE })('09:25', 's'),
    ],
    is: { cause: 'wrong_password', cite: ['09:20'], never: ['reset_not_completed', 'stale_password'] },
  },
  {
    title: 'Somebody at one strange address ran into the block; the owner may sign in from home',
    ask: lea.email,
    at: '10:00',
    rows: [
      lea('-2 08:00', 's'),
      ...Array.from({ length: 10 }, (_, i) => lea(`03:10+${i}m`, 'fp', { from: device(55, SCRIPT.agent) })),
      lea('03:20', 'limit_wc', { from: device(55, SCRIPT.agent) }),
    ],
    is: {
      cause: ['brute_force_blocked', 'suspected_attack'],
      owner: 'support',
      confidence: ['medium', 'low'],
      alternatives: ['suspected_attack'],
      cite: ['03:20'],
      says: /never signed in|never used/,
    },
  },
  {
    title: 'The office is blocked, but since then the wrong passwords are typed at home',
    ask: 'may.chen@fernhill.test',
    at: '10:00',
    rows: [
      person('may.chen@fernhill.test', { from: OFFICE })('-1 08:00', 's'),
      ...others(9, '08:00', 'fp', { shared: OFFICE }),
      row('08:20', 'limit_mu', nobody),
      person('may.chen@fernhill.test')('09:30', 'fp'),
      person('may.chen@fernhill.test')('09:31', 'fp'),
    ],
    is: {
      cause: 'wrong_password',
      owner: 'user',
      cite: ['09:31'],
      alternatives: ['ip_throttled'],
      never: ['ip_throttled'],
    },
  },
  {
    title: 'The account was made after the person had tried',
    ask: lea.email,
    at: '10:00',
    rows: [lea('09:20', 'fu'), lea('09:31', 'fu')],
    profile: {
      users: [
        {
          user_id: lea.userId,
          email: lea.email,
          created_at: '2026-10-14T09:40:00.000Z',
          identities: [{ connection: DATABASE.name, provider: 'auth0', user_id: lea.userId.slice(6) }],
        },
      ],
    },
    is: { cause: 'unknown_user', confidence: ['medium', 'low'], cite: ['09:31'], says: /now/ },
  },
  {
    title: 'Wrong passwords this morning, and by now nobody has the address: the account is gone',
    ask: lea.email,
    at: '10:00',
    rows: [lea('09:20', 'fp'), lea('09:31', 'fp')],
    profile: { users: [], blocks: [] },
    is: { cause: ['user_deleted', 'wrong_password'], confidence: ['medium', 'low'], cite: ['09:31'] },
  },
  {
    title: 'A verification mail bounced this morning, and the password is wrong: the mail does not explain that',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:20', 'fn', { details: { to: lea.email, email_type: 'welcome_email', error: 'mailbox full' } }),
      lea('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', owner: 'user', cite: ['09:31'], never: ['verification_mail_undelivered'] },
  },
  {
    title: 'Nobody’s mails leave the house today',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      ...['ann', 'ben', 'cas', 'dot'].map((name, i) =>
        person(`${name}@example.org`)(`09:1${i}`, 'fn', {
          details: { to: `${name}@example.org`, email_type: 'reset_email', error: '535 Authentication failed' },
        }),
      ),
      lea('09:20', 'scpr'),
      lea('09:20:03', 'fn', {
        details: { to: lea.email, email_type: 'reset_email', error: '535 Authentication failed' },
      }),
    ],
    is: {
      cause: 'verification_mail_undelivered',
      owner: 'tenant_admin',
      scope: 'everybody',
      others: 4,
      cite: ['09:20:03'],
    },
  },
  {
    title: 'Everything at once: blocked by an administrator on an account whose connection is off as well',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('09:10', 'f', { text: 'user is blocked', error: 'unauthorized' }),
      lea.nameless('09:25', 'f', { app: SHOP, text: 'the connection is not enabled', error: 'invalid_request' }),
      lea('09:31', 'f', { text: 'user is blocked', error: 'unauthorized' }),
    ],
    is: { cause: 'admin_blocked', state: 'blocked', cite: ['09:31'], alternatives: ['connection_disabled'] },
  },
  {
    title: 'Refused by a rule yesterday, fine in the evening, a wrong password today',
    ask: lea.email,
    at: '10:00',
    rows: [
      before,
      lea('-1 09:00', 'f', { text: 'policy 17', error: 'access_denied' }),
      lea('-1 18:00', 's'),
      lea('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['action_denied'], alternatives: ['action_denied'] },
  },
];
