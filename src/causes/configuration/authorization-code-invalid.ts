import type { Cause } from '../cause.ts';
import { isType, MINUTE, says, theApplication } from '../reading.ts';

export const authorizationCodeInvalid: Cause = {
  id: 'authorization_code_invalid',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'token',
  name: 'login code used twice or expired',
  signal: (event) =>
    isType(event, 'feacft', 'fdeleacft') &&
    says(event, /authorization code|invalid_grant/i) &&
    !says(event, /verifier|pkce/i),
  // Where the same login's code had just been exchanged, a second exchange may have done no harm.
  weigh: (story, tries) =>
    tries.every((t) =>
      story.rows.some((row) => row.type === 'seacft' && row.at <= t.telling.at && t.telling.at - row.at < MINUTE),
    )
      ? {
          confidence: 'medium',
          second: [{ cause: 'no_failures', why: 'The first exchange of the code worked; the second may be harmless.' }],
        }
      : {},
  words: (finding) => ({
    headline: `Auth0 let {person} in; the code that ${theApplication(finding)} handed back was wrong, too old or used twice.`,
    agent: [
      'Ask {person} to close the page, not to use “back” or “reload” during sign-in, and to open the application anew.',
      `If it comes again, tell the developers of ${theApplication(finding)}: the authorization code is exchanged twice or too late.`,
    ],
    customer:
      'The last step of the sign-in went wrong. Please close the page, open the application again and sign in without using “back” or “reload”. If it happens again, tell us.',
  }),
};
