import type { Cause } from '../cause.ts';
import { isFederated, isWorded, says, theConnection } from '../reading.ts';
import { aadsts, fromProvider, signingIn } from './provider-text.ts';

/** Entra: secret expired, secret wrong, certificate of the app expired, no key configured. */
const SECRET = new Set([7000222, 7000215, 7000229, 700027, 7000218]);

export const idpSecretExpired: Cause = {
  id: 'idp_secret_expired',
  family: 'enterprise',
  owner: 'tenant_admin',
  reach: 'connection',
  step: 'credentials',
  name: 'provider secret expired',
  signal: (event) =>
    (fromProvider(event) && SECRET.has(aadsts(event) ?? 0)) ||
    (isWorded(event) &&
      isFederated(event) &&
      (event.error === 'invalid_client' ||
        says(event, /invalid_client|client secret[^.]{0,40}(expired|invalid|incorrect)/i))),
  words: (finding) => ({
    headline: `Not {person}: the identity provider refuses ${theConnection(finding)} itself, because its client secret has expired or is wrong.`,
    agent: [
      'Do not reset a password; it is never asked for on this connection.',
      `Tell whoever runs ${theConnection(finding)} in Auth0: it needs a new client secret from the identity provider.`,
    ],
    customer: `${signingIn(finding)} isn’t working just now because of a setting between the two systems. It’s nothing you did. We’re telling the people who can fix it.`,
  }),
};
