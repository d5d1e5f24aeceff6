import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isType, isWorded, MINUTE, often, rejections, rowsOf, says, theApplication, unsuccessful } from '../reading.ts';

/** The page in use has no room for a captcha: an embedded form or the password grant. */
const CANNOT_SHOW = /configure verification page|requires[_ ]verification/i;

/** Bot detection looks at the visitor this long before the refusal at most. */
const SITTING = 15 * MINUTE;

function isCaptcha(event: LogEvent): boolean {
  return (
    (isWorded(event) || isType(event, 'fp', 'fu')) &&
    (event.error === 'requires_verification' ||
      event.error === 'invalid_captcha' ||
      says(event, /captcha|configure verification page|requires[_ ]verification/i))
  );
}

export const botDetection: Cause = {
  id: 'bot_detection',
  family: 'block',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'captcha not solved',
  signal: isCaptcha,
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter((t) => isCaptcha(t.telling));
    if (tries.length === 0) return [];
    const demands = rowsOf(story, 'pla').filter(
      (row) =>
        row.facts.requiresVerification === true &&
        tries.some((t) => row.at <= t.endedAt && t.startedAt - row.at < SITTING),
    );
    const page = tries.every((t) => says(t.telling, CANNOT_SHOW) || t.telling.error === 'requires_verification');
    return [
      {
        cause: 'bot_detection',
        confidence: 'high',
        tries,
        rows: [...demands, ...rejections(tries)],
        owner: page ? 'developer' : undefined,
        facts: { page: page ? 'cannot' : undefined },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.page
      ? {
          headline: `Not {person}: Auth0 wanted a captcha, and the sign-in page of ${theApplication(finding)} cannot show one.`,
          agent: [
            'Do not reset a password.',
            `Tell the developers of ${theApplication(finding)}: an embedded or scripted login cannot pass bot detection; Auth0’s own login page can.`,
            'Until then another network, without VPN, often spares {person} the captcha.',
          ],
          customer:
            'The sign-in page wants to make sure that you’re a person, and can’t show its question at the moment. Please try once from another network, without VPN. We’re telling the people who can fix it.',
        }
      : {
          headline: `Auth0 asked {person} for a captcha, and it was not solved${often(finding.facts?.times)}.`,
          agent: [
            'Ask {person} to turn off VPN and content blockers for the sign-in page and to try again.',
            'If the page shows no captcha at all, tell the developers: an embedded login page cannot pass bot detection.',
          ],
          customer:
            'The sign-in page wants to make sure that you’re a person. Please turn off VPN and ad blockers for that page, reload it, and solve the small picture or number task before you continue.',
        },
};
