import type { Cause, Finding } from '../cause.ts';
import { isUnknownName, rejections, rowsOf, unsuccessful } from '../reading.ts';

export const userDeleted: Cause = {
  id: 'user_deleted',
  family: 'credentials',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'identifier',
  name: 'account deleted',
  sequence: (story): Finding[] => {
    const deleted = rowsOf(story, 'sdu', 'du', 'sapi').filter(
      (row) =>
        row.type !== 'sapi' ||
        (row.facts.api?.method === 'DELETE' &&
          /^\/users\/[^/]+$/.test(row.facts.api.path) &&
          (row.facts.api.status ?? 200) < 300),
    );
    const last = deleted.at(-1);
    if (last === undefined || (story.profile?.users?.length ?? 0) > 0) return [];
    const tries = unsuccessful(story).filter((t) => isUnknownName(t.telling) && t.endedAt > last.at);
    if (tries.length === 0) return [];
    return [
      {
        cause: 'user_deleted',
        confidence: 'high',
        tries,
        rows: [last, ...rejections(tries)],
        instead: ['unknown_user'],
        facts: { by: last.type === 'sapi' ? 'admin' : undefined },
      },
    ];
  },
  words: () => ({
    headline: '{person}’s account was deleted before these attempts.',
    agent: [
      'Verify the caller; do not tell them that the account is gone before that.',
      'Ask whoever runs Auth0 here whether the deletion was meant, and whether the account should be made again.',
    ],
    customer: 'We’re looking into your sign-in and will come back to you. You don’t need to try again for now.',
  }),
};
