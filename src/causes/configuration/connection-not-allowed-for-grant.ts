import type { Cause } from '../cause.ts';
import { isType, says, theApplication } from '../reading.ts';

export const connectionNotAllowedForGrant: Cause = {
  id: 'connection_not_allowed_for_grant',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'token',
  name: 'grant not allowed',
  signal: (event) =>
    isType(event, 'f', 'fepft', 'feacft', 'fertft', 'feccft', 'feotpft', 'feoobft', 'fepotpft', 'fecte') &&
    says(
      event,
      /not allowed for the client|invalid connection specified for password grant|grant type[^.]{0,60}(not allowed|not supported|is disabled)|authorization server not configured with default connection/i,
    ),
  words: (finding) => ({
    headline: `Not {person}: ${theApplication(finding)} may not sign people in this way (grant or connection type not allowed for it).`,
    agent: [
      'Do not reset a password.',
      `Tell the developers of ${theApplication(finding)}: allow the grant for the application in Auth0, or use another flow.`,
    ],
    customer:
      'Signing in isn’t working just now because of a setting on our side. It’s nothing you did. We’re telling the people who can fix it.',
  }),
};
