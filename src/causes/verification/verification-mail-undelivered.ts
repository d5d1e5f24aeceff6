import type { Cause, Finding } from '../cause.ts';
import { DAY, loginAfter, rowsOf, tellingRows } from '../reading.ts';

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
    if (
      last === undefined ||
      loginAfter(story, last.at) !== undefined ||
      rowsOf(story, 'sv', 'scp').some((row) => row.at > last.at)
    )
      return [];
    const tries = story.tries.filter(
      (t) => t.outcome !== 'succeeded' && t.endedAt >= failed[0]!.at && ['fp', 'f'].includes(t.telling.type),
    );
    const reset = rowsOf(story, 'scpr').some((row) => row.at <= last.at && row.at > last.at - DAY);
    return [
      {
        cause: 'verification_mail_undelivered',
        confidence: 'high',
        tries,
        rows: [...failed, ...tellingRows(tries)],
        standing: true,
        instead: ['email_unverified', 'reset_not_completed', 'wrong_password', 'passwordless_code_wrong'],
        second: reset
          ? [{ cause: 'reset_not_completed', why: 'A reset was asked for, and the mail with its link never left.' }]
          : tries.some((t) => t.telling.type === 'f')
            ? [{ cause: 'email_unverified', why: 'The address is still to be verified, once the mail arrives.' }]
            : [],
        facts: { mail: last.facts.mail, provider: last.facts.mailError },
      },
    ];
  },
  words: (finding) => ({
    headline: `Auth0 could not send {person} the ${/reset|password/.test(String(finding.facts?.mail)) ? 'password-reset' : /verif/.test(String(finding.facts?.mail)) ? 'verification' : 'sign-in'} mail${finding.facts?.provider ? ` (“${finding.facts.provider}”)` : ''}.`,
    agent: [
      ...(finding.facts?.everybody ? [] : ['Check the address with {person}, letter by letter.']),
      'Ask whoever runs Auth0 here to look at the mail provider: the mail never left.',
    ],
    customer:
      'The mail we meant to send you could not be sent. Please tell us the e-mail address you use, letter by letter; we’re looking into it and will come back to you.',
  }),
};
