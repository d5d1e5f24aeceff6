import type { Cause } from '../cause.ts';
import { isType, isWorded, says, theApplication, theConnection } from '../reading.ts';

export const connectionDisabled: Cause = {
  id: 'connection_disabled',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'identifier',
  name: 'connection switched off',
  signal: (event) =>
    (isWorded(event) || isType(event, 'fepotpft', 'fs')) &&
    says(
      event,
      /connection[^.]{0,40}(is not|was not|isn.t|not) (enabled|found|active)|connection[^.]{0,20}(was|is|has been)? ?disabled|no connections? enabled/i,
    ),
  words: (finding) => ({
    headline: `Not {person}: ${theConnection(finding)} is switched off for ${theApplication(finding)}.`,
    agent: [
      'Do not reset a password; nobody can sign in this way.',
      `Tell the developers of ${theApplication(finding)}: the connection has to be enabled for it in Auth0 (or for the organization).`,
    ],
    customer:
      'This way of signing in is switched off at the moment because of a setting on our side. It’s nothing you did. We’ll let you know as soon as it works again.',
  }),
};
