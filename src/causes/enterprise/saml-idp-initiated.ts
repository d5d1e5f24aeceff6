import type { Cause } from '../cause.ts';
import { isSocial, isWorded, says, theConnection } from '../reading.ts';

export const samlIdpInitiated: Cause = {
  id: 'saml_idp_initiated',
  family: 'enterprise',
  owner: 'tenant_admin',
  reach: 'connection',
  step: 'credentials',
  name: 'login started at the provider',
  signal: (event) =>
    isWorded(event) &&
    !isSocial(event) &&
    says(event, /idp-?initiated|RelayState|InResponseTo|default app(lication)? (is )?not configured/i),
  words: (finding) => ({
    headline: `{person} started the login at the identity provider’s own page, and ${theConnection(finding)} does not accept that.`,
    agent: [
      'Ask {person} to open the application itself and to sign in from there, not from the provider’s list of applications.',
      'If starting there is wanted, whoever runs Auth0 here has to allow IdP-initiated login on the connection.',
    ],
    customer:
      'Please open the application’s own address and sign in from there, rather than from your company’s list of applications. That should let you in.',
  }),
};
