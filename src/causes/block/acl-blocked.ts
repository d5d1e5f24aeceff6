import type { Cause, Finding } from '../cause.ts';

export const aclBlocked: Cause = {
  id: 'acl_blocked',
  family: 'block',
  owner: 'tenant_admin',
  reach: 'tenant',
  step: 'identifier',
  name: 'refused by the access control list',
  sequence: (story): Finding[] => {
    if (story.rows.some((row) => row.at >= story.from)) return [];
    const blocks = story.around.notices.filter(
      (row) => row.type === 'acls_summary' && row.at >= story.from && (row.facts.aclMatches ?? 0) > 0,
    );
    if (blocks.length === 0) return [];
    return [
      {
        cause: 'acl_blocked',
        confidence: 'low',
        tries: [],
        rows: blocks,
        second: [
          {
            cause: 'no_events',
            why: 'A refused request leaves no row of its own, so nothing ties these refusals to this person.',
          },
        ],
        facts: { matches: blocks.reduce((sum, row) => sum + (row.facts.aclMatches ?? 0), 0) },
      },
    ];
  },
  words: (finding) => ({
    headline: `There is nothing of {person} in the logs. The tenant’s access control list refused ${requests(finding)} in that time; {person} may be among them.`,
    agent: [
      'Ask {person} which network, country and VPN they use.',
      'Ask whoever runs Auth0 here which requests the access control list refuses, and whether that fits.',
    ],
    customer:
      'Please tell us which network you use (home, office, VPN, phone) and try once from another one. That tells us whether the network is the reason.',
  }),
};

function requests({ facts }: Finding): string {
  return facts?.matches === 1 ? '1 request' : `${facts?.matches} requests`;
}
