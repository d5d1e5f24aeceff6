import type { Cause } from '../cause.ts';
import { placeOf, strangerTo } from '../habits.ts';
import { rejections, times } from '../reading.ts';

/** Denied this often in a row, it was no slip of the finger. */
const INSISTENT = 3;

export const mfaPushDenied: Cause = {
  id: 'mfa_push_denied',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'MFA request denied',
  signal: (event) => event.type === 'gd_auth_rejected',
  weigh: (story, tries) => {
    const strange = strangerTo(story);
    const stranger = strange !== null && tries.every((t) => strange(placeOf(t)));
    const attack = stranger || rejections(tries).length >= INSISTENT;
    return {
      owner: attack ? 'support' : undefined,
      second: [
        {
          cause: 'suspected_attack',
          why: stranger
            ? 'The requests came from an address and a browser that {person} has never used.'
            : 'Whoever denies a request did perhaps not make it: then somebody else has the password.',
        },
      ],
      facts: { attack: attack ? 'yes' : undefined },
    };
  },
  words: (finding) => ({
    headline: `{person}’s password was typed right, and the sign-in request on {person}’s phone was denied ${times(finding.facts?.times)}${finding.facts?.attack ? '. Ask whether it was theirs: somebody else would need the right password for that' : ''}.`,
    agent: finding.facts?.attack
      ? [
          'Verify the caller, and ask whether {person} was signing in at these times.',
          'If not, somebody else knows the password: have it reset now and tell whoever watches security.',
          'If so, sign in again and press “Allow”.',
        ]
      : [
          'Ask whether {person} pressed “Deny” by mistake. If so, sign in again and press “Allow”.',
          'If {person} was not signing in at that time, somebody else knows the password: have it reset now and tell whoever watches security.',
        ],
    customer:
      'The request on your phone was answered with “Deny”. If that was you, please sign in again and choose “Allow”. If you weren’t signing in at that moment, tell us at once: then someone else may know your password.',
  }),
};
