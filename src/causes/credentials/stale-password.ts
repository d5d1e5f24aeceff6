import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, isWrongPassword, lastLogin, loginAfter, rejections, rowsOf, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** How long after a change the old password is the likeliest reason for a wrong one. */
const FRESH = 30 * DAY;

/** The newest change of the password before a moment: by the person (scp) or by an administrator (sapi). */
function changeBefore(story: Story, at: number): LogEvent | undefined {
  return rowsOf(story, 'scp', 'sapi').findLast(
    (row) =>
      row.at < at &&
      at - row.at < FRESH &&
      (row.type === 'scp' || row.facts.api?.changed.includes('password') === true),
  );
}

export const stalePassword: Cause = {
  id: 'stale_password',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'old password after a change',
  sequence: (story): Finding[] => {
    const wrong = unsuccessful(story).filter((t) => isWrongPassword(t.telling));
    const first = wrong[0];
    if (first === undefined) return [];
    const change = changeBefore(story, first.endedAt);
    if (change === undefined) return [];
    const asked = rowsOf(story, 'scpr').some((row) => row.at > change.at && row.at < wrong.at(-1)!.endedAt);
    if (asked) return [];
    // Somebody who has used the new password since then mistypes as anybody does, unless another device is at it.
    const since = loginAfter(story, change.at);
    const sameDevice = since !== undefined && since.at < first.startedAt && since.userAgent === first.userAgent;
    if (sameDevice) return [];
    const before = lastLogin(story, change.at);
    return [
      {
        cause: 'stale_password',
        confidence: 'medium',
        tries: wrong,
        rows: [change, ...rejections(wrong)],
        instead: ['wrong_password'],
        second: [{ cause: 'wrong_password', why: 'The new password may simply be mistyped.' }],
        facts: {
          times: rejections(wrong).length,
          by: change.type === 'scp' ? 'self' : 'admin',
          used: before?.userAgent === first.userAgent ? 'before' : undefined,
        },
      },
    ];
  },
  words: (finding) => ({
    headline:
      finding.facts?.by === 'admin'
        ? '{person}’s password was changed by an administrator; a wrong one, probably the old one, is still being typed.'
        : '{person} changed the password and since then a wrong one, probably the old one, is being typed.',
    agent: [
      'Ask whether a browser, a phone or a password manager still fills in the old password; have it deleted there.',
      'Ask {person} to type the new password by hand. If it is forgotten, “Forgot password?” sets another.',
    ],
    customer:
      'If you changed your password recently, please type the new one by hand: your browser or password manager may still fill in the old one. If you no longer know it, choose “Forgot password?” on the sign-in page.',
  }),
};
