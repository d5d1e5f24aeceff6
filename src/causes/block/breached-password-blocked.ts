import type { Cause, Finding } from '../cause.ts';
import { strangerTo } from '../habits.ts';
import { isWorded, loginAfter, rowsOf, says } from '../reading.ts';

export const breachedPasswordBlocked: Cause = {
  id: 'breached_password_blocked',
  family: 'block',
  owner: 'user',
  reach: 'user',
  step: 'credentials',
  name: 'leaked password stopped',
  signal: (event) =>
    event.type === 'pwd_leak' ||
    (isWorded(event) &&
      (event.error === 'password_leaked' || says(event, /leaked password|password[^.]{0,40}(breach|leak)/i))),
  sequence: (story): Finding[] => {
    const leaks = rowsOf(story, 'pwd_leak').filter((row) => row.at >= story.from);
    const last = leaks.at(-1);
    if (last === undefined) return [];
    // In right after it: the leak was noticed, not enforced. A new password ends it too.
    if (loginAfter(story, last.at) !== undefined || rowsOf(story, 'scp').some((row) => row.at > last.at)) return [];
    const leaked = new Set(leaks);
    const stranger = strangerTo(story);
    return [
      {
        cause: 'breached_password_blocked',
        confidence: says(last, /shield[^.]*enabled|blocked/i) ? 'high' : 'medium',
        tries: story.tries.filter(
          (t) => t.rows.some((row) => leaked.has(row)) || (t.telling.type === 'fp' && t.startedAt > last.at),
        ),
        rows: leaks,
        standing: true,
        instead: ['wrong_password', 'suspected_attack'],
        second:
          stranger !== null && leaks.every((row) => stranger(row))
            ? [
                {
                  cause: 'suspected_attack',
                  why: 'It was typed at an address and in a browser that {person} has never used.',
                },
              ]
            : [],
      },
    ];
  },
  words: () => ({
    headline:
      '{person}’s password is on a list of leaked passwords, so Auth0 stopped the login; only a new password helps.',
    agent: [
      'Ask {person} to choose “Forgot password?” and to set a password used nowhere else.',
      'If {person} did not try to sign in then, somebody else has that password: the reset matters all the more.',
    ],
    customer:
      'To protect you, we no longer accept the password you used, because it has turned up in a data leak elsewhere. Please choose “Forgot password?” on the sign-in page and set a new one that you use nowhere else.',
  }),
};
