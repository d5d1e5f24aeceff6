import type { Golden } from '../golden.ts';
import { operation, others, person, reuse, row, userPath } from '../row.ts';
import {
  DATABASE,
  device,
  EMAIL,
  ENTRA,
  GOOGLE,
  LDAP,
  MAC,
  MOBILE,
  OFFICE,
  OKTA,
  PHONE,
  PORTAL,
  SERVER,
  SHOP,
  SMS,
  TRAIN,
  TV,
} from '../tenant.ts';

const ira = person('ira.holm@example.com');
const seen = ira('-3 08:00', 's');
const nobody = { email: '', userId: '', on: DATABASE, app: PORTAL, from: SERVER };
const uli = person('uli.kern@northwind.test', { on: ENTRA, from: OFFICE });

/** A last look with fresh eyes at what Auth0 can write and no other case tells. */
export const fresh: Golden[] = [
  {
    title: 'The directory removed the person by SCIM; the provider still lets them go on to us',
    ask: uli.email,
    at: '10:00',
    rows: [
      uli('-3 08:00', 's'),
      uli('-1 02:00', 'sscim', {
        text: 'Delete User',
        details: { action: 'delete', request: { method: 'DELETE', path: '/Users/1' }, response: { statusCode: 204 } },
      }),
      uli('09:31', 'f', { text: 'user is blocked', error: 'unauthorized' }),
    ],
    is: {
      cause: 'admin_blocked',
      owner: 'tenant_admin',
      state: 'blocked',
      cite: ['09:31'],
      never: ['idp_user_not_allowed', 'action_denied'],
    },
  },
  {
    title: 'A native social login on the phone is refused by the provider’s token',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      person(ira.email, { on: GOOGLE, from: PHONE, app: MOBILE })('09:31', 'fens', {
        text: 'Invalid token: the audience does not match',
        userId: '',
      }),
    ],
    is: {
      cause: ['saml_audience_mismatch', 'social_refused', 'idp_refused', 'invalid_request', 'unclassified'],
      cite: ['09:31'],
      never: ['wrong_password', 'no_failures'],
    },
  },
  {
    title: 'The security key cannot be set up in this browser; the code of the app works and they are in',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      ira('09:20', 'gd_start_enroll'),
      ira('09:20:30', 'gd_webauthn_enrollment_failed', { factor: 'webauthn-roaming' }),
      ira('09:30', 'gd_start_enroll'),
      ira('09:31', 'gd_enrollment_complete'),
      ira('09:31:02', 's', { mfa: true }),
    ],
    is: {
      cause: ['resolved', 'no_failures'],
      owner: 'nobody',
      cite: ['09:31:02'],
      never: ['passkey_failed', 'mfa_enrollment_incomplete'],
    },
  },
  {
    title: 'The phone number was changed yesterday; codes go to the new one and nobody answers',
    ask: ira.email,
    at: '10:00',
    rows: [
      ira('-5 08:00', 's', { mfa: true }),
      ira('-1 08:00', 'gd_unenroll', { factor: 'sms', text: 'Guardian - Unenroll device account' }),
      ira('-1 08:02', 'gd_enrollment_complete', { factor: 'sms' }),
      ira('09:20', 'gd_start_auth', { factor: 'sms' }),
      ira('09:20:01', 'gd_send_sms', { factor: 'sms' }),
      ira('09:31', 'gd_start_auth', { factor: 'sms' }),
      ira('09:31:01', 'gd_send_sms', { factor: 'sms' }),
    ],
    is: {
      cause: 'mfa_challenge_unanswered',
      cite: ['09:31:01'],
      never: ['mfa_enrollment_incomplete', 'mfa_device_lost', 'no_failures'],
    },
  },
  {
    title: 'Two codes in two tabs, each typed in the other',
    ask: '+447700900456',
    at: '10:00',
    rows: [
      person('+447700900456', { on: SMS, from: PHONE })('09:29', 'cs'),
      person('+447700900456', { on: SMS, from: PHONE })('09:29:20', 'cs'),
      person('+447700900456', { on: SMS, from: PHONE, app: MOBILE })('09:31', 'fepotpft', {
        app: MOBILE,
        text: 'Wrong phone number or verification code.',
        userId: '',
      }),
    ],
    is: {
      cause: 'passwordless_code_superseded',
      owner: 'user',
      cite: ['09:29:20', '09:31'],
      alternatives: ['passwordless_code_wrong'],
    },
  },
  {
    title: 'A warning about a rate limit that was nearly reached stops nobody',
    ask: ira.email,
    at: '10:00',
    rows: [
      ira('09:00', 's'),
      ira('09:00:01', 'seacft'),
      row('09:30', 'api_limit_warning', nobody, {
        text: 'Warning! Global limit usage is high',
        details: { limit: { bucket: 'global', global: true, usage: 80 } },
      }),
      ira('09:31', 'depnote', { text: 'Deprecated feature' }),
    ],
    is: { cause: 'no_failures', owner: 'nobody', state: 'none', never: ['tenant_rate_limited'] },
  },
  {
    title: 'A member by a row whose id has no provider; then a rule denies',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      ira('-1 09:00', 'organization_member_added', {
        userId: ira.userId.slice(6),
        text: 'Successfully added member to organization',
      }),
      ira('09:31', 'f', { text: 'Seat limit reached', error: 'access_denied' }),
    ],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['landed_in_other_account', 'not_organization_member'],
    },
  },
  {
    title: 'A user name changed last week; the old one is typed on a database of user names',
    ask: 'ira_h',
    at: '10:00',
    rows: [
      ira('-5 08:00', 'scu', {
        details: { body: { oldUsername: 'ira_h', newUsername: 'ira_holm', email: ira.email } },
      }),
      ira('-4 08:00', 's', { name: 'ira_holm' }),
      ira('09:31', 'fu', { name: 'ira_h' }),
    ],
    is: {
      cause: ['unknown_user', 'identifier_typo'],
      owner: 'user',
      cite: ['-5 08:00', '09:31'],
      never: ['no_failures', 'user_deleted', 'wrong_connection'],
    },
  },
  {
    title: 'Both blocks at once: the account by wrong passwords, the office by the others',
    ask: 'gil.stone@fernhill.test',
    at: '10:00',
    rows: [
      person('gil.stone@fernhill.test', { from: OFFICE })('-1 08:00', 's'),
      ...others(12, '09:00', 'fp', { shared: OFFICE }),
      ...Array.from({ length: 10 }, (_, i) =>
        person('gil.stone@fernhill.test', { from: OFFICE })(`09:00:30+${i}m`, 'fp'),
      ),
      person('gil.stone@fernhill.test', { from: OFFICE })('09:10:40', 'limit_wc'),
      row('09:20', 'limit_mu', { ...nobody, from: OFFICE }),
    ],
    is: {
      cause: ['ip_throttled', 'brute_force_blocked'],
      state: 'blocked',
      owner: 'support',
      never: ['wrong_password', 'suspected_attack'],
    },
  },
  {
    title: 'Only the leaked-password rows are left of an hour of tries; the block goes on without rows',
    ask: ira.email,
    at: '10:00',
    rows: [seen, ira('09:01', 'pwd_leak'), ira('09:40', 'scpr')],
    is: {
      cause: 'breached_password_blocked',
      owner: 'user',
      state: ['blocked', 'failing'],
      cite: ['09:01'],
      never: ['reset_not_completed', 'no_failures'],
    },
  },
  {
    title: 'A silent check meets the callback list, since the application moved',
    ask: ira.email,
    at: '10:00',
    rows: [
      ira('09:00', 's'),
      ira.nameless('09:31', 'fsa', {
        text: 'Callback URL mismatch. https://new.example.com is not in the list of allowed callback URLs',
        error: 'unauthorized_client',
        errorType: 'callback-url-mismatch',
      }),
    ],
    is: { cause: 'callback_mismatch', owner: 'developer', cite: ['09:31'], never: ['session_expired', 'no_failures'] },
  },
  {
    title: 'A rule sends to another page and never comes back: the login is never finished',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      ira('09:20', 'scv', { details: { prompts: [{ name: 'prompt-authenticate' }] } }),
      ira('09:31', 'scv', { details: { prompts: [{ name: 'prompt-authenticate' }] } }),
    ],
    is: { cause: 'unclassified', confidence: 'low', cite: ['09:31'], never: ['wrong_password', 'no_failures'] },
  },
  {
    title: 'Okta people are refused because the person is in no group there; the text is Okta’s',
    ask: 'ada.vale@tidewater.test',
    at: '10:00',
    rows: [
      ...others(4, '09:20', 's', { on: OKTA }),
      person('ada.vale@tidewater.test', { on: OKTA }).nameless('09:31', 'f', {
        text: 'User is not a member of any allowed group',
        error: 'access_denied',
        details: { qs: { login_hint: 'ada.vale@tidewater.test' } },
      }),
    ],
    is: { cause: ['idp_user_not_allowed', 'idp_refused'], owner: 'idp_admin', scope: 'this_user', cite: ['09:31'] },
  },
  {
    title: 'The same Entra refusal for five people after the application was set to “assignment required”',
    ask: uli.email,
    at: '10:00',
    rows: [
      uli('-1 08:00', 's'),
      ...others(5, '09:10', 'f', {
        on: ENTRA,
        text: "AADSTS50105: The signed in user is not assigned to a role for the application 'x'.",
        error: 'access_denied',
        userId: '',
      }),
      uli.nameless('09:31', 'f', {
        text: `AADSTS50105: The signed in user '${uli.email}' is not assigned to a role for the application 'x'.`,
        error: 'access_denied',
      }),
    ],
    is: {
      cause: 'idp_user_not_allowed',
      owner: 'idp_admin',
      scope: ['this_connection', 'this_user'],
      cite: ['09:31'],
      never: ['idp_secret_expired'],
    },
  },
  {
    title: 'A log-out a minute after each login by the person, who says “I am thrown out”',
    ask: ira.email,
    at: '10:00',
    rows: ['09:00', '09:10', '09:20'].flatMap((t) => [ira(t, 's'), ira(`${t}+1s`, 'seacft'), ira(`${t}+50s`, 'slo')]),
    is: {
      cause: 'no_failures',
      owner: 'nobody',
      never: ['third_party_cookies_blocked', 'redirect_loop', 'application_rejected_login'],
    },
  },
  {
    title: 'The password was wrong on the television, by a device code that then ran out',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      ira('09:20', 'fp', { from: PHONE, app: TV }),
      ira('09:31', 'fdeac', { from: PHONE, app: TV, text: 'expired user code' }),
    ],
    is: { cause: ['device_flow_failed', 'wrong_password'], owner: 'user', cite: ['09:31'] },
  },
  {
    title: 'In on the train, refused at the office because the tenant asks for the office’s network',
    ask: ira.email,
    at: '10:00',
    rows: [
      ira('09:00', 's', { from: OFFICE }),
      ira('09:31', 'f', {
        from: TRAIN,
        text: 'Access is only allowed from the corporate network',
        error: 'access_denied',
      }),
    ],
    is: {
      cause: 'action_denied',
      owner: 'tenant_admin',
      state: 'failing',
      cite: ['09:31'],
      never: ['acl_blocked', 'ip_throttled', 'resolved'],
    },
  },
  {
    title: 'An administrator only changed the person’s picture; the wrong password has nothing to do with it',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      operation('09:00', 'Update a User', { method: 'patch', path: userPath(ira), body: { picture: 'x' } }),
      ira('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', cite: ['09:31'], never: ['stale_password', 'admin_blocked'] },
  },
  {
    title: 'Blocking failed: the operation was refused, and the password is wrong',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      (() => {
        const tried = operation('09:00', 'Update a User', {
          method: 'patch',
          path: userPath(ira),
          body: { blocked: true },
        });
        const details = tried.raw.details as Record<string, unknown>;
        return { ...tried, raw: { ...tried.raw, details: { ...details, response: { statusCode: 403 } } } };
      })(),
      ira('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:31'], never: ['admin_blocked'] },
  },
  {
    title:
      'The link in the mail was asked for on the Mac and opened on the phone, where it worked; the Mac still waits',
    ask: ira.email,
    at: '10:00',
    rows: [
      person(ira.email, { on: EMAIL, from: MAC })('09:28', 'cls'),
      person(ira.email, { on: EMAIL, from: PHONE })('09:31', 's'),
    ],
    is: {
      cause: 'no_failures',
      owner: 'nobody',
      cite: ['09:31'],
      never: ['passwordless_link_consumed', 'passwordless_code_wrong'],
    },
  },
  {
    title: 'The directory says that the password has expired',
    ask: 'oli.brook@harbour.test',
    at: '10:00',
    rows: [
      person('oli.brook@harbour.test', { on: LDAP })('-9 08:00', 's'),
      person('oli.brook@harbour.test', { on: LDAP })('09:31', 'f', {
        text: 'The user must change their password before signing in',
        error: 'access_denied',
        userId: '',
      }),
    ],
    is: {
      cause: ['idp_refused', 'idp_user_not_allowed'],
      cite: ['09:31'],
      never: ['connector_offline', 'action_denied', 'wrong_password', 'unclassified'],
    },
  },
  {
    title: 'A colleague’s session on the shared computer lets the person into the wrong account by accident',
    ask: ira.email,
    at: '10:00',
    rows: [seen, reuse(person('kim.noor@example.com'), '09:30', { app: SHOP }), ira('09:31', 'fp')],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:31'], never: ['resolved', 'landed_in_other_account'] },
  },
  {
    title: 'Everybody’s log-in Action times out, as its own rows say, and the person’s row says nothing of it',
    ask: ira.email,
    at: '10:00',
    rows: [
      seen,
      row('09:31', 'actions_execution_failed', nobody, {
        details: {
          action_name: 'score-risk',
          error_class: 'action_timeout',
          execution_id: 'ex-9',
          action_error: { message: 'Execution timed out' },
        },
        fields: { client_id: undefined, client_name: undefined },
      }),
      ira('09:31:01', 'f', {
        text: 'Something went wrong',
        error: 'access_denied',
        details: {
          actions: { executions: ['ex-9'] },
          error: { message: 'Something went wrong', oauthError: 'access_denied' },
        },
      }),
    ],
    is: {
      cause: 'action_failed',
      owner: 'developer',
      cite: ['09:31', '09:31:01'],
      never: ['action_denied', 'unclassified'],
      says: /score-risk/,
    },
  },
  {
    title: 'Guesses hit a name that is no account, among many such',
    ask: 'admin@example.com',
    at: '10:00',
    rows: [
      ...Array.from({ length: 6 }, (_, i) =>
        person('admin@example.com', { from: device(120 + i, 'Python Requests 2.31.0 / Other 0.0.0') })(
          `03:0${i}`,
          'fu',
        ),
      ),
      ...others(10, '03:00', 'fu', { from: device(121, 'Python Requests 2.31.0 / Other 0.0.0') }),
    ],
    is: { cause: ['unknown_user', 'suspected_attack'], cite: ['03:05'], never: ['no_events', 'identifier_typo'] },
  },
];
