import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isWorded, isWrongPassword, loginAfter, rowsOf, says, unsuccessful } from '../reading.ts';

const BLOCKED = /\b(user|account) is blocked\b|^blocked[_ ]user$/i;

function isRefusal(event: LogEvent): boolean {
  return isWorded(event) && (event.error === 'blocked_user' || says(event, BLOCKED));
}

/** An operation that set the account's `blocked`, either way. */
function isBlockSet(row: LogEvent): boolean {
  return typeof row.facts.api?.set?.blocked === 'boolean' && (row.facts.api.status ?? 200) < 300;
}

export const adminBlocked: Cause = {
  id: 'admin_blocked',
  family: 'block',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'credentials',
  name: 'blocked by an administrator',
  signal: isRefusal,
  sequence: (story): Finding[] => {
    const live = story.profile?.users?.map((user) => user.blocked === true);
    const refused = unsuccessful(story).filter((t) => isRefusal(t.telling));
    const last = rowsOf(story, 'sapi').findLast(isBlockSet);
    const blocking = last?.facts.api?.set?.blocked === true ? last : undefined;
    const since = Math.max(refused.at(-1)?.endedAt ?? 0, blocking?.at ?? 0);
    const standing = live?.includes(true) ?? false;
    if (!standing && since === 0) return [];
    // Lifted since: by the live profile, by an operation, or as a login shows.
    const unblocking = blocking === undefined && last !== undefined && last.at > since ? last : undefined;
    const lifted =
      live !== undefined && live.length > 0
        ? !standing
        : unblocking !== undefined || loginAfter(story, since) !== undefined;
    const from = blocking?.at ?? refused[0]?.startedAt ?? story.from;
    const tries = unsuccessful(story).filter(
      (t) => t.endedAt >= from && (refused.includes(t) || isWrongPassword(t.telling)),
    );
    if (lifted && refused.length === 0) return [];
    return [
      {
        cause: 'admin_blocked',
        confidence: lifted ? 'medium' : refused.length > 0 || standing ? 'high' : 'medium',
        tries: lifted ? refused : tries,
        rows: [blocking, ...refused.map((t) => t.telling), unblocking].filter((row) => row !== undefined),
        standing: !lifted,
        aside: lifted,
        instead: ['wrong_password', 'stale_password', 'reset_not_completed', 'action_denied'],
        facts: { lifted: lifted ? 'yes' : undefined, live: live !== undefined && live.length > 0 ? 'yes' : undefined },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.lifted
      ? {
          headline: `{person}’s account was blocked by an administrator; the block has been lifted since${finding.facts.live ? ' (checked now)' : ''}, and {person} has not tried again.`,
          agent: ['Ask {person} to sign in again; the password need not be reset.'],
          customer: 'Your access is open again. Please sign in with your usual details.',
        }
      : {
          headline: `An administrator has blocked {person}’s account${finding.facts?.live ? ' (checked now)' : ''}; resetting the password changes nothing.`,
          agent: [
            'Verify the caller before you say anything about the account.',
            'Do not reset the password and do not promise anything: ask whoever runs Auth0 here why the account was blocked.',
            'If the block may go, they unblock it on the user’s page in the Auth0 Dashboard.',
          ],
          customer:
            'Your access is on hold at the moment. We’re checking why with the people in charge and will come back to you. Setting a new password won’t change this.',
        },
};
