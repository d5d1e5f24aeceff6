import type { Cause, Finding } from '../cause.ts';
import { isType, loginAfter, often, tellingRows, times, unsuccessful } from '../reading.ts';

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
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter((t) => t.telling.type === 'passkey_challenge_started');
    const last = tries.at(-1);
    if (last === undefined || loginAfter(story, last.startedAt) !== undefined) return [];
    return [
      {
        cause: 'passkey_failed',
        confidence: tries.length > 1 ? 'medium' : 'low',
        tries,
        rows: tellingRows(tries),
        aside: true,
        facts: { closed: tries.length },
      },
    ];
  },
  words: (finding) => ({
    headline: finding.facts?.closed
      ? `{person} was asked for a passkey ${times(finding.facts.closed)} and gave none: closed, or not on this device.`
      : `{person}’s passkey or security key was refused, cancelled or could not be used on this device${often(finding.facts?.times)}.`,
    agent: [
      'Ask whether the passkey was made on another device or in another browser; it must be there, or synchronised.',
      'Ask {person} to choose “Try another way” on the sign-in page.',
    ],
    customer:
      'The passkey or security key couldn’t be used on this device. Please choose “Try another way” on the sign-in page, or sign in on the device on which you set it up.',
  }),
};
