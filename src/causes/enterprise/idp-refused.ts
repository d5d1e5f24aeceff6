import type { Cause } from '../cause.ts';
import { isEnterprise, isType, says, theConnection } from '../reading.ts';
import { aadsts, fromProvider, meaningOf } from './provider-text.ts';

export const idpRefused: Cause = {
  id: 'idp_refused',
  family: 'enterprise',
  owner: 'idp_admin',
  reach: 'user',
  step: 'credentials',
  name: 'refused by the identity provider',
  // With a user id the provider was content, and the refusal came from after it: an Action. Except where only a
  // provider talks so: a directory's connector, an exchange of the provider's own token.
  signal: (event) =>
    fromProvider(event) &&
    (aadsts(event) !== null ||
      (isEnterprise(event) && event.userId === null) ||
      isType(event, 'fc', 'fens') ||
      says(
        event,
        /LdapErr|AcceptSecurityContext|\bMSIS\d{4}\b|\b(identity provider|idp|upstream|federat\w+|saml|openid provider|token endpoint|userinfo)\b/i,
      )),
  signalConfidence: 'medium',
  words: (finding) => ({
    headline: `The identity provider behind ${theConnection(finding)} refused the login${finding.facts?.text ? `: “${finding.facts.text}”` : ''}${meaningOf(finding.facts?.text)}.`,
    agent: [
      'Do not reset a password here; the account lives at the identity provider.',
      'Send this text to the administrator of the customer’s identity provider; they can look it up in their own sign-in logs.',
    ],
    customer: finding.facts?.social
      ? 'The service you sign in with turned the sign-in down. Please try again there, with the account you registered with; if it fails again, tell us what it says.'
      : 'Your company’s sign-in service turned the sign-in down. Please ask your IT department to look at your sign-in at that time; we’ll gladly send them the details.',
  }),
};
