import type { Cause } from '../cause.ts';
import { isType, isWorded, often, says, theApplication } from '../reading.ts';

/** The page in use has no room for a captcha: an embedded form or the password grant. */
const CANNOT_SHOW = /configure verification page|requires[_ ]verification/i;

export const botDetection: Cause = {
  id: 'bot_detection',
  family: 'block',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'captcha not solved',
  signal: (event) =>
    (isWorded(event) || isType(event, 'fp', 'fu')) &&
    (event.error === 'requires_verification' ||
      says(event, /captcha|configure verification page|requires[_ ]verification/i)),
  weigh: (_, tries) =>
    tries.every((t) => says(t.telling, CANNOT_SHOW) || t.telling.error === 'requires_verification')
      ? { owner: 'developer', facts: { page: 'cannot' } }
      : {},
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
            'The sign-in page wants to make sure that you’re a person, and can’t show its question at the moment. Please try once from another network, without VPN. We’ve told the people who can fix it.',
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
