import { isLogin, isReuse } from '../../event/kind.ts';
import type { Cause, Finding } from '../cause.ts';
import { triesWith, unsuccessful } from '../reading.ts';

export const landedInOtherAccount: Cause = {
  id: 'landed_in_other_account',
  family: 'session',
  owner: 'idp_admin',
  reach: 'user',
  step: 'application',
  name: 'in, but as another account',
  sequence: (story): Finding[] => {
    const used = new Map<string, { first: number; last: number }>();
    for (const row of story.rows) {
      if (row.userId === null || !(isLogin(row) || isReuse(row) || row.type === 'ss')) continue;
      const seen = used.get(row.userId);
      used.set(row.userId, { first: seen?.first ?? row.at, last: row.at });
    }
    const newest = [...used].sort((a, b) => b[1].first - a[1].first)[0];
    if (newest === undefined || newest[1].first < story.from) return [];
    const [id, { first }] = newest;
    // What fails since is to be explained first; what failed before may be why another way in was chosen.
    if (unsuccessful(story).some((t) => t.endedAt > first)) return [];
    const earlier = [...used].filter(([other, seen]) => other !== id && seen.first < first);
    // The older account is still in use beside it: two ways in, both known to the person.
    if (earlier.some(([, seen]) => seen.last > first)) return [];
    const created = story.profile?.users?.find((user) => user.user_id === id)?.created_at;
    const older = (story.profile?.users ?? []).some(
      (user) => user.user_id !== id && user.created_at && created && user.created_at < created,
    );
    if (earlier.length === 0 && !(older && Date.parse(created ?? '') >= story.from)) return [];
    const fresh = created
      ? Date.parse(created) >= story.from
      : story.rows.some((row) => row.type === 'ss' && row.userId === id);
    const arrival = story.rows.filter(
      (row) => row.userId === id && row.at >= first && (isLogin(row) || row.type === 'ss'),
    );
    const before = story.rows.findLast((row) => row.userId === earlier[0]?.[0] && isLogin(row));
    return [
      {
        cause: 'landed_in_other_account',
        confidence: fresh ? 'medium' : 'low',
        tries: triesWith(story, arrival),
        rows: [...(before ? [before] : []), ...arrival],
        instead: ['no_failures'],
        second: [{ cause: 'no_failures', why: 'The person may have chosen the other way to sign in on purpose.' }],
        facts: { from: before?.connection ?? undefined, to: arrival.at(-1)?.connection ?? undefined },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person} does get in, but as another account than before${finding.facts?.from && finding.facts.to && finding.facts.from !== finding.facts.to ? ` (\`${finding.facts.to}\` instead of \`${finding.facts.from}\`)` : ''}, so the old data is not there.`,
    agent: [
      'Ask {person} which button they used before; signing in that way brings the old account back.',
      'If the identifier was changed at the identity provider, its administrator and whoever runs Auth0 here have to link the accounts.',
    ],
    customer:
      'You’re signed in, but with a different account than before, so your data doesn’t show. Please sign out and use the same way to sign in as before. If that isn’t possible, tell us and we’ll bring the two together.',
  }),
};
