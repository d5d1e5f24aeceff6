import type { Cause } from '../cause.ts';
import { says } from '../reading.ts';

export const mfaPageRateLimited: Cause = {
  id: 'mfa_page_rate_limited',
  family: 'mfa',
  owner: 'tenant_admin',
  reach: 'ip',
  step: 'mfa_challenge',
  name: 'MFA page rate limited',
  signal: (event) => says(event, /rate limit[^.]{0,20}endpoint[^.]{0,5}\/u\/mfa/i),
  words: () => ({
    headline:
      'Not {person}: Auth0 limits how often the MFA page may be asked for, and the limit was reached for this address.',
    agent: [
      'Ask {person} to wait a few minutes and to try once, or from another network.',
      'Tell whoever runs Auth0 here if it comes again: many people share the address, or something calls the page.',
    ],
    customer:
      'The page that asks for your code was overloaded for a moment. Please wait five minutes and try again, or use another network such as your phone’s.',
  }),
};
