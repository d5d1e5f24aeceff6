import type { Cause } from '../cause.ts';
import { isWorded, says, theConnection } from '../reading.ts';

export const idpAttributeMissing: Cause = {
  id: 'idp_attribute_missing',
  family: 'enterprise',
  owner: 'idp_admin',
  reach: 'user',
  step: 'credentials',
  name: 'provider sends too little',
  signal: (event) =>
    isWorded(event) &&
    says(
      event,
      /(missing|required|does not (contain|include)|without|no) [^.]{0,40}\b(claim|attribute|name ?id(entifier)?|user_id mapping|subject)\b|\b(claim|attribute|name ?id)\b[^.]{0,40}(missing|not found|is required|not present)|(decrypt|attribute mapping|user_id mapping)/i,
    ),
  words: (finding) => ({
    headline: `The identity provider behind ${theConnection(finding)} does not send something that the login needs (a claim or attribute)${finding.facts?.text ? `: “${finding.facts.text}”` : ''}.`,
    agent: [
      'Do not reset a password.',
      'Send this text to the administrator of the customer’s identity provider: the claim must be released for {person} or for everybody.',
    ],
    customer:
      'Your company’s sign-in service doesn’t pass on all that we need to sign you in. Please forward this to your IT department; we’ll gladly tell them which detail is missing.',
  }),
};
