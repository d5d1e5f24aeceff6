import { isLogin } from '../../event/kind.ts';
import type { Cause, Finding } from '../cause.ts';
import { rejections, times, unsuccessful } from '../reading.ts';

export const identifierTypo: Cause = {
  id: 'identifier_typo',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'identifier',
  name: 'mistyped name',
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter((t) => story.joins.get(t.telling.logId) === 'slip');
    const last = tries.at(-1);
    // In since then under the right name: the slip was noticed.
    if (last === undefined || story.rows.some((row) => isLogin(row) && row.at > last.endedAt)) return [];
    return [
      {
        cause: 'identifier_typo',
        confidence: 'high',
        tries,
        rows: rejections(tries),
        instead: ['unknown_user'],
        facts: { times: rejections(tries).length, typed: last.telling.identifier ?? undefined },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person}’s name is being mistyped: “${finding.facts?.typed}”, which no account has, was tried ${times(finding.facts?.times)} in {person}’s own browser.`,
    agent: [
      'Ask {person} to spell the address as it stands in the sign-in field; the browser may have stored the wrong one.',
      'Have the stored entry deleted and the right address typed once.',
    ],
    customer:
      'There may be a small slip in the e-mail address you type. Please delete what your browser fills in, and type the address by hand, letter by letter.',
  }),
};
