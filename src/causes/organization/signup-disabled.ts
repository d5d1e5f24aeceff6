import type { Cause } from '../cause.ts';
import { isType, says } from '../reading.ts';

export const signupDisabled: Cause = {
  id: 'signup_disabled',
  family: 'organization',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'identifier',
  name: 'sign-up is off',
  signal: (event) =>
    isType(event, 'fs', 'f') && says(event, /sign[- ]?ups?\b[^.]{0,40}(disabled|not (allowed|enabled)|turned off)/i),
  words: (finding) => ({
    headline: `{person} tried to sign up${finding.facts?.connection ? ` on \`${finding.facts.connection}\`` : ''}, and sign-up is switched off.`,
    agent: [
      'Verify the caller, then find out whether they should have an account.',
      'If so, whoever runs Auth0 here creates it or sends an invitation.',
    ],
    customer:
      'New accounts can’t be created on this page. If you should have access, please tell us who asked you to sign in, and we’ll see to it.',
  }),
};
