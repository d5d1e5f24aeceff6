import type { Cause } from '../cause.ts';
import { isType, isWorded, says } from '../reading.ts';

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
  words: (finding) => ({
    headline:
      finding.facts?.text && /configure|requires/i.test(String(finding.facts.text))
        ? 'Auth0 wanted a captcha from {person}, and the sign-in page in use cannot show one.'
        : 'Auth0 asked {person} for a captcha, and it was not solved.',
    agent: [
      'Ask {person} to turn off VPN and content blockers for the sign-in page and to try again.',
      'If the page shows no captcha at all, tell the developers: an embedded login page cannot pass bot detection.',
    ],
    customer:
      'The sign-in page wants to make sure that you’re a person. Please turn off VPN and ad blockers for that page, reload it, and solve the small picture or number task before you continue.',
  }),
};
