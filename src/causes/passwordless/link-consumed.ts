import { isLogin } from '../../event/kind.ts';
import type { Cause, Finding } from '../cause.ts';
import { MINUTE, rowsOf, says, unsuccessful } from '../reading.ts';

/** A scanner opens links within this time of the mail. */
const AT_ONCE = 2 * MINUTE;
const USED = /link|verification code|already (been )?used|expired|invalid|find your session/i;

export const passwordlessLinkConsumed: Cause = {
  id: 'passwordless_link_consumed',
  family: 'passwordless',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'credentials',
  name: 'sign-in link used by a mail scanner',
  sequence: (story): Finding[] => {
    for (const sent of rowsOf(story, 'cls')
      .filter((row) => row.at >= story.from)
      .reverse()) {
      const scanner = story.rows.find(
        (row) =>
          isLogin(row) &&
          row.at > sent.at &&
          row.at - sent.at < AT_ONCE &&
          row.ip !== sent.ip &&
          (row.userAgent !== sent.userAgent || row.at - sent.at < AT_ONCE / 4),
      );
      const tries = unsuccessful(story).filter(
        (t) =>
          t.telling.at > sent.at && t.telling.at < sent.at + 60 * MINUTE && t.ip === sent.ip && says(t.telling, USED),
      );
      if (scanner === undefined || tries.length === 0 || tries[0]!.telling.at < scanner.at) continue;
      return [
        {
          cause: 'passwordless_link_consumed',
          confidence: 'medium',
          tries,
          rows: [sent, scanner, ...tries.map((t) => t.telling)],
          instead: [
            'passwordless_code_wrong',
            'passwordless_code_superseded',
            'login_session_lost',
            'unclassified',
            'action_denied',
          ],
        },
      ];
    }
    return [];
  },
  words: () => ({
    headline:
      'Something else opened {person}’s sign-in link soon after it was sent, most likely a mail scanner; {person}’s own click came too late.',
    agent: [
      'Ask {person} whether the company checks mail links automatically.',
      'Suggest to whoever runs Auth0 here to send codes instead of links: scanners cannot use them up.',
    ],
    customer:
      'The link in our mail works only once, and your company’s mail protection seems to open it before you do. We’ll find another way for you to sign in and come back to you.',
  }),
};
