import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, isType, isWorded, isWrongPassword, loginAfter, rowsOf, tellingRows } from '../reading.ts';
import type { Try } from '../story.ts';

/** What a mail is for, by Auth0's names of the templates. */
type Purpose = 'reset' | 'verification' | 'code' | 'other';

const NAMES: Record<Purpose, string> = {
  reset: 'password-reset mail',
  verification: 'verification mail',
  code: 'mail with the sign-in code',
  other: 'mail',
};

function purposeOf(mail: LogEvent): Purpose {
  const name = mail.facts.mail ?? '';
  if (/reset|password_change|change_password/i.test(name)) return 'reset';
  if (/verif/i.test(name)) return 'verification';
  return /passwordless|code|otp|link|oob/i.test(name) ? 'code' : 'other';
}

/** Tries that fail for want of such a mail. */
function waitsFor(purpose: Purpose, t: Try): boolean {
  if (purpose === 'reset') return isWrongPassword(t.telling);
  if (purpose === 'verification') return isWorded(t.telling) && t.telling.type !== 'fsa';
  return purpose === 'code' && isType(t.telling, 'cs', 'cls', 'gd_send_email', 'gd_start_auth');
}

export const verificationMailUndelivered: Cause = {
  id: 'verification_mail_undelivered',
  family: 'verification',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'email_verification',
  name: 'mail not sent',
  signal: (event) => event.type === 'fn',
  sequence: (story): Finding[] => {
    const failed = rowsOf(story, 'fn').filter((row) => row.at >= story.from);
    const last = failed.at(-1);
    if (last === undefined || loginAfter(story, last.at) !== undefined) return [];
    // Sent again since without a failure, or no longer needed.
    if (rowsOf(story, 'sv', 'scp', 'svr', 'scpr', 'cs', 'cls').some((row) => row.at > last.at)) return [];
    const purpose = purposeOf(last);
    const tries = story.tries.filter(
      (t) => t.outcome !== 'succeeded' && t.endedAt >= failed[0]!.at && waitsFor(purpose, t),
    );
    return [
      {
        cause: 'verification_mail_undelivered',
        confidence: 'high',
        tries,
        rows: [...failed, ...tellingRows(tries)],
        standing: tries.length > 0 || story.at - last.at < DAY,
        aside: purpose === 'other',
        instead: ['email_unverified', 'reset_not_completed', 'wrong_password', 'passwordless_code_wrong'],
        second:
          purpose === 'reset'
            ? [{ cause: 'reset_not_completed', why: 'A reset was asked for, and the mail with its link never left.' }]
            : purpose === 'verification'
              ? [{ cause: 'email_unverified', why: 'The address is still to be verified, once the mail arrives.' }]
              : [],
        facts: { mail: NAMES[purpose], provider: last.facts.mailError },
      },
    ];
  },
  words: (finding) => ({
    headline: `Auth0 could not send {person} the ${finding.facts?.mail ?? NAMES.other}${finding.facts?.provider ? ` (“${finding.facts.provider}”)` : ''}.`,
    agent: [
      ...(finding.facts?.everybody ? [] : ['Check the address with {person}, letter by letter.']),
      'Ask whoever runs Auth0 here to look at the mail provider: the mail never left.',
    ],
    customer:
      'The mail we meant to send you could not be sent. Please tell us the e-mail address you use, letter by letter; we’re looking into it and will come back to you.',
  }),
};
