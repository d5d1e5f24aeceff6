import type { Cause } from '../cause.ts';

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    session_not_found: 'the session behind it has ended',
    grant_revoked: 'its permission was revoked',
    invalid_token: 'it is no longer known',
  }),
);

export const refreshTokenExpired: Cause = {
  id: 'refresh_token_expired',
  family: 'session',
  owner: 'user',
  reach: 'user',
  step: 'token',
  name: 'stay-signed-in token expired',
  signal: (event) => event.type === 'fertft',
  words: (finding) => ({
    headline: `The token that keeps {person} signed in no longer works: ${REASONS.get(String(finding.facts?.reason)) ?? 'it expired, was revoked, or made room for newer ones'}.`,
    agent: [
      'Ask {person} to sign in again. If it comes back every few days, whoever runs Auth0 here sets how long such tokens live.',
    ],
    customer: 'Your sign-in has run out. Please sign in again; that is all there is to do.',
  }),
};
