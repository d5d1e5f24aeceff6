import type { Cause } from '../cause.ts';
import { isType, often, says, theApplication } from '../reading.ts';

const EXCHANGES = [
  'feacft',
  'feccft',
  'fertft',
  'fepft',
  'feotpft',
  'feoobft',
  'fercft',
  'fepotpft',
  'fede',
  'fecte',
  'jwt_bearer_exchange_failed',
];

export const clientAuthenticationFailed: Cause = {
  id: 'client_authentication_failed',
  family: 'configuration',
  owner: 'developer',
  reach: 'application',
  step: 'token',
  name: 'application’s secret refused',
  signal: (event) =>
    isType(event, ...EXCHANGES) &&
    (event.error === 'invalid_client' ||
      says(event, /^unauthorized\b|invalid client|client (authentication|secret|assertion)|client_assertion/i)),
  words: (finding) => ({
    headline: `Auth0 let {person} in; ${theApplication(finding)} then could not prove who it is when it fetched the token${often(finding.facts?.times)}.`,
    agent: [
      'Do not reset a password: the login itself worked.',
      `Tell the developers of ${theApplication(finding)}: its client secret (or key) is wrong or was rotated.`,
    ],
    customer:
      'Your sign-in itself worked; the application then failed because of a setting on our side. It’s nothing you did. We’re telling the developers.',
  }),
};
