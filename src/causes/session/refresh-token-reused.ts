import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { HOUR, says, theApplication, unsuccessful } from '../reading.ts';

function isReused(event: LogEvent): boolean {
  return event.type === 'ferrt' || (event.type === 'fertft' && says(event, /reused refresh token/i));
}

export const refreshTokenReused: Cause = {
  id: 'refresh_token_reused',
  family: 'session',
  owner: 'developer',
  reach: 'application',
  step: 'token',
  name: 'refresh token used twice',
  signal: isReused,
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story);
    const reused = tries.filter((t) => t.rows.some(isReused));
    const last = reused.at(-1);
    if (last === undefined) return [];
    const dead = tries.filter(
      (t) => t.telling.type === 'fertft' && t.endedAt >= last.startedAt && t.endedAt - last.startedAt < 24 * HOUR,
    );
    const all = [...new Set([...reused, ...dead])];
    return [
      {
        cause: 'refresh_token_reused',
        confidence: 'high',
        tries: all,
        rows: all.flatMap((t) => t.rows.filter((row) => row.type === 'ferrt' || row.type === 'fertft')),
        instead: ['refresh_token_expired', 'session_expired'],
      },
    ];
  },
  words: (finding) => ({
    headline: `${theApplication(finding).replace(/^t/, 'T')} used the same refresh token twice, so Auth0 ended the whole session of {person}.`,
    agent: [
      'Ask {person} to sign in again; that is all that {person} can do.',
      `Tell the developers of ${theApplication(finding)}: usually two tabs renew at once; a token used twice can also mean that it was stolen, if {person} has only one.`,
    ],
    customer:
      'You were signed out to be on the safe side, because the application renewed your sign-in twice at once. Please sign in again. We’re telling the developers.',
  }),
};
