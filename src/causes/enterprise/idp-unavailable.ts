import type { Cause } from '../cause.ts';
import { says, theConnection } from '../reading.ts';
import { aadsts, fromProvider } from './provider-text.ts';

export const idpUnavailable: Cause = {
  id: 'idp_unavailable',
  family: 'enterprise',
  owner: 'idp_admin',
  reach: 'connection',
  step: 'credentials',
  name: 'identity provider down',
  signal: (event) =>
    fromProvider(event) &&
    ([90033, 90006, 90012, 90007].includes(aadsts(event) ?? 0) ||
      says(
        event,
        /ETIMEDOUT|ESOCKETTIMEDOUT|ECONN\w+|ENOTFOUND|EAI_AGAIN|socket hang up|timed? ?-?out|temporarily unavailable|service unavailable|bad gateway|gateway time|internal server error|\b50[0234]\b|server_error|allowed execution time|unable to (reach|connect)|could not (be reached|connect)|failed to (obtain|fetch|retrieve) /i,
      )),
  words: (finding) => ({
    headline: `Not {person}: the identity provider behind ${theConnection(finding)} does not answer, or not in time.`,
    agent: [
      'Do not reset a password; it is never asked for on this connection.',
      finding.facts?.social
        ? 'Look at the provider’s status page; there is nothing to do here but to wait, or to sign in another way.'
        : 'Look at the provider’s status page, and tell the administrator of the customer’s identity provider.',
    ],
    customer: `The service that checks your ${finding.facts?.social ? '' : 'company '}account doesn’t answer at the moment. It’s nothing you did. Please try again in a while; we’re following it.`,
  }),
};
