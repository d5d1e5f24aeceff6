import type { Cause } from '../cause.ts';
import { isWorded, says, theApplication } from '../reading.ts';

export const callbackMismatch: Cause = {
  id: 'callback_mismatch',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'callback',
  name: 'callback URL not allowed',
  signal: (event) =>
    isWorded(event) &&
    (event.errorType === 'callback-url-mismatch' ||
      says(event, /callback url mismatch|not in the list of allowed callback/i)),
  words: (finding) => ({
    headline: `Not {person}: ${theApplication(finding)} sends people back to an address that is not on its list of callback URLs${finding.facts?.redirect ? ` (${finding.facts.redirect})` : ''}.`,
    agent: [
      'Do not reset a password.',
      `Tell the developers of ${theApplication(finding)}: add this callback URL in Auth0, or send the right one.`,
    ],
    customer:
      'Signing in isn’t working at the moment because of a setting on our side. It’s nothing you did. We’re telling the people who can fix it, and will let you know.',
  }),
};
