import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, loginAfter, MINUTE, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';
import { isLoginRequired } from './silent.ts';

function endsSessions(row: LogEvent): boolean {
  if (['session_revoked', 'universal_logout_succeeded', 'srrt', 'refresh_tokens_revoked_by_session'].includes(row.type))
    return true;
  const api = row.facts.api;
  if (row.type !== 'sapi' || api === undefined || (api.status ?? 200) >= 300) return false;
  return (
    (api.method === 'DELETE' &&
      /\/(sessions|refresh-tokens|refresh_tokens|grants|device-credentials)(\/|$)/.test(api.path)) ||
    (api.method === 'POST' && /revoke-access|\/revoke$/.test(api.path))
  );
}

/** The token was given back in the course of the person's own sign-out. */
function byThemselves(story: Story, row: LogEvent): boolean {
  return (
    row.type === 'srrt' && story.rows.some((other) => other.type === 'slo' && Math.abs(other.at - row.at) < MINUTE)
  );
}

export const loggedOutByAdmin: Cause = {
  id: 'logged_out_by_admin',
  family: 'session',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'application',
  name: 'sessions ended by somebody',
  sequence: (story): Finding[] => {
    const ended = story.rows.findLast((row) => row.at >= story.from && endsSessions(row) && !byThemselves(story, row));
    if (ended === undefined || loginAfter(story, ended.at) !== undefined) return [];
    const after = story.rows.filter(
      (row) => row.at > ended.at && row.at < ended.at + 7 * DAY && (row.type === 'fertft' || isLoginRequired(row)),
    );
    if (after.length === 0) return [];
    return [
      {
        cause: 'logged_out_by_admin',
        confidence: 'high',
        tries: unsuccessful(story).filter((t) => t.telling.type === 'fertft' && t.endedAt > ended.at),
        rows: [ended, ...after],
        instead: ['refresh_token_expired', 'session_expired', 'third_party_cookies_blocked'],
        facts: { by: ended.type === 'sapi' ? 'admin' : undefined },
      },
    ];
  },
  words: (finding) => ({
    headline: finding.facts?.by
      ? 'An administrator ended all of {person}’s sessions, so every device has to sign in anew.'
      : '{person}’s sessions were revoked, so every device has to sign in anew.',
    agent: [
      'Ask {person} to sign in again; nothing is wrong with the password.',
      'If it was not expected, ask whoever runs Auth0 here why the sessions were ended before saying more.',
    ],
    customer: 'You were signed out on all devices. Please sign in again with your usual details.',
  }),
};
