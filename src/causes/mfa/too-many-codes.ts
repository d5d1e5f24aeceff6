import type { Cause } from '../cause.ts';
import { isType, isWorded, says } from '../reading.ts';

export const mfaTooManyCodes: Cause = {
  id: 'mfa_too_many_codes',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'too many wrong MFA codes',
  signal: (event) =>
    isType(event, 'gd_otp_rate_limit_exceed', 'gd_recovery_rate_limit_exceed') ||
    (isWorded(event) && says(event, /too many failed codes/i)),
  words: () => ({
    headline: '{person}’s password is right; too many wrong MFA codes were typed, and Auth0 now makes {person} wait.',
    agent: [
      'Ask {person} to wait ten minutes without trying.',
      'Then to set the phone’s clock to automatic and to type one fresh code.',
      'If codes are rejected again, have the factor reset after verifying the caller.',
    ],
    customer:
      'Your password is fine. Because several codes were wrong, the sign-in is paused for a few minutes. Please wait ten minutes, set your phone’s date and time to automatic, and type a fresh code.',
  }),
};
