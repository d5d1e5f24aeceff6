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
    headline: 'Not {person}: the MFA page was opened from this address more often than Auth0 allows.',
    agent: [
      'Ask {person} to wait a few minutes and to try once, or from another network.',
      'Tell whoever runs Auth0 here if it comes again: many people share the address, or something calls the page.',
    ],
    customer:
      'The page that asks for your code was opened too often from your network and takes a short break. Please wait five minutes and try again, or use another network such as your phone’s.',
  }),
};
