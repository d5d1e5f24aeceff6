import type { Cause } from '../cause.ts';
import { isType, isWorded, says, theApplication } from '../reading.ts';

export const invalidRequest: Cause = {
  id: 'invalid_request',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'identifier',
  name: 'malformed login request',
  signal: (event) =>
    (isWorded(event) || isType(event, 'fpar')) &&
    says(
      event,
      /unknown client|missing required parameter|unsupported response type|service not found|redirect_uri parameter is not valid|is not supported by this server|invalid (scope|response_mode|response_type|audience parameter)|(parameter|client_id)[^.]{0,40}(invalid|not valid|not allowed|is required|missing)/i,
    ),
  words: (finding) => ({
    headline: `Not {person}: ${theApplication(finding)} sends a login request that Auth0 cannot accept${finding.facts?.text ? `: “${finding.facts.text}”` : ''}.`,
    agent: [
      'Do not reset a password.',
      `Send this text to the developers of ${theApplication(finding)}; the request itself is wrong.`,
      'An old bookmark or link can be the reason too: ask {person} to open the application itself.',
    ],
    customer:
      'Please open the application by its usual address rather than from a bookmark, and sign in from there. If it still fails, we’re already looking into it.',
  }),
};
