import type { Cause } from '../cause.ts';
import { isType, says, theApplication } from '../reading.ts';

export const pkceFailed: Cause = {
  id: 'pkce_failed',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'token',
  name: 'PKCE check failed',
  signal: (event) =>
    isType(event, 'f', 'feacft', 'fdeleacft') && says(event, /code[ _]verifier|code[ _]challenge|pkce/i),
  words: (finding) => ({
    headline: `Auth0 let {person} in; the check that ties the login to ${theApplication(finding)} (PKCE) failed.`,
    agent: [
      'Ask {person} to sign in with one tab only and without private browsing.',
      `Tell the developers of ${theApplication(finding)}: the code verifier does not match, or PKCE is not allowed for it.`,
    ],
    customer:
      'The last step of the sign-in went wrong. Please close all tabs of the application, open it once and sign in there. If it happens again, tell us.',
  }),
};
