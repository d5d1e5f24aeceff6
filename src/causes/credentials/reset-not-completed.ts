import type { Cause, Finding } from '../cause.ts';
import { DAY, isWrongPassword, loginAfter, rejections, rowsOf, times, unsuccessful } from '../reading.ts';

export const resetNotCompleted: Cause = {
  id: 'reset_not_completed',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'password reset not finished',
  sequence: (story): Finding[] => {
    const asked = rowsOf(story, 'scpr').filter((row) => row.at >= story.from - DAY);
    const last = asked.at(-1);
    if (last === undefined) return [];
    const finished = rowsOf(story, 'scp').some((row) => row.at >= last.at);
    if (finished || loginAfter(story, last.at) !== undefined) return [];
    const wrong = unsuccessful(story).filter((t) => isWrongPassword(t.telling));
    if (wrong.length === 0 && last.at < story.from) return [];
    const lastWrong = wrong.at(-1);
    const triedSince = lastWrong !== undefined && asked.some((row) => row.at < lastWrong.endedAt);
    return [
      {
        cause: 'reset_not_completed',
        confidence: triedSince ? 'high' : 'medium',
        tries: wrong,
        rows: [...asked, ...rejections(wrong)],
        instead: ['wrong_password'],
        second: [
          {
            cause: 'verification_mail_undelivered',
            why: 'The logs show that the mail was asked for, not that it arrived.',
          },
        ],
        facts: { asked: asked.length, times: rejections(wrong).length, refused: triedSince ? 'yes' : undefined },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person} asked for a password reset ${times(finding.facts?.asked)} and never finished it${finding.facts?.refused ? '; the old password is still refused' : ''}.`,
    agent: [
      'Ask {person} to look for the newest reset mail, in the spam folder too, and to open the link in it; older links no longer work.',
      'If no mail arrives, check the address and the mail provider.',
    ],
    customer:
      'If you asked for a new password, please open the newest mail from us (look in the spam folder too), follow the link and choose one. Links in older mails no longer work.',
  }),
};
