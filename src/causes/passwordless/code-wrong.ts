import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isType, loginAfter, often, says, times, unsuccessful } from '../reading.ts';

/** A passwordless code was refused. */
export function isCodeRefused(event: LogEvent): boolean {
  return (
    isType(event, 'f', 'fepotpft', 'fcoa') &&
    says(
      event,
      /wrong (e-?mail|phone( number)?|username)[^.]* or verification code|(verification|one-?time|otp|pass) ?code[^.]{0,30}(wrong|invalid|expired|incorrect)|(invalid|wrong|incorrect) (otp|verification code|one-?time|passcode)/i,
    )
  );
}

function isRefusal(event: LogEvent): boolean {
  return isCodeRefused(event) || event.type === 'fepotpft';
}

export const passwordlessCodeWrong: Cause = {
  id: 'passwordless_code_wrong',
  family: 'passwordless',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'sign-in code wrong or expired',
  signal: isRefusal,
  sequence: (story): Finding[] => {
    const refused = unsuccessful(story).some((t) => isRefusal(t.telling));
    const unused = unsuccessful(story).filter((t) => isType(t.telling, 'cs', 'cls'));
    const last = unused.at(-1);
    if (refused || last === undefined || loginAfter(story, last.startedAt) !== undefined) return [];
    return [
      {
        cause: 'passwordless_code_wrong',
        confidence: unused.length > 1 ? 'medium' : 'low',
        tries: unused,
        rows: unused.flatMap((t) => t.rows.filter((row) => isType(row, 'cs', 'cls'))),
        aside: true,
        second: [
          {
            cause: 'verification_mail_undelivered',
            why: 'The logs show that the code was sent, not that it arrived.',
          },
        ],
        facts: { unused: unused.length, open: last.outcome === 'open' ? 'yes' : undefined },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.unused
      ? {
          headline: finding.facts.open
            ? `A sign-in code was just sent to {person}; it has not been typed yet.`
            : `A sign-in code was sent to {person} ${times(finding.facts.unused)} and never typed; such codes are valid for a few minutes only.`,
          agent: [
            'Ask {person} whether the code arrived at all, in the spam folder too, and at which address or number.',
            'If it did, ask for one new code and have it typed within three minutes.',
            'If it did not, whoever runs Auth0 here should look at the mail or text-message provider.',
          ],
          customer:
            'We sent you a code for signing in; it’s only valid for a few minutes. Please ask for a new one, look in the spam folder too, and type it straight away. If none arrives, tell us.',
        }
      : {
          headline: `The sign-in code that {person} typed was wrong or too old${often(finding.facts?.times)}.`,
          agent: [
            'Ask {person} to ask for a new code and to type it within three minutes.',
            'After three wrong codes only a new sign-in helps, not a new code.',
          ],
          customer:
            'The code wasn’t accepted; codes are only valid for a few minutes. Please start the sign-in once more, ask for a new code and type it straight away.',
        },
};
