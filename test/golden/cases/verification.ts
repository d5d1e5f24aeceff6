import type { Golden } from '../golden.ts';
import { person } from '../row.ts';
import { EMAIL, GOOGLE, PHONE } from '../tenant.ts';

const nia = person('nia.haddad@example.com', { from: PHONE });
const account = (verified: boolean) => ({
  users: [
    {
      user_id: nia.userId,
      email: nia.email,
      email_verified: verified,
      logins_count: 0,
      identities: [{ connection: 'Username-Password-Authentication', provider: 'auth0', user_id: nia.userId.slice(6) }],
    },
  ],
  blocks: [],
});

export const verification: Golden[] = [
  {
    title: 'Signed up, and refused until the address is verified',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('09:01', 'ss'),
      nia('09:01:01', 'svr'),
      nia('09:02', 'f', { text: 'Please verify your email before logging in.', error: 'access_denied' }),
      nia('09:20', 'f', { text: 'Please verify your email before logging in.', error: 'access_denied' }),
    ],
    profile: account(false),
    is: {
      cause: 'email_unverified',
      owner: 'user',
      state: 'failing',
      confidence: 'high',
      scope: 'this_user',
      cite: ['09:20'],
      never: ['action_denied', 'action_failed', 'verification_mail_undelivered', 'wrong_password'],
    },
  },
  {
    title: 'The tenant’s words only hint at the mail; the account and the unanswered mail show it',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('09:01', 'ss'),
      nia('09:01:01', 'svr'),
      nia('09:20', 'f', {
        text: 'Account not confirmed yet: check your inbox and follow the link we sent you.',
        error: 'access_denied',
      }),
    ],
    profile: account(false),
    is: { cause: 'email_unverified', owner: 'user', state: 'failing', cite: ['09:20'], never: ['action_denied'] },
  },
  {
    title: 'The same words, and the address was verified long ago: a rule of the tenant’s own',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('-9 08:00', 's'),
      nia('09:20', 'f', { text: 'Account not activated by your manager yet.', error: 'access_denied' }),
    ],
    profile: account(true),
    is: { cause: 'action_denied', owner: 'tenant_admin', cite: ['09:20'], never: ['email_unverified'] },
  },
  ...[
    'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse.',
    'Veuillez confirmer votre adresse e-mail avant de vous connecter.',
    'Confirme seu endereço de e-mail para continuar',
    'Debe verificar su correo electrónico antes de entrar',
    'Bevestig eerst je e-mailadres',
    'Potwierdź swój adres e-mail',
    'Verifica il tuo indirizzo email prima di accedere',
    'Seu e-mail ainda não foi verificado',
  ].map(
    (text): Golden => ({
      title: `The tenant’s own language asks to verify: ${text}`,
      ask: nia.email,
      at: '10:00',
      rows: [nia('09:01', 'ss'), nia('09:01:01', 'svr'), nia('09:20', 'f', { text, error: 'access_denied' })],
      is: { cause: 'email_unverified', owner: 'user', state: 'failing', cite: ['09:20'], never: ['action_denied'] },
    }),
  ),
  ...[
    'Ihre E-Mail-Domain ist für diese Anwendung nicht zugelassen',
    'Ce domaine de courriel n’est pas autorisé',
    'Votre adresse IP n’a pas pu être confirmée',
    'La dirección IP no se pudo verificar',
  ].map(
    (text): Golden => ({
      title: `It is about an address, and nothing is to be verified: ${text}`,
      ask: nia.email,
      at: '10:00',
      rows: [nia('-9 09:01', 's'), nia('09:20', 'f', { text, error: 'access_denied' })],
      is: { cause: 'action_denied', cite: ['09:20'], never: ['email_unverified'] },
    }),
  ),
  {
    title: 'Other words for it, a Google account beside, and no profile asked',
    ask: nia.email,
    at: '10:00',
    rows: [
      person(nia.email, { from: PHONE, on: GOOGLE })('-9 09:00', 's'),
      nia('09:01', 'ss'),
      nia('09:01:01', 'svr'),
      nia('09:02', 'f', { text: 'Your e-mail address has not been confirmed yet', error: 'unauthorized' }),
    ],
    is: {
      cause: 'email_unverified',
      owner: 'user',
      cite: ['09:02'],
      never: ['action_denied', 'landed_in_other_account', 'wrong_connection'],
    },
  },
  {
    title: 'Refused, verified a minute later, and not tried since',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('09:01', 'ss'),
      nia('09:02', 'f', { text: 'Email not verified', error: 'access_denied' }),
      nia('09:40', 'sv', { details: { email: nia.email } }),
    ],
    profile: account(true),
    is: {
      cause: 'email_unverified',
      owner: 'user',
      confidence: ['medium', 'low'],
      cite: ['09:02'],
      says: /(is|now) .*verified|verified .*now|it is now/,
      advises: /again/,
    },
  },
  {
    title: 'Signed up and never opened the mail; no refusal was logged',
    ask: nia.email,
    at: '10:00',
    rows: [nia('-1 09:01', 'ss'), nia('-1 09:01:01', 'svr'), nia('09:20', 'svr')],
    profile: account(false),
    is: {
      cause: 'email_unverified',
      owner: 'user',
      confidence: ['medium', 'low'],
      cite: ['09:20'],
      never: ['no_failures', 'no_events'],
    },
  },
  {
    title: 'It is the phone number that has to be verified, not the address',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('-9 09:00', 's'),
      nia('09:02', 'f', { text: 'Please verify your phone number first', error: 'access_denied' }),
    ],
    profile: account(true),
    is: {
      cause: 'action_denied',
      owner: ['tenant_admin', 'user'],
      cite: ['09:02'],
      never: ['email_unverified', 'wrong_password'],
    },
  },
  {
    title: 'Denied in a language that we do not read, and the address is not verified',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('09:01', 'ss'),
      nia('09:02', 'f', { text: 'Bitte bestätigen Sie zuerst Ihre Anmeldung', error: 'access_denied' }),
    ],
    profile: account(false),
    is: {
      cause: ['email_unverified', 'action_denied'],
      confidence: ['medium', 'low'],
      cite: ['09:02'],
      never: ['unclassified'],
    },
  },
  {
    title: 'The verification mail never left',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('09:01', 'ss'),
      nia('09:01:01', 'svr'),
      nia('09:01:05', 'fn', {
        details: { to: nia.email, email_type: 'verify_email', error: 'the domain is blacklisted' },
      }),
      nia('09:02', 'f', { text: 'Please verify your email before logging in.', error: 'access_denied' }),
    ],
    profile: account(false),
    is: {
      cause: 'verification_mail_undelivered',
      owner: 'tenant_admin',
      state: 'failing',
      confidence: 'high',
      cite: ['09:01:05', '09:02'],
      alternatives: ['email_unverified'],
      says: /blacklisted/,
    },
  },
  {
    title: 'The reset mail never left; the old password is still refused',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('-9 09:00', 's'),
      nia('09:01', 'fp'),
      nia('09:03', 'scpr'),
      nia('09:03:04', 'fn', {
        details: { to: nia.email, email_type: 'reset_email', error: '535 5.7.8 Authentication credentials invalid' },
      }),
      nia('09:31', 'fp'),
    ],
    is: {
      cause: 'verification_mail_undelivered',
      owner: 'tenant_admin',
      cite: ['09:03:04'],
      alternatives: ['reset_not_completed'],
      never: ['wrong_password', 'stale_password'],
    },
  },
  {
    title: 'The mail with the sign-in code never left',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('09:03', 'cs', { on: EMAIL }),
      nia('09:03:04', 'fn', {
        details: { to: nia.email, email_type: 'passwordless_email', error: 'Connection timeout' },
      }),
    ],
    is: {
      cause: 'verification_mail_undelivered',
      owner: 'tenant_admin',
      cite: ['09:03:04'],
      never: ['no_failures', 'passwordless_code_wrong'],
    },
  },
  {
    title: 'A mail bounced long ago, another one came, and today the password is wrong',
    ask: nia.email,
    at: '10:00',
    rows: [
      nia('-5 09:01', 'ss'),
      nia('-5 09:01:05', 'fn'),
      nia('-5 09:20', 'svr'),
      nia('-5 09:22', 'sv', { details: { email: nia.email } }),
      nia('-5 09:23', 's'),
      nia('09:31', 'fp'),
    ],
    is: {
      cause: 'wrong_password',
      owner: 'user',
      cite: ['09:31'],
      never: ['verification_mail_undelivered', 'email_unverified'],
    },
  },
];
