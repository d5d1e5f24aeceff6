import type { Cause } from '../cause.ts';
import { isSocial, isWorded, says, theConnection } from '../reading.ts';
import { signingIn } from './provider-text.ts';

export const samlCertificateMismatch: Cause = {
  id: 'saml_certificate_mismatch',
  family: 'enterprise',
  owner: 'tenant_admin',
  reach: 'connection',
  step: 'credentials',
  name: 'SAML certificate mismatch',
  signal: (event) =>
    isWorded(event) &&
    !isSocial(event) &&
    says(
      event,
      /invalid thumbprint|verify the signature|signature (validation|verification|check)[^.]{0,20}(fail|error)|invalid signature|signing certificate|certificate (has )?(expired|mismatch|does not match)/i,
    ),
  words: (finding) => ({
    headline: `Not {person}: the identity provider signs with a certificate that ${theConnection(finding)} does not hold.`,
    agent: [
      'Do not reset a password; it is never asked for on this connection.',
      `Tell whoever runs ${theConnection(finding)} in Auth0: upload the provider’s new signing certificate (its metadata has it).`,
    ],
    customer: `${signingIn(finding)} isn’t working just now because a certificate was changed between the two systems. It’s nothing you did. We’re telling the people who can fix it.`,
  }),
};
