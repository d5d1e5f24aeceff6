import { isLogin } from '../../event/kind.ts';
import type { Cause, Finding } from '../cause.ts';
import { rejections, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** Connections on which the person is known to have an account, with the row that shows it where one does. */
function homes(story: Story): Map<string, string> {
  const known = new Map<string, string>();
  for (const user of story.profile?.users ?? []) {
    for (const identity of user.identities ?? []) if (identity.connection) known.set(identity.connection, 'profile');
  }
  for (const row of story.rows) {
    if (row.connection !== null && (isLogin(row) || (row.type === 'fp' && row.userId !== null)))
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
    const unknown = unsuccessful(story).filter((t) => t.telling.type === 'fu' && t.connection !== null);
    const tried = unknown.at(-1)?.connection;
    if (!tried) return [];
    const known = homes(story);
    if (known.has(tried) || known.size === 0) return [];
    const [home, shownBy] = [...known].at(-1)!;
    const tries = unknown.filter((t) => t.connection === tried);
    const proof = story.rows.filter((row) => row.logId === shownBy);
    return [
      {
        cause: 'wrong_connection',
        confidence: 'high',
        tries,
        rows: [...proof, ...rejections(tries)],
        instead: ['unknown_user', 'wrong_password'],
        facts: { home, tried, times: rejections(tries).length },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person}’s account is on \`${finding.facts?.home}\`, but the sign-in was tried on \`${finding.facts?.tried}\`.`,
    agent: [
      `Verify the caller, then ask {person} to use the button that belongs to \`${finding.facts?.home}\` instead of typing a password.`,
      'Do not reset a password: there is none on that connection.',
    ],
    customer:
      'Please sign in the same way as when you first registered, for example with the “Continue with …” button, instead of typing an e-mail address and password.',
  }),
};
