import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { isType, says } from '../reading.ts';

/** A reset was asked for, and nobody has the name. */
function isOfNobody(event: LogEvent): boolean {
  return event.type === 'fcpr' && says(event, /user (does not|doesn.t) exist|no (such )?user|not found/i);
}

export const resetRefused: Cause = {
  id: 'reset_refused',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'new password refused',
  signal: (event) => isType(event, 'fcp', 'fcpr', 'reset_pwd_leak'),
  weigh: (_, tries) =>
    tries.every((t) => isOfNobody(t.telling))
      ? {
          facts: { nobody: 'yes' },
          second: [{ cause: 'unknown_user', why: 'The reset was refused because no account has the name.' }],
        }
      : {},
  words: (finding) =>
    finding.facts?.nobody
      ? {
          headline: `No password reset could be sent to {person}: “${finding.facts.text}”.`,
          agent: [
            'Verify the caller first: do not tell them whether an account exists.',
            'Ask for the address they signed up with, letter by letter, and whether they used another button (Google, company sign-in): those have no password here.',
          ],
          customer:
            'If no mail has arrived, please look in the spam folder and check the e-mail address letter by letter. Use the same way to sign in as when you first registered.',
        }
      : {
          headline: finding.facts?.text
            ? `{person}’s new password was refused: “${finding.facts.text}”.`
            : '{person}’s new password was refused by the password rules.',
          agent: [
            'Ask {person} to choose another, longer password that was not used before, here or on other sites.',
            'If the request itself failed, verify the caller and check that the account is on a database connection.',
          ],
          customer:
            'The new password wasn’t accepted. Please choose a longer one that you haven’t used before, here or anywhere else, and that doesn’t contain your name or e-mail address.',
        },
};
