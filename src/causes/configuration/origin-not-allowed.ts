import type { Cause } from '../cause.ts';
import { isWorded, says, theApplication } from '../reading.ts';

export const originNotAllowed: Cause = {
  id: 'origin_not_allowed',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'callback',
  name: 'page’s origin not allowed',
  signal: (event) =>
    event.type === 'fco' || (isWorded(event) && says(event, /registered origin|origin[^.]{0,80}(is )?not allowed/i)),
  words: (finding) => ({
    headline: `The page that {person} signs in from${finding.facts?.origin ? ` (${finding.facts.origin})` : ''} is not on the list of allowed origins of ${theApplication(finding)}.`,
    agent: [
      `Ask {person} to open ${theApplication(finding)} by its usual https address, not by an old bookmark or a link without “https”.`,
      `If the address is right, tell the developers of ${theApplication(finding)} to add it to the allowed web origins in Auth0.`,
    ],
    customer:
      'Please open the application by its usual address, starting with “https://”, rather than from an old bookmark or link, and sign in again. If that doesn’t help, send us the address you see in your browser.',
  }),
};
