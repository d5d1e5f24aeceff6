import type { Golden } from '../golden.ts';
import { person } from '../row.ts';
import { EMAIL, MOBILE, PHONE, SCANNER, SMS } from '../tenant.ts';

const leo = person('leo.santos@example.com', { on: EMAIL, from: PHONE });
const refused = { text: 'Wrong email or verification code.', error: 'access_denied', userId: '' };
const lena = person('+15550100', { on: SMS, from: PHONE });

export const passwordless: Golden[] = [
  {
    title: 'Two codes were mailed, and the older one typed',
    ask: leo.email,
    at: '10:00',
    rows: [leo('09:28', 'cs'), leo('09:30', 'cs'), leo('09:31', 'f', refused)],
    is: {
      cause: 'passwordless_code_superseded',
      owner: 'user',
      state: 'failing',
      confidence: ['medium', 'high'],
      cite: ['09:28', '09:30', '09:31'],
      alternatives: ['passwordless_code_wrong'],
      never: ['wrong_password'],
    },
  },
  {
    title: 'Three codes by text message to a phone number',
    ask: '+1 555 0100 00',
    at: '10:00',
    rows: [
      person('+1555010000', { on: SMS, from: PHONE })('09:26', 'cs'),
      person('+1555010000', { on: SMS, from: PHONE })('09:28', 'cs'),
      person('+1555010000', { on: SMS, from: PHONE })('09:30', 'cs'),
      person('+1555010000', { on: SMS, from: PHONE })('09:31', 'f', {
        text: 'Wrong phone number or verification code.',
        error: 'access_denied',
        userId: '',
      }),
    ],
    is: {
      cause: 'passwordless_code_superseded',
      owner: 'user',
      cite: ['09:30', '09:31'],
      never: ['wrong_password', 'mfa_code_rejected'],
    },
  },
  {
    title: 'A code from yesterday does not count: one was sent today, and mistyped',
    ask: leo.email,
    at: '10:00',
    rows: [leo('-1 09:28', 'cs'), leo('-1 09:29', 's'), leo('09:30', 'cs'), leo('09:31', 'f', refused)],
    is: {
      cause: 'passwordless_code_wrong',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['passwordless_code_superseded', 'wrong_password'],
    },
  },
  {
    title: 'The code is too old',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:20', 'cs'),
      leo('09:31', 'f', {
        text: 'The verification code has expired. Please try to login again.',
        error: 'access_denied',
        userId: '',
      }),
    ],
    is: {
      cause: 'passwordless_code_wrong',
      owner: 'user',
      cite: ['09:31'],
      never: ['login_session_lost', 'saml_clock_skew', 'unclassified'],
    },
  },
  {
    title: 'A wrong code in the mobile application',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:30', 'cs', { app: MOBILE }),
      leo('09:31', 'fepotpft', { app: MOBILE, text: 'Wrong email or verification code.' }),
    ],
    is: { cause: 'passwordless_code_wrong', owner: 'user', cite: ['09:31'], never: ['wrong_password'] },
  },
  {
    title: 'A mistyped code, the right one half a minute later: in',
    ask: leo.email,
    at: '10:00',
    rows: [leo('09:30', 'cs'), leo('09:31', 'f', refused), leo('09:31:30', 's')],
    is: { cause: 'resolved', state: 'resolved', alternatives: ['passwordless_code_wrong'], cite: ['09:31:30'] },
  },
  {
    title: 'Three wrong codes, and then none is accepted',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:28', 'cs'),
      leo('09:29', 'f', refused),
      leo('09:29:30', 'f', refused),
      leo('09:30', 'f', refused),
      leo('09:31', 'f', {
        ...refused,
        text: "You've reached the maximum number of attempts. Please try to login again.",
      }),
    ],
    is: {
      cause: 'passwordless_attempts_exceeded',
      owner: 'user',
      state: 'failing',
      confidence: 'high',
      cite: ['09:31'],
      never: ['passwordless_code_wrong', 'brute_force_blocked', 'login_session_lost'],
    },
  },
  {
    title: 'The maximum was reached, and a new code on the old page does not help',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:28', 'cs'),
      leo('09:29', 'f', {
        ...refused,
        text: "You've reached the maximum number of attempts. Please try to login again.",
      }),
      leo('09:33', 'cs'),
      leo('09:34', 'f', {
        ...refused,
        text: "You've reached the maximum number of attempts. Please try to login again.",
      }),
    ],
    is: {
      cause: 'passwordless_attempts_exceeded',
      cite: ['09:34'],
      never: ['passwordless_code_superseded', 'mfa_too_many_codes'],
    },
  },
  {
    title: 'A mail scanner opened the link seconds after it was sent',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:28', 'cls', { details: { send: 'link' } }),
      leo('09:28:09', 's', { from: SCANNER }),
      leo('09:31', 'f', { ...refused }),
    ],
    is: {
      cause: 'passwordless_link_consumed',
      owner: 'tenant_admin',
      confidence: ['medium', 'low'],
      cite: ['09:28:09', '09:31'],
      never: ['passwordless_code_wrong', 'resolved', 'no_failures'],
    },
  },
  {
    title: 'The link was opened by a scanner twice; the person meets a page that lost its session',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:20', 'cls'),
      leo('09:20:06', 's', { from: SCANNER }),
      leo('09:24', 'f', { ...refused }),
      leo('09:28', 'cls'),
      leo('09:28:07', 's', { from: SCANNER }),
      leo('09:31', 'f', { ...refused }),
    ],
    is: {
      cause: 'passwordless_link_consumed',
      owner: 'tenant_admin',
      cite: ['09:28:07', '09:31'],
      never: ['passwordless_code_superseded', 'resolved'],
    },
  },
  {
    title: 'The link was opened by the person on the phone, and asked for on the laptop: that is no scanner',
    ask: leo.email,
    at: '10:00',
    rows: [
      leo('09:28', 'cls'),
      leo('09:29:40', 's', { from: { ip: leo.from.ip, agent: 'Safari 17.6.0 / Mac OS X 10.15.7' } }),
    ],
    is: { cause: 'no_failures', owner: 'nobody', never: ['passwordless_link_consumed'] },
  },
  {
    title: 'The account has a phone number only, asked about as it is written on a card',
    ask: '+1 (555) 0100',
    at: '10:00',
    rows: [
      lena('-1 09:00', 'cs'),
      lena('-1 09:01', 's'),
      lena('09:30', 'cs'),
      lena('09:31', 'f', { ...refused, text: 'Wrong phone number or verification code.' }),
    ],
    is: { cause: 'passwordless_code_wrong', owner: 'user', cite: ['09:31'], never: ['no_events'] },
  },
];
