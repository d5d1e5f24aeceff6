import type { Cause } from '../cause.ts';
import { isWorded, often, says } from '../reading.ts';

export const loginSessionLost: Cause = {
  id: 'login_session_lost',
  family: 'session',
  owner: 'user',
  reach: 'user',
  step: 'identifier',
  name: 'login page too old',
  signal: (event) =>
    isWorded(event) &&
    says(
      event,
      /pressed the back button|couldn.t find your session|too many login dialogs|(login|transaction|state)[^.]{0,30}(expired|not found|has timed out)|invalid state|issue with cookies/i,
    ),
  words: (finding) => ({
    headline: `{person}’s login page had lost its session${often(finding.facts?.times)}: bookmarked, left open for long, opened in many tabs, or its cookies were gone.`,
    agent: [
      'Ask {person} to open the application itself, not a bookmark of the sign-in page, and to use one tab.',
      'If it happens again, have the cookies of the sign-in page deleted, or try another browser.',
    ],
    customer:
      'The sign-in page was too old to be used. Please close it, open the application by its own address (not a bookmark of the sign-in page), and sign in within a few minutes.',
  }),
};
