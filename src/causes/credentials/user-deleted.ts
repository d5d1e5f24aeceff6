import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import {
  isType,
  isUnknownName,
  isWrongPassword,
  lastLogin,
  rejections,
  rowsOf,
  says,
  unsuccessful,
} from '../reading.ts';
import type { Story } from '../story.ts';

/** A token of an account that is gone. */
function isOfNobody(event: LogEvent): boolean {
  return (
    isType(event, 'fertft', 'f', 'fepft') &&
    says(event, /user (who )?(doesn.t|does not) exist any ?more|user (was|has been) deleted/i)
  );
}

export const userDeleted: Cause = {
  id: 'user_deleted',
  family: 'credentials',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'identifier',
  name: 'account deleted',
  signal: isOfNobody,
  sequence: (story): Finding[] => {
    const deleted = rowsOf(story, 'sdu', 'du', 'sapi').filter(
      (row) =>
        row.type !== 'sapi' ||
        (row.facts.api?.method === 'DELETE' &&
          /^\/users\/[^/]+$/.test(row.facts.api.path) &&
          (row.facts.api.status ?? 200) < 300),
    );
    const last = deleted.at(-1);
    if ((story.profile?.users?.length ?? 0) > 0) return [];
    if (last === undefined) return noLonger(story);
    const tries = unsuccessful(story).filter(
      (t) => (isUnknownName(t.telling) || isOfNobody(t.telling)) && t.endedAt > last.at,
    );
    if (tries.length === 0) return [];
    return [
      {
        cause: 'user_deleted',
        confidence: 'high',
        tries,
        rows: [last, ...rejections(tries)],
        instead: ['unknown_user', 'refresh_token_expired'],
        facts: { by: last.type === 'sapi' ? 'admin' : undefined },
      },
    ];
  },
  words: (finding) => ({
    headline: finding.facts?.live
      ? '{person} had an account, as earlier rows show, and it is no longer there (checked now).'
      : '{person}’s account was deleted before these attempts.',
    agent: [
      'Verify the caller; do not tell them that the account is gone before that.',
      'Ask whoever runs Auth0 here whether the deletion was meant, and whether the account should be made again.',
    ],
    customer: 'We’re looking into your sign-in and will come back to you. You don’t need to try again for now.',
  }),
};

/** No row tells of a deletion, but they logged in under this name once, and Auth0 knows nobody of it now. */
function noLonger(story: Story): Finding[] {
  const tries = unsuccessful(story).filter((t) => isUnknownName(t.telling) || isWrongPassword(t.telling));
  if (tries.length === 0 || story.profile?.users?.length !== 0) return [];
  const login = lastLogin(story, tries[0]!.startedAt) ?? tries.find((t) => isWrongPassword(t.telling))?.telling;
  // Only e-mail addresses are looked up by name: somebody with a user name is not gone because that found nobody.
  if (login === undefined || !login.identifier?.includes('@')) return [];
  return [
    {
      cause: 'user_deleted',
      confidence: 'medium',
      tries,
      rows: [login, ...rejections(tries)],
      instead: ['unknown_user', 'wrong_password'],
      second: [{ cause: 'unknown_user', why: 'The name of the account may have been changed instead.' }],
      facts: { live: 'yes' },
    },
  ];
}
