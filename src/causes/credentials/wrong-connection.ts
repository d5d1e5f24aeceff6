import { isLogin } from '../../event/kind.ts';
import type { Cause, Finding } from '../cause.ts';
import { isUnknownName, isWrongPassword, rejections, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** Connections on which the person has an account, the one used last before then at the end; with the login that shows it. */
function homes(story: Story, before: number): Map<string, string | null> {
  const known = new Map<string, string | null>();
  for (const user of story.profile?.users ?? []) {
    for (const identity of user.identities ?? []) if (identity.connection) known.set(identity.connection, null);
  }
  for (const row of story.rows) {
    if (row.connection === null || !isLogin(row) || row.at > before) continue;
    known.delete(row.connection);
    known.set(row.connection, row.logId);
  }
  return known;
}

export const wrongConnection: Cause = {
  id: 'wrong_connection',
  family: 'credentials',
  owner: 'user',
  reach: 'user',
  step: 'identifier',
  name: 'wrong sign-in button',
  sequence: (story): Finding[] => {
    const failed = unsuccessful(story).filter(
      (t) => t.connection !== null && (isUnknownName(t.telling) || isWrongPassword(t.telling)),
    );
    const last = failed.at(-1);
    const tried = last?.connection;
    if (last === undefined || !tried) return [];
    const known = homes(story, last.endedAt);
    if (known.has(tried) || known.size === 0) return [];
    const [home, shownBy] = [...known].at(-1)!;
    const tries = failed.filter((t) => t.connection === tried);
    // A wrong password means that there is an account on this connection too; it is just never used.
    const two = tries.some((t) => isWrongPassword(t.telling));
    if (two && shownBy === null) return [];
    return [
      {
        cause: 'wrong_connection',
        confidence: two ? 'medium' : 'high',
        tries,
        rows: [...story.rows.filter((row) => row.logId === shownBy), ...rejections(tries)],
        instead: ['unknown_user', 'wrong_password', 'user_deleted'],
        second: two
          ? [
              {
                cause: 'wrong_password',
                why: 'There is an account on this connection too; its password may just be wrong.',
              },
            ]
          : [],
        facts: { home, tried, times: rejections(tries).length },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person}’s account is on \`${finding.facts?.home}\`, but the sign-in was tried on \`${finding.facts?.tried}\`.`,
    agent: [
      `Verify the caller, then ask {person} to use the button that belongs to \`${finding.facts?.home}\` instead of typing a password.`,
      'Do not reset a password: it would not help on the account that {person} uses.',
    ],
    customer:
      'Please sign in the same way as when you first registered, for example with the “Continue with …” button, instead of typing an e-mail address and password.',
  }),
};
