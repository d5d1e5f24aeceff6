import type { Cause } from '../cause.ts';
import { isType, times } from '../reading.ts';

export const passkeyFailed: Cause = {
  id: 'passkey_failed',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'passkey or security key failed',
  signal: (event) =>
    isType(
      event,
      'passkey_challenge_failed',
      'passkey_register_failed',
      'gd_webauthn_challenge_failed',
      'gd_webauthn_enrollment_failed',
    ),
  words: (finding) => ({
    headline: `{person}’s passkey or security key was refused, cancelled or could not be used on this device, ${times(finding.facts?.times)}.`,
    agent: [
      'Ask whether the passkey was made on another device or in another browser; it must be there, or synchronised.',
      'Ask {person} to choose “Try another way” on the sign-in page.',
    ],
    customer:
      'The passkey or security key couldn’t be used on this device. Please choose “Try another way” on the sign-in page, or sign in on the device on which you set it up.',
  }),
};
