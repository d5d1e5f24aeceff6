import type { Cause } from '../cause.ts';
import { isSocial, isWorded, says, theConnection } from '../reading.ts';
import { signingIn } from './provider-text.ts';

export const samlAudienceMismatch: Cause = {
  id: 'saml_audience_mismatch',
  family: 'enterprise',
  owner: 'idp_admin',
  reach: 'connection',
  step: 'credentials',
  name: 'SAML audience mismatch',
  signal: (event) =>
    isWorded(event) &&
    !isSocial(event) &&
    says(
      event,
      /audience is invalid|invalid audience|audience[^.]{0,40}(mismatch|not match|does not match)|entity ?id[^.]{0,30}(mismatch|not match|invalid)/i,
    ),
  words: (finding) => ({
    headline: `Not {person}: the identity provider behind ${theConnection(finding)} addresses its answers to another audience (entity ID) than Auth0 expects.`,
    agent: [
      'Do not reset a password.',
      'Ask the administrator of the customer’s identity provider to set the audience (entity ID) to the one of the Auth0 connection.',
    ],
    customer: `${signingIn(finding)} isn’t working just now because of a setting between the two systems. It’s nothing you did. We’re telling the people who can fix it.`,
  }),
};
