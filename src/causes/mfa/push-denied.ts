import type { Cause } from '../cause.ts';
import { times } from '../reading.ts';

export const mfaPushDenied: Cause = {
  id: 'mfa_push_denied',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'MFA request denied',
  signal: (event) => event.type === 'gd_auth_rejected',
  words: (finding) => ({
    headline: `The password was right, and the sign-in request on {person}’s phone was denied ${times(finding.facts?.times)}.`,
    agent: [
      'Ask whether {person} pressed “Deny” by mistake. If so, sign in again and press “Allow”.',
      'If {person} was not signing in at that time, somebody else knows the password: have it reset now and tell whoever watches security.',
    ],
    customer:
      'The request on your phone was answered with “Deny”. If that was you, please sign in again and choose “Allow”. If you weren’t signing in at that moment, tell us at once: then someone else may know your password.',
  }),
};
