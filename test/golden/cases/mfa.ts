import type { Golden } from '../golden.ts';
import { others, person, reuse } from '../row.ts';
import { device, LAPTOP, MOBILE, PHONE, TRAIN } from '../tenant.ts';

const ivy = person('ivy.lund@example.com');
/** A login by which her name and her id are known to belong together: second factors carry the id alone. */
const known = ivy('-9 08:00', 's');

/** Twelve mornings with a code that was right. */
function habit(until: number): ReturnType<typeof ivy>[] {
  return Array.from({ length: 8 }, (_, i) => [
    ivy(`-${until + i} 08:00`, 'gd_start_auth'),
    ivy(`-${until + i} 08:00:20`, 'gd_auth_succeed'),
    ivy(`-${until + i} 08:00:21`, 's', { mfa: true }),
  ]).flat();
}

/** A second factor that was never set up, not answered, or gone. */
export const secondFactor: Golden[] = [
  {
    title: 'The password is right each time; the page to set up MFA was left each time',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 16:02', 'scpr'),
      ivy('-1 16:05', 'scp'),
      ivy('-1 16:07', 'gd_start_enroll'),
      ivy('09:10', 'gd_start_enroll'),
      ivy('09:31', 'gd_start_enroll'),
    ],
    profile: {
      users: [{ user_id: ivy.userId, email: ivy.email, email_verified: true, identities: [] }],
      blocks: [],
      authenticationMethods: { [ivy.userId]: [{ type: 'totp', confirmed: false }] },
    },
    is: {
      cause: 'mfa_enrollment_incomplete',
      owner: 'user',
      state: 'failing',
      confidence: 'high',
      scope: 'this_user',
      cite: ['09:31'],
      never: ['wrong_password', 'reset_not_completed', 'stale_password'],
      says: /password is right/,
    },
  },
  {
    title: 'The set-up was left, and a factor is there by now',
    ask: ivy.email,
    at: '10:00',
    rows: [known, ivy('09:10', 'gd_start_enroll'), ivy('09:31', 'gd_start_enroll')],
    profile: {
      users: [{ user_id: ivy.userId, email: ivy.email, identities: [] }],
      enrollments: { [ivy.userId]: [{ id: 'dev_1', status: 'confirmed', type: 'authenticator' }] },
    },
    is: {
      cause: 'mfa_enrollment_incomplete',
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      says: /set up by now \(checked now\)/,
    },
  },
  {
    title: 'The phone is gone, and somebody has reset MFA by now',
    ask: ivy.email,
    at: '10:00',
    rows: [
      ...habit(6),
      ivy('-2 08:00', 'gd_start_auth'),
      ivy('-1 08:00', 'gd_start_auth'),
      ivy('-1 08:20', 'gd_recovery_failed'),
      ivy('08:00', 'gd_start_auth'),
    ],
    profile: {
      users: [{ user_id: ivy.userId, email: ivy.email, identities: [] }],
      authenticationMethods: { [ivy.userId]: [{ type: 'password', confirmed: true }] },
    },
    is: {
      cause: 'mfa_device_lost',
      owner: 'support',
      cite: ['08:00'],
      says: /checked now/,
      advises: /reset already/,
    },
  },
  {
    title: 'The rows say that the set-up was finished; what is set up now says that it was not',
    ask: ivy.email,
    at: '10:00',
    rows: [known, ivy('09:10', 'gd_start_enroll'), ivy('09:12', 'gd_enrollment_complete')],
    profile: {
      users: [{ user_id: ivy.userId, email: ivy.email, identities: [] }],
      authenticationMethods: { [ivy.userId]: [{ type: 'totp', confirmed: false }] },
      enrollments: { [ivy.userId]: [{ id: 'dev_1', status: 'pending', type: 'authenticator' }] },
    },
    is: { cause: 'mfa_enrollment_incomplete', cite: ['09:10'], never: ['unclassified', 'no_failures', 'resolved'] },
  },
  {
    title: 'A phone lost days ago; of earlier logins only the prompts tell that MFA was passed',
    ask: ivy.email,
    at: '10:00',
    rows: [
      ...Array.from({ length: 6 }, (_, i) => ivy(`-${9 - i} 08:00`, 's', { mfa: true })),
      ...['-3 09:00', '-2 09:10', '-1 08:50', '09:31'].map((when) => ivy(when, 'gd_start_auth')),
    ],
    is: {
      cause: 'mfa_device_lost',
      owner: 'support',
      state: 'failing',
      cite: ['09:31'],
      never: ['mfa_enrollment_incomplete', 'wrong_password'],
    },
  },
  {
    title: 'A wrong password first, then the right one, and the set-up left',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:01', 'fp'),
      ivy('09:10', 'gd_start_enroll'),
      ivy('09:12', 'gd_auth_failed'),
      ivy('09:31', 'gd_start_enroll'),
    ],
    is: {
      cause: 'mfa_enrollment_incomplete',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['wrong_password', 'mfa_code_rejected', 'mfa_challenge_unanswered'],
    },
  },
  {
    title: 'The set-up page is open right now',
    ask: ivy.email,
    at: '10:00',
    rows: [known, ivy('-3 08:00', 'fp'), ivy('09:58', 'gd_start_enroll')],
    is: {
      cause: 'mfa_enrollment_incomplete',
      state: 'in_progress',
      cite: ['09:58'],
      never: ['no_failures', 'wrong_password'],
    },
  },
  {
    title: 'A mobile application cannot start the set-up',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:31', 'fepft', {
        app: MOBILE,
        text: 'mfa_registration_required',
        details: {
          error: {
            message: 'Multi-factor authentication registration required',
            oauthError: 'mfa_registration_required',
          },
        },
      }),
    ],
    is: {
      cause: 'mfa_enrollment_incomplete',
      owner: ['user', 'developer'],
      cite: ['09:31'],
      never: ['wrong_password', 'unclassified'],
    },
  },
  {
    title: 'The set-up was left once, finished the next day, and in',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 09:10', 'gd_start_enroll'),
      ivy('09:10', 'gd_start_enroll'),
      ivy('09:11', 'gd_enrollment_complete'),
      ivy('09:11:02', 's', { mfa: true }),
    ],
    is: {
      cause: 'resolved',
      owner: 'nobody',
      state: 'resolved',
      alternatives: ['mfa_enrollment_incomplete'],
      cite: ['09:11:02'],
    },
  },
  {
    title: 'A text message was sent three times and never answered',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ...['09:01', '09:12', '09:31'].flatMap((t) => [
        ivy(t, 'gd_start_auth', { factor: 'sms' }),
        ivy(`${t}+1s`, 'gd_send_sms', { factor: 'sms' }),
      ]),
    ],
    is: {
      cause: 'mfa_challenge_unanswered',
      owner: 'user',
      state: 'failing',
      cite: ['09:31+1s'],
      alternatives: ['mfa_delivery_failed'],
      never: ['wrong_password', 'mfa_delivery_failed', 'mfa_code_rejected', 'mfa_device_lost'],
    },
  },
  {
    title: 'The code came, but after five minutes',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:20', 'gd_start_auth'),
      ivy('09:27', 'gd_auth_failed', {
        details: { failure_details: { errorCode: 'transaction_expired', message: 'Transaction expired' } },
      }),
    ],
    is: {
      cause: 'mfa_challenge_unanswered',
      owner: 'user',
      state: 'failing',
      cite: ['09:27'],
      never: ['mfa_code_rejected'],
    },
  },
  {
    title: 'A push was sent a minute ago',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 08:00', 's', { mfa: true }),
      ivy('09:58:30', 'gd_start_auth', { factor: 'push-notification' }),
      ivy('09:58:31', 'gd_send_pn', { factor: 'push-notification' }),
    ],
    is: { cause: 'mfa_challenge_unanswered', state: 'in_progress', cite: ['09:58:31'], never: ['no_failures'] },
  },
  {
    title: 'The mobile application stops where a second factor is asked for',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:31', 'fepft', {
        app: MOBILE,
        text: 'mfa_required',
        details: { error: { message: 'Multifactor authentication required', oauthError: 'mfa_required' } },
      }),
      ivy('09:31:01', 'mfar', { app: MOBILE, text: 'MFA Required' }),
    ],
    is: {
      cause: 'mfa_challenge_unanswered',
      owner: ['user', 'developer'],
      confidence: ['medium', 'low'],
      cite: ['09:31'],
      never: ['wrong_password', 'no_failures', 'unclassified'],
    },
  },
  {
    title: 'Unanswered at nine, answered at ten past: in',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:00', 'gd_start_auth'),
      ivy('09:10', 'gd_start_auth'),
      ivy('09:10:20', 'gd_auth_succeed'),
      ivy('09:10:21', 's', { mfa: true }),
    ],
    is: { cause: 'resolved', state: 'resolved', alternatives: ['mfa_challenge_unanswered'], cite: ['09:10:21'] },
  },
  {
    title: 'The code is rejected, and the row says that it is the code',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 08:00', 's', { mfa: true }),
      ivy('09:30', 'gd_start_auth'),
      ivy('09:31', 'gd_auth_failed', {
        details: { failure_details: { errorCode: 'invalid_otp', message: 'Invalid OTP' } },
      }),
    ],
    is: {
      cause: 'mfa_code_rejected',
      owner: 'user',
      state: 'failing',
      confidence: 'high',
      cite: ['09:31'],
      never: ['wrong_password', 'mfa_challenge_unanswered'],
    },
  },
  {
    title: 'The code is rejected once, and the row does not say why; an old session on the desktop still answers',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 08:00', 's', { mfa: true }),
      ivy('09:29', 'fp', { from: PHONE }),
      ivy('09:30', 'gd_start_auth', { from: PHONE }),
      ivy('09:31', 'gd_auth_failed', { from: PHONE }),
      reuse(ivy, '09:40'),
    ],
    is: {
      cause: 'mfa_code_rejected',
      state: 'failing',
      confidence: 'medium',
      cite: ['09:31'],
      alternatives: ['mfa_delivery_failed'],
      never: ['resolved', 'wrong_password', 'no_failures'],
    },
  },
  {
    title: 'Four rejected codes of an authenticator within three minutes: its clock is off',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:30', 'gd_start_auth'),
      ...['09:30:30', '09:31', '09:31:30', '09:32'].map((t) => ivy(t, 'gd_auth_failed')),
    ],
    is: {
      cause: 'mfa_code_rejected',
      owner: 'user',
      confidence: 'high',
      cite: ['09:32'],
      advises: /clock/,
      says: /4 times/,
    },
  },
  {
    title: 'A recovery code is wrong',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:30', 'gd_start_auth'),
      ivy('09:31', 'gd_recovery_failed', { factor: 'recovery-code', text: 'Guardian - Recovery code failed' }),
    ],
    is: { cause: ['mfa_code_rejected', 'mfa_device_lost'], cite: ['09:31'], never: ['wrong_password'] },
  },
  {
    title: 'So many wrong codes that a wait is imposed',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:10', 'gd_start_auth'),
      ...Array.from({ length: 10 }, (_, i) => ivy(`09:11+${i * 20}s`, 'gd_auth_failed')),
      ivy('09:15', 'gd_otp_rate_limit_exceed'),
    ],
    is: {
      cause: 'mfa_too_many_codes',
      owner: 'user',
      cite: ['09:15'],
      never: ['mfa_code_rejected', 'mfa_page_rate_limited'],
      advises: /wait/i,
    },
  },
  {
    title: 'Too many wrong recovery codes, after a device that does not answer any more',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ...habit(5),
      ivy('09:10', 'gd_start_auth'),
      ivy('09:11', 'gd_recovery_failed', { factor: 'recovery-code' }),
      ivy('09:12', 'gd_recovery_rate_limit_exceed', {
        factor: 'recovery-code',
        text: 'Multi-factor recovery code has failed too many times',
      }),
    ],
    days: 14,
    is: { cause: ['mfa_too_many_codes', 'mfa_device_lost'], cite: ['09:12'], never: ['wrong_password', 'no_failures'] },
  },
  {
    title: 'The MFA page is over its limit for this address',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:20', 'gd_start_auth', { factor: 'sms' }),
      ivy('09:20:01', 'gd_send_sms', { factor: 'sms' }),
      ivy.nameless('09:21', 'f', {
        text: 'The rate limit for endpoint /u/mfa-sms-challenge was reached. Please try again later.',
        error: 'invalid_request',
        errorType: 'request-error',
      }),
    ],
    is: {
      cause: 'mfa_page_rate_limited',
      owner: 'tenant_admin',
      cite: ['09:21'],
      never: ['mfa_too_many_codes', 'invalid_request', 'tenant_rate_limited'],
    },
  },
  {
    title: 'The same limit, said on a row that names the person, with wrong codes before',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:20', 'gd_start_auth'),
      ivy('09:20:30', 'gd_auth_failed'),
      ivy('09:21', 'f', {
        text: 'invalid_request: The rate limit for endpoint /u/mfa-otp-challenge was reached',
        error: 'invalid_request',
      }),
    ],
    is: { cause: 'mfa_page_rate_limited', owner: 'tenant_admin', cite: ['09:21'], never: ['mfa_too_many_codes'] },
  },
  {
    title: 'Denied on the phone',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:30', 'gd_start_auth', { factor: 'push-notification' }),
      ivy('09:30:01', 'gd_send_pn', { factor: 'push-notification' }),
      ivy('09:30:20', 'gd_auth_rejected', { factor: 'push-notification' }),
    ],
    is: {
      cause: 'mfa_push_denied',
      owner: 'user',
      state: 'failing',
      cite: ['09:30:20'],
      never: ['mfa_challenge_unanswered', 'mfa_code_rejected'],
    },
  },
  {
    title: 'Six pushes at night from an address that was never used, all denied: somebody has the password',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 08:00', 's', { mfa: true }),
      ...Array.from({ length: 6 }, (_, i) => [
        ivy(`03:10+${i}m`, 'gd_start_auth', {
          factor: 'push-notification',
          from: device(61, 'Firefox 115.0.0 / Linux 0.0.0'),
        }),
        ivy(`03:10:02+${i}m`, 'gd_send_pn', {
          factor: 'push-notification',
          from: device(61, 'Firefox 115.0.0 / Linux 0.0.0'),
        }),
        {
          ...ivy(`03:10:20+${i}m`, 'gd_auth_rejected', {
            factor: 'push-notification',
            from: device(61, 'Firefox 115.0.0 / Linux 0.0.0'),
          }),
          when: `03:10:20+${i}m`,
        },
      ]).flat(),
    ],
    is: {
      cause: ['mfa_push_denied', 'suspected_attack'],
      owner: 'support',
      cite: ['03:10:20+5m'],
      alternatives: ['suspected_attack'],
      advises: /password/,
    },
  },
  {
    title: 'The text message could not be sent',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:30', 'gd_start_auth', { factor: 'sms' }),
      ivy('09:30:02', 'gd_send_sms_failure', {
        factor: 'sms',
        text: 'Guardian - Error sending MFA SMS',
        details: { provider_error: { errorCode: '30006', message: 'Landline or unreachable carrier' } },
      }),
    ],
    is: {
      cause: 'mfa_delivery_failed',
      owner: 'tenant_admin',
      state: 'failing',
      confidence: 'high',
      cite: ['09:30:02'],
      never: ['mfa_challenge_unanswered'],
      says: /unreachable/,
    },
  },
  {
    title: 'Nobody’s push goes out since this morning',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ...others(5, '09:10', 'gd_send_pn_failure', {
        factor: 'push-notification',
        text: 'Guardian - Error sending push notification',
      }),
      ivy('09:30', 'gd_start_auth', { factor: 'push-notification' }),
      ivy('09:30:02', 'gd_send_pn_failure', {
        factor: 'push-notification',
        text: 'Guardian - Error sending push notification',
      }),
    ],
    is: {
      cause: 'mfa_delivery_failed',
      owner: 'tenant_admin',
      scope: ['everybody', 'this_user'],
      cite: ['09:30:02'],
      never: ['mfa_challenge_unanswered'],
    },
  },
  {
    title: 'The code is sent and sent again, and then the text message fails once',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:10', 'gd_start_auth', { factor: 'sms' }),
      ivy('09:10:01', 'gd_send_sms', { factor: 'sms' }),
      ivy('09:30', 'gd_start_auth', { factor: 'sms' }),
      ivy('09:30:02', 'gd_send_sms_failure', { factor: 'sms', text: 'Guardian - Error sending MFA SMS' }),
    ],
    is: {
      cause: 'mfa_delivery_failed',
      owner: 'tenant_admin',
      cite: ['09:30:02'],
      never: ['mfa_challenge_unanswered', 'mfa_sms_cap'],
    },
  },
  {
    title: 'Ten text messages within the hour, and no more',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:00', 'gd_start_auth', { factor: 'sms' }),
      ...Array.from({ length: 10 }, (_, i) => ({
        ...ivy(`09:00:05+${i * 4}m`, 'gd_send_sms', { factor: 'sms' }),
        when: `09:00:05+${i * 4}m`,
      })),
    ],
    is: {
      cause: 'mfa_sms_cap',
      owner: 'user',
      cite: ['09:00:05+36m'],
      never: ['mfa_challenge_unanswered', 'mfa_delivery_failed'],
      advises: /hour/,
    },
  },
  {
    title: 'The phone provider’s limit was reached, which its own row says',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:30', 'gd_start_auth', { factor: 'sms' }),
      ivy('09:30:01', 'limit_phone', {
        text: 'Too many phone delivery attempts',
        details: { delivery_method: 'sms', type: 'mfa' },
        userId: ivy.userId,
      }),
    ],
    is: {
      cause: 'mfa_sms_cap',
      owner: 'user',
      cite: ['09:30:01'],
      never: ['mfa_challenge_unanswered', 'unclassified'],
    },
  },
  {
    title: 'Weeks of right codes, then challenges day after day that nobody answers',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ...habit(5),
      ...['-3 08:00', '-2 08:10', '-2 18:00', '-1 08:05', '09:31'].map((t) => ivy(t, 'gd_start_auth')),
    ],
    days: 14,
    is: {
      cause: 'mfa_device_lost',
      owner: 'support',
      state: 'failing',
      confidence: ['high', 'medium'],
      cite: ['09:31'],
      alternatives: ['mfa_challenge_unanswered'],
      never: ['wrong_password', 'mfa_enrollment_incomplete', 'no_failures'],
      advises: /verify the caller/i,
    },
  },
  {
    title: 'The phone is gone, a recovery code was tried in vain',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ...habit(4),
      ivy('-1 18:00', 'gd_start_auth', { factor: 'push-notification' }),
      ivy('09:29', 'gd_start_auth', { factor: 'push-notification' }),
      ivy('09:31', 'gd_recovery_failed', { factor: 'recovery-code' }),
    ],
    is: { cause: 'mfa_device_lost', owner: 'support', cite: ['09:31'], never: ['wrong_password', 'mfa_code_rejected'] },
  },
  {
    title: 'Two challenges unanswered within one evening are no lost phone',
    ask: ivy.email,
    at: '10:00',
    rows: [...habit(3), ivy('09:01', 'gd_start_auth'), ivy('09:20', 'gd_start_auth')],
    is: { cause: 'mfa_challenge_unanswered', owner: 'user', cite: ['09:20'], never: ['mfa_device_lost'] },
  },
  {
    title: 'A passkey made on the laptop does not work on the train',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('-1 08:00', 's'),
      ivy('09:30', 'passkey_challenge_started', { from: TRAIN }),
      ivy('09:30:20', 'passkey_challenge_failed', {
        from: TRAIN,
        text: 'NotAllowedError: The operation either timed out or was not allowed.',
        details: { purpose: 'login' },
      }),
    ],
    is: {
      cause: 'passkey_failed',
      owner: 'user',
      state: 'failing',
      cite: ['09:30:20'],
      never: ['wrong_password', 'mfa_challenge_unanswered', 'unclassified'],
    },
  },
  {
    title: 'The security key was pulled out; the password itself was right',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:29', 'fp'),
      ivy('09:30', 'gd_start_auth', { factor: 'webauthn-roaming' }),
      ivy('09:30:20', 'gd_webauthn_challenge_failed', {
        factor: 'webauthn-roaming',
        text: 'Guardian - WebAuthn browser error',
      }),
    ],
    is: {
      cause: 'passkey_failed',
      owner: 'user',
      cite: ['09:30:20'],
      never: ['wrong_password', 'mfa_challenge_unanswered'],
    },
  },
  {
    title: 'The passkey failed, the password worked: in',
    ask: ivy.email,
    at: '10:00',
    rows: [
      known,
      ivy('09:30', 'passkey_challenge_started', { from: LAPTOP }),
      ivy('09:30:20', 'passkey_challenge_failed', { text: 'AbortError' }),
      ivy('09:31', 's'),
    ],
    is: {
      cause: ['resolved', 'no_failures'],
      owner: 'nobody',
      state: ['resolved', 'none'],
      cite: ['09:31'],
      never: ['passkey_failed'],
    },
  },
];
