import type { Cause, Finding } from '../cause.ts';
import { isWorded, rowsOf, says, unsuccessful } from '../reading.ts';

const VERIFY =
  /(verify|confirm|validate) (your|the|this)? ?(account'?s? )?(e-?mail|address)|e-?mail (address )?(is |has )?(not|isn.t|hasn.t)( yet| been)* (verified|confirmed|validated)|(unverified|unconfirmed) (e-?mail|address|account)|e-?mail verification (is )?(required|needed|pending)|not_verified|email_not_verified/i;

export const emailUnverified: Cause = {
  id: 'email_unverified',
  family: 'verification',
  owner: 'user',
  reach: 'user',
  step: 'email_verification',
  name: 'e-mail not verified',
  signal: (event) => isWorded(event) && says(event, VERIFY),
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter((t) => says(t.telling, VERIFY));
    if (tries.length === 0) return [];
    const mails = rowsOf(story, 'ss', 'svr').filter((row) => row.at <= tries.at(-1)!.endedAt);
    const done = rowsOf(story, 'sv').find((row) => row.at > tries.at(-1)!.endedAt);
    const live = story.profile?.users?.map((user) => user.email_verified);
    const verifiedNow = live !== undefined && live.length > 0 && live.every((v) => v === true);
    return [
      {
        cause: 'email_unverified',
        confidence: verifiedNow || done ? 'medium' : 'high',
        tries,
        rows: [...mails.slice(-2), ...tries.map((t) => t.telling), ...(done ? [done] : [])],
        instead: ['action_denied'],
        facts: { verified: verifiedNow || done ? 'yes' : undefined },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.verified
      ? {
          headline:
            '{person} was refused because the e-mail address was not verified; it is now, and {person} has not tried again since.',
          agent: ['Ask {person} to sign in again; the address is verified now.'],
          customer: 'Your e-mail address is confirmed now. Please sign in again.',
        }
      : {
          headline:
            '{person} has to verify the e-mail address before signing in; the link in the verification mail was not opened.',
          agent: [
            'Ask {person} to open the newest verification mail, in the spam folder too, and to click its link.',
            'If there is none, have another one sent from the user’s page in the Auth0 Dashboard.',
          ],
          customer:
            'Before you can sign in, please confirm your e-mail address: open the newest mail from us (look in the spam folder too) and click the link in it. Then sign in again.',
        },
};
