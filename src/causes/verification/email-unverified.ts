import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isWorded, loginAfter, rowsOf, says, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

const VERIFY =
  /(verify|confirm|validate) (your|the|this)? ?(account'?s? )?(e-?mail|address)|e-?mail (address )?(is |has )?(not|isn.t|hasn.t)( yet| been)* (verified|confirmed|validated)|(unverified|unconfirmed) (e-?mail|address|account)|e-?mail verification (is )?(required|needed|pending)|not_verified|email_not_verified/i;

/**
 * The same in the tenants' own languages: to verify, and mail, one of the two words not English. "Adresse" and its like
 * say nothing: an IP address is one too.
 */
const VERB = 'verifi|vérifi|confirm|bestätig|conferm|bevestig|potwierd|zweryfik|bekräft|bekreft|bekræft';
const FOREIGN_VERB =
  'verifiz|verifiez|verifiqu|verificar|verificad|verifica\\b|vérifi|confirme[rz]?\\b|confirma\\b|bestätig|conferm|bevestig|potwierd|zweryfik|bekräft|bekreft|bekræft';
const MAIL = 'e-?mail|mail|correo|courriel|e-?post';
const FOREIGN_MAIL = 'correo|courriel|e-?post';
const near = (a: string, b: string) => `(?:${a}).{0,40}?(?:${b})|(?:${b}).{0,40}?(?:${a})`;
const VERIFY_ABROAD = new RegExp(`${near(VERB, FOREIGN_MAIL)}|${near(FOREIGN_VERB, MAIL)}`, 'i');

function asksToVerify(event: LogEvent): boolean {
  return says(event, VERIFY) || says(event, VERIFY_ABROAD);
}

/** Words of a tenant that may mean this and other things: a look-up of the address, or a mail never answered, decides. */
const WAITING =
  /\b(account|profile|registration)\b.{0,30}\bnot( yet| been)* (confirmed|verified|activated)|(check|look in|see) your (inbox|mailbox|e-?mails?)\b|link (that )?we( have|'ve|’ve)? ?(just )?(sent|e-?mailed)|activation (link|e-?mail)/i;

/** Whether this refusal is about the address: by its own words, or by weaker ones and what is known besides. */
function isAboutAddress(story: Story): (event: LogEvent) => boolean {
  const mails = rowsOf(story, 'svr', 'ss');
  const unanswered = mails.length > 0 && rowsOf(story, 'sv').length === 0 && liveVerified(story) !== true;
  const waits = unanswered || liveVerified(story) === false;
  return (event) => asksToVerify(event) || (waits && isWorded(event) && says(event, WAITING));
}

/** What the Management API says of the address now; null where it was not asked or knows nobody. */
function liveVerified(story: Story): boolean | null {
  const live = story.profile?.users ?? [];
  return live.length === 0 ? null : live.every((user) => user.email_verified === true);
}

/** Signed up, a mail with a link sent, the link never opened and nobody in since; no refusal says it. */
function neverOpened(story: Story): Finding[] {
  const signup = rowsOf(story, 'ss', 'fv').findLast((row) => row.at >= story.from);
  if (signup === undefined || loginAfter(story, signup.at) !== undefined || liveVerified(story) === true) return [];
  const sent = rowsOf(story, 'svr').filter((row) => row.at >= story.from);
  const dead = rowsOf(story, 'fv').filter((row) => row.at >= story.from);
  const asked = sent.length + dead.length > 0 || liveVerified(story) === false;
  if (!asked || rowsOf(story, 'sv').length > 0) return [];
  return [
    {
      cause: 'email_unverified',
      confidence: 'medium',
      tries: story.tries.filter((t) => t.telling.type === 'ss' && t.endedAt >= signup.at),
      rows: [signup, ...sent, ...dead],
      aside: true,
      facts: { mails: sent.length || undefined, dead: dead.length || undefined },
    },
  ];
}

export const emailUnverified: Cause = {
  id: 'email_unverified',
  family: 'verification',
  owner: 'user',
  reach: 'user',
  step: 'email_verification',
  name: 'e-mail not verified',
  signal: (event) => isWorded(event) && asksToVerify(event),
  sequence: (story): Finding[] => {
    const aboutAddress = isAboutAddress(story);
    const tries = unsuccessful(story).filter((t) => aboutAddress(t.telling));
    if (tries.length === 0) return neverOpened(story);
    const mails = rowsOf(story, 'ss', 'svr', 'fv').filter((row) => row.at <= tries.at(-1)!.endedAt);
    const done = rowsOf(story, 'sv').find((row) => row.at > tries.at(-1)!.endedAt);
    const verifiedNow = liveVerified(story) === true;
    return [
      {
        cause: 'email_unverified',
        confidence: verifiedNow || done ? 'medium' : 'high',
        tries,
        rows: [...mails.slice(-2), ...tries.map((t) => t.telling), ...(done ? [done] : [])],
        instead: ['action_denied'],
        facts: { verified: verifiedNow || done ? 'yes' : undefined, mails: mails.length || undefined },
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
          headline: `{person} has to verify the e-mail address before signing in${finding.facts?.dead ? '; the link in the mail no longer worked when it was opened' : finding.facts?.mails ? '; the link in the verification mail was not opened' : ''}.`,
          agent: [
            'Ask {person} to open the newest verification mail, in the spam folder too, and to click its link.',
            'If there is none, have another one sent from the user’s page in the Auth0 Dashboard.',
          ],
          customer:
            'Before you can sign in, please confirm your e-mail address: open the newest mail from us (look in the spam folder too) and click the link in it. Then sign in again.',
        },
};
