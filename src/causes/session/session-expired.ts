import type { Cause, Finding } from '../cause.ts';
import { HOUR, loginAfter, unsuccessful } from '../reading.ts';
import { isLoginRequired } from './silent.ts';

export const sessionExpired: Cause = {
  id: 'session_expired',
  family: 'session',
  owner: 'user',
  reach: 'user',
  step: 'application',
  name: 'session ended',
  sequence: (story): Finding[] => {
    const silent = story.rows.filter((row) => isLoginRequired(row) && row.at >= story.from);
    const last = silent.at(-1);
    if (last === undefined || loginAfter(story, last.at) !== undefined || unsuccessful(story).length > 0) return [];
    const together = silent.filter((row) => row.at > last.at - HOUR);
    const used = story.rows.findLast(
      (row) => row.at < together[0]!.at && row.userId !== null && ['s', 'ssa', 'sertft', 'seacft'].includes(row.type),
    );
    // Asked again and again within the hour, or right after use: that is no session that came to its end.
    if (together.length > 2 || used === undefined || last.at - used.at < 2 * HOUR) return [];
    return [
      {
        cause: 'session_expired',
        confidence: 'medium',
        tries: [],
        rows: [used, ...together],
        second: [{ cause: 'no_failures', why: 'Asking silently and finding no session is normal after a break.' }],
      },
    ];
  },
  words: () => ({
    headline: '{person}’s session has ended: the application looked for one and found none. Nothing failed.',
    agent: [
      'Ask {person} to sign in again. If it ends too early, whoever runs Auth0 here sets how long sessions last.',
    ],
    customer: 'Your sign-in has run out, as it does after a while. Please sign in again; that is all there is to do.',
  }),
};
