import type { Cause } from '../cause.ts';
import { isType, says } from '../reading.ts';

export const passwordlessAttemptsExceeded: Cause = {
  id: 'passwordless_attempts_exceeded',
  family: 'passwordless',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'too many wrong sign-in codes',
  signal: (event) => isType(event, 'f', 'fepotpft', 'fcoa') && says(event, /maximum number of attempts/i),
  words: () => ({
    headline: '{person} typed three wrong codes; now even a new code is refused until the sign-in is started anew.',
    agent: [
      'Ask {person} to close the page, to open the application again and to ask for one new code there.',
      'A new code on the old page does not help.',
    ],
    customer:
      'After three wrong codes the page no longer accepts any. Please close it, open the application again, ask for one new code and type that.',
  }),
};
