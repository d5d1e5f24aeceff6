import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { times } from '../reading.ts';
import type { Story } from '../story.ts';

/** Where and with what the person was seen: "address browser". */
function places(rows: readonly LogEvent[]): Set<string> {
  return new Set(rows.filter((row) => row.ip !== null).map((row) => `${row.ip} ${row.userAgent}`));
}

export const identifierTypo: Cause = {
  id: 'identifier_typo',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'identifier',
  name: 'mistyped name',
  sequence: (story: Story): Finding[] => {
    const near = story.around.nearMisses.filter((row) => row.at >= story.from);
    if (near.length === 0 || story.person.asked === null) return [];
    const own = story.rows.filter((row) => row.type !== 'fu' && row.type !== 'sapi');
    const seen = places(own);
    const same = near.filter((row) => seen.has(`${row.ip} ${row.userAgent}`));
    const lastMiss = same.at(-1);
    // In since then under the right name: the slip was noticed.
    if (lastMiss === undefined || own.some((row) => isLogin(row) && row.at > lastMiss.at)) return [];
    const lastOwnFailure = story.tries.findLast((t) => t.outcome !== 'succeeded' && t.endedAt >= story.from && t.telling.type !== 'fu');
    if (lastOwnFailure !== undefined && lastOwnFailure.endedAt > lastMiss.at) return [];
    return [
      {
        cause: 'identifier_typo',
        confidence: 'high',
        tries: [],
        rows: same,
        instead: ['unknown_user'],
        facts: { times: same.length },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person}’s name is being mistyped: a near spelling that no account has was tried ${times(finding.facts?.times)} from {person}’s own browser.`,
    agent: [
      'Ask {person} to spell the address as it stands in the sign-in field; the browser may have stored the wrong one.',
      'Have the stored entry deleted and the right address typed once.',
    ],
    customer:
      'There may be a small slip in the e-mail address you type. Please delete what your browser fills in, and type the address by hand, letter by letter.',
  }),
};
