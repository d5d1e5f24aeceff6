import type { Golden } from '../golden.ts';
import { operation, others, person, reuse, row, userPath } from '../row.ts';
import {
  DATABASE,
  device,
  EMAIL,
  ENTRA,
  FIREFOX,
  GOOGLE,
  LDAP,
  MOBILE,
  OFFICE,
  OIDC,
  OKTA,
  PHONE,
  PORTAL,
  SHOP,
  SMS,
  TRAIN,
  TV,
} from '../tenant.ts';

const max = person('max.oduya@example.com');
const before = max('-9 08:00', 's');
const eva = person('eva.blum@northwind.test', { on: ENTRA, from: OFFICE });
const lars = person('lars.dahl@harbour.test', { on: LDAP, from: OFFICE });

function refusedByEntra(when: string, text: string) {
  return eva.nameless(when, 'f', {
    text,
    error: 'access_denied',
    details: { qs: { client_id: PORTAL.id, login_hint: eva.email } },
  });
}

/** Several troubles at once, other words, odd orders: invented after the others, against the engine. */
export const mixed: Golden[] = [
  {
    title: 'Wrong passwords in the shop, then the right one in the portal, where the set-up of MFA is left',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      max('09:20', 'fp', { app: SHOP }),
      max('09:21', 'fp', { app: SHOP }),
      max('09:25', 'gd_start_enroll'),
      max('09:31', 'gd_start_enroll'),
    ],
    is: { cause: 'mfa_enrollment_incomplete', owner: 'user', cite: ['09:31'], never: ['wrong_password', 'resolved'] },
  },
  {
    title: 'Entra’s secret expired; out of despair a password was typed on the database',
    ask: eva.email,
    at: '10:00',
    rows: [
      eva('-1 08:00', 's'),
      ...others(5, '09:02', 'f', {
        on: ENTRA,
        text: "AADSTS7000222: The provided client secret keys for app 'x' are expired.",
        error: 'invalid_client',
        userId: '',
      }),
      refusedByEntra('09:30', "AADSTS7000222: The provided client secret keys for app 'x' are expired."),
      person(eva.email, { from: OFFICE })('09:31', 'fu'),
    ],
    is: {
      cause: 'idp_secret_expired',
      owner: 'tenant_admin',
      scope: 'this_connection',
      cite: ['09:30'],
      never: ['wrong_connection', 'unknown_user'],
    },
  },
  {
    title: 'A reset was done and the new password works; only the push is not answered',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      max('09:00', 'fp'),
      max('09:03', 'scpr'),
      max('09:05', 'scp'),
      max('09:06', 'gd_start_auth', { factor: 'push-notification' }),
      max('09:06:01', 'gd_send_pn', { factor: 'push-notification' }),
      max('09:31', 'gd_start_auth', { factor: 'push-notification' }),
      max('09:31:01', 'gd_send_pn', { factor: 'push-notification' }),
    ],
    is: {
      cause: 'mfa_challenge_unanswered',
      owner: 'user',
      cite: ['09:31:01'],
      never: ['stale_password', 'wrong_password', 'reset_not_completed'],
    },
  },
  {
    title: 'Locked out everywhere: the block’s row speaks of the user, not of an address',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      ...Array.from({ length: 10 }, (_, i) => max(`09:00+${i}m`, 'fp')),
      max('09:10', 'limit_wc', {
        text: `User (${max.email}) attempted 10 consecutive logins unsuccessfully. Brute force protection is enabled for this connection, further attempts are blocked for this user.`,
      }),
      max('09:31', 'fp', { from: TRAIN }),
    ],
    is: {
      cause: 'brute_force_blocked',
      state: 'blocked',
      owner: 'support',
      cite: ['09:10', '09:31'],
      never: ['wrong_password'],
    },
  },
  {
    title: 'Support has lifted the block by hand; the old password was never the right one',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      ...Array.from({ length: 10 }, (_, i) => max(`08:00+${i}m`, 'fp')),
      max('08:10', 'limit_wc'),
      operation('09:00', 'Unblock a user', {
        method: 'delete',
        path: `/user-blocks/${encodeURIComponent(max.userId)}`,
      }),
    ],
    is: {
      cause: 'wrong_password',
      state: 'failing',
      alternatives: ['brute_force_blocked'],
      never: ['brute_force_blocked'],
    },
  },
  {
    title: 'The tenant’s own text wins over ours, with its own cause',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      max('09:31', 'f', { text: 'Please verify your email with the compliance desk (K9)', error: 'access_denied' }),
    ],
    rules: [
      {
        match: '/\\(K9\\)$/',
        cause: 'action_denied',
        headline: 'The compliance desk has not released the account.',
        owner: 'tenant_admin',
        advice: 'Ask the compliance desk.',
      },
    ],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      confidence: 'high',
      cite: ['09:31'],
      never: ['email_unverified'],
      says: /compliance desk/,
    },
  },
  {
    title: 'Denied with the bare word “Unauthorized”',
    ask: max.email,
    at: '10:00',
    rows: [before, max('09:31', 'f', { text: 'Unauthorized', error: 'unauthorized' })],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      never: ['client_authentication_failed', 'unclassified'],
    },
  },
  {
    title: 'MFA was reset by an administrator this morning; the new set-up was left',
    ask: max.email,
    at: '10:00',
    rows: [
      max('-2 08:00', 's', { mfa: true }),
      operation('09:00', 'Delete all authenticators', { method: 'delete', path: `${userPath(max)}/authenticators` }),
      max('09:31', 'gd_start_enroll'),
    ],
    is: {
      cause: 'mfa_enrollment_incomplete',
      cite: ['09:31'],
      changes: ['09:00'],
      never: ['mfa_device_lost', 'no_failures'],
    },
  },
  {
    title: 'A social sign-up whose first Action failed is logged as a failed sign-up; in a minute later',
    ask: max.email,
    at: '10:00',
    rows: [
      person(max.email, { on: GOOGLE })('09:30', 'fs', { text: 'Cannot read properties of undefined' }),
      person(max.email, { on: GOOGLE })('09:31', 's'),
    ],
    is: { cause: ['resolved', 'no_failures'], owner: 'nobody', cite: ['09:31'], never: ['signup_refused'] },
  },
  {
    title: 'The magic link was opened in another browser than the one that asked for it',
    ask: max.email,
    at: '10:00',
    rows: [
      person(max.email, { on: EMAIL })('09:28', 'cls'),
      person(max.email, { on: EMAIL, from: PHONE }).nameless('09:31', 'f', {
        text: "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session.",
        error: 'invalid_request',
      }),
      person(max.email, { on: EMAIL, from: PHONE })('-3 09:31', 's'),
    ],
    is: {
      cause: 'login_session_lost',
      owner: 'user',
      cite: ['09:31'],
      never: ['passwordless_link_consumed', 'passwordless_code_wrong'],
    },
  },
  {
    title: 'A SAML answer for a connection that is switched off',
    ask: 'kim.moss@tidewater.test',
    at: '10:00',
    rows: [
      person('kim.moss@tidewater.test', { on: OKTA })('-1 08:00', 's'),
      person('kim.moss@tidewater.test', { on: OKTA })('09:31', 'f', {
        text: 'Invalid request - connection disabled',
        error: 'invalid_request',
        userId: '',
      }),
    ],
    is: {
      cause: 'connection_disabled',
      owner: ['developer', 'tenant_admin'],
      cite: ['09:31'],
      never: ['invalid_request', 'idp_refused'],
    },
  },
  {
    title: 'A wrong password at Microsoft itself',
    ask: eva.email,
    at: '10:00',
    rows: [
      eva('-1 08:00', 's'),
      ...others(3, '09:20', 's', { on: ENTRA }),
      refusedByEntra('09:31', 'AADSTS50126: Error validating credentials due to invalid username or password.'),
    ],
    is: {
      cause: ['idp_refused', 'wrong_password'],
      scope: 'this_user',
      cite: ['09:31'],
      never: ['idp_secret_expired', 'unknown_user', 'idp_user_not_allowed'],
    },
  },
  {
    title: 'Nobody has consented to the application at Microsoft yet',
    ask: eva.email,
    at: '10:00',
    rows: [
      ...others(4, '09:10', 'f', {
        on: ENTRA,
        text: "AADSTS65001: The user or administrator has not consented to use the application with ID 'x'.",
        error: 'access_denied',
        userId: '',
      }),
      refusedByEntra(
        '09:31',
        "AADSTS65001: The user or administrator has not consented to use the application with ID 'x'.",
      ),
    ],
    is: {
      cause: 'idp_refused',
      owner: 'idp_admin',
      scope: 'this_connection',
      others: 4,
      cite: ['09:31'],
      never: ['consent_refused', 'idp_user_not_allowed'],
    },
  },
  {
    title: 'A wrong password in the company directory',
    ask: lars.email,
    at: '10:00',
    rows: [lars('-1 08:00', 's'), lars('09:31', 'fp')],
    is: { cause: 'wrong_password', owner: 'user', cite: ['09:31'], never: ['connector_offline', 'wrong_connection'] },
  },
  {
    title: 'The account in the directory is disabled',
    ask: lars.email,
    at: '10:00',
    rows: [
      lars('-20 08:00', 's'),
      ...others(3, '09:20', 's', { on: LDAP }),
      lars('09:31', 'f', { text: 'User account is disabled', error: 'access_denied', userId: '' }),
    ],
    is: {
      cause: 'idp_user_not_allowed',
      owner: 'idp_admin',
      scope: 'this_user',
      cite: ['09:31'],
      never: ['admin_blocked', 'connector_offline', 'action_denied'],
    },
  },
  {
    title: 'Another connection’s connector was offline, not this one’s',
    ask: lars.email,
    at: '10:00',
    rows: [
      lars('-1 08:00', 's'),
      row('09:00', 'coff', lars, { fields: { connection: 'quarry-ldap' } }),
      lars('09:31', 'f', {
        text: 'The referenced account is currently locked out and may not be logged on to.',
        error: 'access_denied',
        userId: '',
      }),
    ],
    is: {
      cause: ['idp_user_not_allowed', 'idp_refused'],
      owner: 'idp_admin',
      cite: ['09:31'],
      never: ['connector_offline'],
    },
  },
  {
    title: 'Blocked by an administrator, seen through the password grant',
    ask: max.email,
    at: '10:00',
    rows: [before, max('09:31', 'fepft', { app: MOBILE, text: 'user is blocked' })],
    is: {
      cause: 'admin_blocked',
      owner: 'tenant_admin',
      state: 'blocked',
      cite: ['09:31'],
      never: ['wrong_password', 'connection_not_allowed_for_grant'],
    },
  },
  {
    title: 'The stream masks names, and the question comes with the user id',
    ask: max.userId,
    at: '10:00',
    rows: [
      max('-2 09:00', 's', { name: '****' }),
      max('09:31', 'fp', { name: '****' }),
      ...others(3, '09:20', 's', { name: '****' }),
    ],
    is: { cause: 'wrong_password', owner: 'user', cite: ['09:31'], never: ['identifier_masked', 'no_events'] },
  },
  {
    title: 'An IPv6 address, typed in full',
    ask: 'ip:2001:0db8:0012:0001:0000:0000:0000:0007',
    at: '10:00',
    rows: [
      person('max.oduya@example.com', { from: FIREFOX })('-1 09:00', 's'),
      person('max.oduya@example.com', { from: FIREFOX })('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', cite: ['09:31'], identities: 1 },
  },
  {
    title: 'A phone number typed with 00, and four text messages that nobody answered',
    ask: '0044 7700 900123',
    at: '10:00',
    rows: ['09:10', '09:14', '09:20', '09:31'].map((t) => person('+447700900123', { on: SMS, from: PHONE })(t, 'cs')),
    is: {
      cause: 'passwordless_code_wrong',
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      alternatives: ['verification_mail_undelivered'],
      never: ['no_failures', 'no_events'],
    },
  },
  {
    title: 'Failed in the shop, in by the portal on the same connection: over',
    ask: max.email,
    at: '10:00',
    rows: [before, max('09:20', 'fp', { app: SHOP }), max('09:31', 's', { app: PORTAL })],
    is: { cause: 'resolved', state: 'resolved', cite: ['09:31'], alternatives: ['wrong_password'] },
  },
  {
    title: 'Wrong passwords on the phone, while the laptop renews its token and its session',
    ask: max.email,
    at: '10:00',
    rows: [
      max('-1 08:00', 's'),
      max('09:20', 'fp', { from: PHONE }),
      max('09:21', 'fp', { from: PHONE }),
      max('09:25', 'sertft'),
      reuse(max, '09:30'),
      max('09:31', 'ssa'),
    ],
    is: {
      cause: 'wrong_password',
      state: 'failing',
      cite: ['09:21'],
      never: ['resolved', 'no_failures', 'session_expired'],
    },
  },
  {
    title: 'Password and code are right, and then nothing: the login stops behind them',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      max('09:20', 'gd_start_auth'),
      max('09:20:20', 'gd_auth_succeed'),
      max('09:31', 'gd_start_auth'),
      max('09:31:20', 'gd_auth_succeed'),
    ],
    is: {
      cause: 'unclassified',
      confidence: 'low',
      owner: ['support', 'developer', 'tenant_admin'],
      cite: ['09:31:20'],
      never: ['no_failures', 'mfa_challenge_unanswered', 'mfa_code_rejected'],
    },
  },
  {
    title: 'Three passkey prompts closed without an answer',
    ask: max.email,
    at: '10:00',
    rows: [before, ...['09:10', '09:20', '09:31'].map((t) => max(t, 'passkey_challenge_started', { from: TRAIN }))],
    is: {
      cause: 'passkey_failed',
      confidence: ['medium', 'low'],
      owner: 'user',
      cite: ['09:31'],
      never: ['no_failures'],
    },
  },
  {
    title: 'A warning about a session transfer is no failure',
    ask: max.email,
    at: '10:00',
    rows: [
      max('09:00', 's'),
      max('09:00:01', 'seacft'),
      max('09:31', 'w', { text: 'Single Sign-On failed: Session Transfer Token not found or expired.' }),
    ],
    is: {
      cause: 'no_failures',
      owner: 'nobody',
      state: 'none',
      never: ['session_expired', 'unclassified', 'login_session_lost'],
    },
  },
  {
    title: 'The invitation was used already',
    ask: max.email,
    at: '10:00',
    rows: [before, max('09:31', 'f', { text: 'invitation not found or already used', error: 'invalid_request' })],
    is: {
      cause: ['invitation_mismatch', 'unclassified'],
      cite: ['09:31'],
      never: ['invalid_request', 'action_denied', 'login_session_lost'],
    },
  },
  {
    title: 'The address was changed last week; the old one is still typed',
    ask: 'max.old@example.com',
    at: '10:00',
    rows: [
      max('-6 08:00', 'sce', {
        details: { body: { email: 'max.old@example.com', newEmail: max.email, user_id: max.userId } },
      }),
      max('-5 08:00', 's'),
      max('09:31', 'fu', { name: 'max.old@example.com' }),
      max('09:33', 'fu', { name: 'max.old@example.com' }),
    ],
    is: {
      cause: ['unknown_user', 'identifier_typo'],
      owner: 'user',
      cite: ['-6 08:00', '09:33'],
      never: ['no_failures', 'resolved', 'wrong_connection', 'user_deleted'],
      says: /until it was changed/,
    },
  },
  {
    title: 'What happened after the moment of asking is not seen',
    ask: max.email,
    at: '09:35',
    rows: [
      before,
      max('09:31', 'fp'),
      max('09:40', 's'),
      operation('09:38', 'Update a User', { method: 'patch', path: userPath(max), body: { blocked: true } }),
    ],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:31'], never: ['resolved', 'admin_blocked'] },
  },
  {
    title: 'The script that fetches the profile of a custom social provider answers with an error',
    ask: max.email,
    at: '10:00',
    rows: [
      person(max.email, { on: OIDC })('-3 08:00', 's'),
      ...others(3, '09:20', 'f', {
        on: OIDC,
        text: 'Invalid response code from the auth0-sandbox: HTTP 500. Internal server error',
        error: 'server_error',
        userId: '',
      }),
      person(max.email, { on: OIDC }).nameless('09:31', 'f', {
        text: 'Invalid response code from the auth0-sandbox: HTTP 500. Internal server error',
        error: 'server_error',
      }),
    ],
    is: {
      cause: ['idp_unavailable', 'idp_refused'],
      scope: 'this_connection',
      cite: ['09:31'],
      never: ['action_failed', 'custom_db_error'],
    },
  },
  {
    title: 'The television’s code ran out',
    ask: max.email,
    at: '10:00',
    rows: [before, max('09:31', 'fede', { app: TV, text: 'The device code has expired' })],
    is: {
      cause: 'device_flow_failed',
      owner: 'user',
      cite: ['09:31'],
      never: ['passwordless_code_wrong', 'login_session_lost', 'client_authentication_failed'],
    },
  },
  {
    title: 'Signed out by the person; the token that was thereby revoked is tried once more',
    ask: max.email,
    at: '10:00',
    rows: [
      max('-1 08:00', 's'),
      max('-1 08:00:01', 'seacft'),
      max('09:00', 'slo'),
      max('09:00:01', 'srrt'),
      max('09:31', 'fertft'),
    ],
    is: {
      cause: ['refresh_token_expired', 'session_expired'],
      owner: 'user',
      cite: ['09:31'],
      never: ['logged_out_by_admin', 'refresh_token_reused'],
    },
  },
  {
    title: 'The password has expired, says the tenant’s Action',
    ask: max.email,
    at: '10:00',
    rows: [before, max('09:31', 'f', { text: 'Your password has expired. Please reset it.', error: 'access_denied' })],
    is: {
      cause: 'action_denied',
      cite: ['09:31'],
      never: ['wrong_password', 'login_session_lost', 'saml_clock_skew', 'passwordless_code_wrong', 'session_expired'],
    },
  },
  {
    title: 'The application forgot to say which organization',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      max.nameless('09:31', 'f', {
        text: 'parameter organization is required for this client',
        error: 'invalid_request',
      }),
    ],
    is: {
      cause: 'invalid_request',
      owner: 'developer',
      cite: ['09:31'],
      never: ['not_organization_member', 'no_failures'],
    },
  },
  {
    title: 'Rows carry a user name, and the question comes with the e-mail address that only the profile knows',
    ask: 'max.private@example.net',
    at: '10:00',
    rows: [max('-2 08:00', 's', { name: 'maxo' }), max('09:31', 'fp', { name: 'maxo' })],
    profile: {
      users: [
        {
          user_id: max.userId,
          email: 'max.private@example.net',
          username: 'maxo',
          email_verified: true,
          identities: [],
        },
      ],
      blocks: [],
    },
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['no_events', 'unknown_user'] },
  },
  {
    title: 'An embedded login page reports the wrong password',
    ask: max.email,
    at: '10:00',
    rows: [max('-2 08:00', 'scoa'), max('09:31', 'fcoa', { text: 'Wrong email or password.', error: 'access_denied' })],
    is: {
      cause: 'wrong_password',
      owner: 'user',
      cite: ['09:31'],
      never: ['third_party_cookies_blocked', 'action_denied'],
    },
  },
  {
    title: 'The office was blocked this morning; the person got in by phone since',
    ask: 'may.chen@fernhill.test',
    at: '10:00',
    rows: [
      person('may.chen@fernhill.test', { from: OFFICE })('-1 08:00', 's'),
      ...others(9, '08:00', 'fp', { shared: OFFICE }),
      row('08:20', 'limit_mu', { email: '', userId: '', on: DATABASE, app: PORTAL, from: OFFICE }),
      person('may.chen@fernhill.test', { from: OFFICE })('08:30', 'fp'),
      person('may.chen@fernhill.test', { from: TRAIN })('09:31', 's'),
    ],
    is: {
      cause: ['resolved', 'no_failures'],
      owner: 'nobody',
      cite: ['09:31'],
      never: ['ip_throttled', 'wrong_password'],
    },
  },
  {
    title: 'Two wrong passwords from an address and a browser that were never seen',
    ask: max.email,
    at: '10:00',
    rows: [
      max('-2 08:00', 's'),
      max('-1 08:00', 's'),
      max('09:30', 'fp', { from: device(66, FIREFOX.agent) }),
      max('09:31', 'fp', { from: device(66, FIREFOX.agent) }),
    ],
    is: { cause: 'wrong_password', confidence: 'medium', cite: ['09:31'], alternatives: ['suspected_attack'] },
  },
  {
    title: 'An administrator changed the address of the account; the person types the one that was',
    ask: 'max.oduya@example.com',
    at: '10:00',
    rows: [
      max('-6 08:00', 's'),
      operation('08:00', 'Update a User', {
        method: 'patch',
        path: userPath(max),
        body: { email: 'm.oduya@example.com' },
      }),
      max('09:31', 'fu'),
    ],
    is: {
      cause: ['unknown_user', 'user_deleted'],
      cite: ['09:31'],
      changes: ['08:00'],
      never: ['no_failures', 'resolved', 'wrong_password'],
    },
  },
  {
    title: 'The connection is not enabled for this organization',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      max.nameless('09:31', 'f', {
        text: 'the connection is not enabled for this organization',
        error: 'invalid_request',
        fields: { organization_id: 'org_77', organization_name: 'northwind' },
      }),
    ],
    is: {
      cause: 'connection_disabled',
      owner: ['developer', 'tenant_admin'],
      cite: ['09:31'],
      never: ['not_organization_member', 'invalid_request'],
    },
  },
  {
    title: 'Six people in one application meet a text that nobody knows, since a release',
    ask: max.email,
    at: '10:00',
    rows: [
      before,
      operation('09:00', 'Update a client', {
        method: 'patch',
        path: `/clients/${PORTAL.id}`,
        body: { name: 'Customer Portal' },
      }),
      ...others(6, '09:10', 'f', { text: 'Ledger checksum out of bounds (7741)', error: 'server_error' }),
      max('09:31', 'f', { text: 'Ledger checksum out of bounds (7741)', error: 'server_error' }),
    ],
    is: {
      cause: 'unclassified',
      confidence: ['low', 'medium'],
      scope: ['this_application', 'this_connection'],
      others: 6,
      cite: ['09:31'],
    },
  },
];
