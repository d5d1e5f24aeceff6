import type { Cause } from '../cause.ts';
import { isType } from '../reading.ts';

export const resetRefused: Cause = {
  id: 'reset_refused',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'new password refused',
  signal: (event) => isType(event, 'fcp', 'fcpr', 'reset_pwd_leak'),
  words: (finding) => ({
    headline: finding.facts?.text
      ? `{person}’s new password was refused: “${finding.facts.text}”.`
      : '{person}’s new password was refused by the password rules.',
    agent: [
      'Ask {person} to choose another, longer password that was not used before, here or on other sites.',
      'If the request itself failed, verify the caller and check that the account is on a database connection.',
    ],
    customer:
      'The new password wasn’t accepted. Please choose a longer one that you haven’t used before, here or anywhere else, and that doesn’t contain your name or e-mail address.',
  }),
};
