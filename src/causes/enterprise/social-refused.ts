import type { Cause } from '../cause.ts';
import { isSocial, isWorded, says } from '../reading.ts';

/** Providers' own codes for it: LinkedIn's "user_cancelled_login", Apple's "user_cancelled_authorize". */
const CANCELLED = /^user_cancell?ed/;
const REFUSED =
  /denied (the|your) request|user (has )?(denied|cancell?ed|declined)|permissions? error|user_cancell?ed|access_denied/i;

export const socialRefused: Cause = {
  id: 'social_refused',
  family: 'enterprise',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'cancelled at the social provider',
  signal: (event) =>
    isWorded(event) &&
    isSocial(event) &&
    (CANCELLED.test(event.error ?? '') ||
      ((event.error === 'access_denied' || event.type === 'fens') && (event.userId === null || says(event, REFUSED)))),
  words: (finding) => ({
    headline: `{person} cancelled at ${finding.facts?.connection ? `\`${finding.facts.connection}\`` : 'the social provider'}, or the provider said no.`,
    agent: [
      'Ask {person} to try again, to choose the right account there and to allow access.',
      'If it is refused again, another way to sign in helps meanwhile.',
    ],
    customer:
      'The sign-in was cancelled on the provider’s page. Please try again, choose the account you registered with, and allow access when you’re asked.',
  }),
};
