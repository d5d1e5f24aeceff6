import type { Cause } from '../cause.ts';
import { isType } from '../reading.ts';

export const signupRefused: Cause = {
  id: 'signup_refused',
  family: 'organization',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'sign-up failed',
  signal: (event) => isType(event, 'fs', 'signup_pwd_leak'),
  // Somebody who has an account need not sign up: what else fails is what stops them.
  weigh: (story) => ({ aside: story.rows.some((row) => row.userId !== null) }),
  words: (finding) => ({
    headline: `{person}’s sign-up was refused${finding.facts?.rules ? `: ${finding.facts.rules}` : finding.facts?.text ? `: “${finding.facts.text}”` : ''}.`,
    agent: [
      'Verify the caller: do not tell them whether an account exists already.',
      'Ask {person} to choose a longer password used nowhere else; if that is not it, to use “Forgot password?” instead of signing up.',
    ],
    customer:
      'Signing up didn’t work with these details. Please choose a longer password that you use nowhere else. If you may have registered before, use “Forgot password?” on the sign-in page instead.',
  }),
};
