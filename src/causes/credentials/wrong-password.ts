import type { Cause } from '../cause.ts';
import { placeOf, strangerTo } from '../habits.ts';
import { inApplication, isWrongPassword, times } from '../reading.ts';

export const wrongPassword: Cause = {
  id: 'wrong_password',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'wrong password',
  signal: isWrongPassword,
  weigh: (story, tries) => {
    const strange = strangerTo(story);
    return strange !== null && tries.every((t) => strange(placeOf(t)))
      ? {
          confidence: 'medium',
          second: [
            {
              cause: 'suspected_attack',
              why: 'All of it came from an address and a browser that {person} has not used before.',
            },
          ],
        }
      : {};
  },
  words: (finding) => ({
    headline: `A wrong password was typed for {person} ${times(finding.facts?.times)}${inApplication(finding)}.`,
    agent: [
      'Ask {person} to type the password by hand instead of letting the browser or a password manager fill it in.',
      finding.facts?.company
        ? 'If that fails, the company’s IT sets a new one: it is the password of the company account, not one of ours.'
        : 'If that fails, ask {person} to use “Forgot password?” on the sign-in page.',
    ],
    customer: finding.facts?.company
      ? 'We couldn’t sign you in with that name and password. Please type both by hand once more. It is the password of your company account; if it still doesn’t work, please ask your IT department for a new one.'
      : 'We couldn’t sign you in with that e-mail address and password. Please type both by hand once more. If it still doesn’t work, choose “Forgot password?” on the sign-in page and set a new one.',
  }),
};
