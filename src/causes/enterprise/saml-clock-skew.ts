import type { Cause } from '../cause.ts';
import { isSocial, isWorded, says, theConnection } from '../reading.ts';

export const samlClockSkew: Cause = {
  id: 'saml_clock_skew',
  family: 'enterprise',
  owner: 'idp_admin',
  reach: 'user',
  step: 'credentials',
  name: 'provider’s clock is off',
  signal: (event) =>
    isWorded(event) &&
    !isSocial(event) &&
    says(
      event,
      /(assertion|saml response|token)[^.]{0,40}(is |has )?(expired|not yet valid)|NotOnOrAfter|NotBefore|issued in the future|clock skew/i,
    ),
  words: (finding) => ({
    headline: `The answer of the identity provider behind ${theConnection(finding)} was outside its time of validity: its clock is off, or the page was left open.`,
    agent: [
      'Ask {person} to start anew from the application.',
      'If others on this connection fail too, ask the administrator of the identity provider to check its clock.',
    ],
    customer:
      'The confirmation from your company’s sign-in service came too late or too early. Please close the page, open the application again and sign in. If it happens again, tell us.',
  }),
};
