import { identifierKey } from '../../event/identifier.ts';
import { isLogin } from '../../event/kind.ts';
import { isNear } from '../../event/near.ts';
import type { Cause, Finding } from '../cause.ts';
import { isUnknownName, rejections, times, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

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
    if (last === undefined) return askedByTheSlip(story);
    // In since then under the right name: the slip was noticed.
    if (story.rows.some((row) => isLogin(row) && row.at > last.endedAt)) return [];
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
    headline: finding.facts?.near
      ? 'The name asked about has no account; the same browser signs in under one that differs by a slip, so it is probably being mistyped.'
      : `{person}’s name is being mistyped: “${finding.facts?.typed}”, which no account has, was tried ${times(finding.facts?.times)} in {person}’s own browser.`,
    agent: [
      ...(finding.facts?.near ? ['Verify the caller first: do not tell them which name has an account.'] : []),
      'Ask {person} to spell the address as it stands in the sign-in field; the browser may have stored the wrong one.',
      'Have the stored entry deleted and the right address typed once.',
    ],
    customer:
      'There may be a small slip in the e-mail address you type. Please delete what your browser fills in, and type the address by hand, letter by letter.',
  }),
};

/** What was asked about is itself the slip: nobody has it, and the same browser signs in under a near name. */
function askedByTheSlip(story: Story): Finding[] {
  const tries = unsuccessful(story).filter((t) => isUnknownName(t.telling));
  if (tries.length === 0 || tries.length < unsuccessful(story).length) return [];
  const right = story.around.sameAddress.findLast(
    (row) =>
      isLogin(row) &&
      row.identifier !== null &&
      tries.some((t) => t.ip === row.ip && t.userAgent === row.userAgent) &&
      story.person.identifiers.some((asked) => isNear(asked, identifierKey(row.identifier!))),
  );
  if (right === undefined) return [];
  return [
    {
      cause: 'identifier_typo',
      confidence: 'medium',
      tries,
      rows: rejections(tries),
      instead: ['unknown_user'],
      second: [{ cause: 'unknown_user', why: 'Two people with near names may share this browser.' }],
      facts: { times: rejections(tries).length, near: 'yes' },
    },
  ];
}
