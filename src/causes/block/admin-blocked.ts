import type { Cause, Finding } from '../cause.ts';
import { isWorded, rowsOf, says, unsuccessful } from '../reading.ts';

const BLOCKED = /\buser is blocked\b/i;

export const adminBlocked: Cause = {
  id: 'admin_blocked',
  family: 'block',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'credentials',
  name: 'blocked by an administrator',
  signal: (event) => isWorded(event) && says(event, BLOCKED),
  sequence: (story): Finding[] => {
    const live = story.profile?.users?.map((user) => user.blocked);
    const tries = unsuccessful(story).filter((t) => says(t.telling, BLOCKED));
    const set = rowsOf(story, 'sapi').filter((row) => typeof row.facts.api?.set?.blocked === 'boolean');
    const last = set.at(-1);
    const blockedByRow = last?.facts.api?.set?.blocked === true;
    const standing = live?.some((blocked) => blocked === true) ?? false;
    // Lifted since: by the live profile, or by an operation after the last refused try.
    const lifted =
      live !== undefined && live.length > 0
        ? !standing
        : last !== undefined && !blockedByRow && last.at > (tries.at(-1)?.endedAt ?? 0);
    if (lifted || (tries.length === 0 && !standing && !blockedByRow)) return [];
    return [
      {
        cause: 'admin_blocked',
        confidence: tries.length > 0 || standing ? 'high' : 'medium',
        tries: unsuccessful(story).filter(
          (t) => t.endedAt >= (blockedByRow ? last.at : (tries[0]?.startedAt ?? story.from)),
        ),
        rows: [...(blockedByRow ? [last] : []), ...tries.map((t) => t.telling)],
        standing: true,
        instead: ['wrong_password', 'stale_password', 'reset_not_completed', 'action_denied'],
        facts: { since: blockedByRow ? last.at : undefined, live: standing ? 'yes' : undefined },
      },
    ];
  },
  words: () => ({
    headline: 'An administrator has blocked {person}’s account; resetting the password changes nothing.',
    agent: [
      'Do not reset the password and do not promise anything: ask whoever runs Auth0 here why the account was blocked.',
      'If the block may go, they unblock it on the user’s page in the Auth0 Dashboard.',
    ],
    customer:
      'Your access is on hold at the moment. We’re checking why with the people in charge and will come back to you. Setting a new password won’t change this.',
  }),
};
