import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isWorded, MINUTE, says, tellingRows, unsuccessful } from '../reading.ts';

/** A text that says no more than that something went wrong. */
function isVague(event: LogEvent): boolean {
  return (
    (event.error === 'server_error' || event.error === null || event.error === 'temporarily_unavailable') &&
    (event.text === null ||
      says(event, /^(an )?(unexpected |internal |unknown )?(server )?error|something went wrong|try again/i))
  );
}

export const tenantRateLimited: Cause = {
  id: 'tenant_rate_limited',
  family: 'block',
  owner: 'tenant_admin',
  reach: 'tenant',
  step: 'identifier',
  name: 'tenant over its rate limit',
  signal: (event) =>
    event.type === 'api_limit' ||
    (isWorded(event) &&
      (event.error === 'too_many_requests' ||
        says(
          event,
          /global limit has been reached|rate limit exceeded|limit of allowed calls|exceeded the rate limit/i,
        ))),
  sequence: (story): Finding[] => {
    const limits = story.around.notices.filter((row) => row.type === 'api_limit' && row.at >= story.from);
    const tries = unsuccessful(story).filter(
      (t) =>
        isWorded(t.telling) &&
        t.telling.error !== 'access_denied' &&
        limits.some((row) => Math.abs(row.at - t.endedAt) < MINUTE),
    );
    // Another text in the same half minute as the tenant's global limit is most likely its consequence.
    const near = tries.filter((t) =>
      limits.some((row) => row.facts.limitGlobal === true && Math.abs(row.at - t.endedAt) < MINUTE / 2),
    );
    const worded = tries.filter((t) => says(t.telling, /limit|too many requests/i));
    const found = worded.length > 0 ? worded : near.filter((t) => isVague(t.telling));
    if (found.length === 0) return [];
    return [
      {
        cause: 'tenant_rate_limited',
        confidence: worded.length > 0 ? 'high' : 'medium',
        tries: found,
        rows: [...limits.slice(-3), ...tellingRows(found)],
        instead: ['unclassified'],
      },
    ];
  },
  words: () => ({
    headline: 'Not {person}: the tenant was over its Auth0 rate limit, and logins were refused.',
    agent: [
      'Ask {person} to try again in a few minutes; nothing is wrong with the account.',
      'Tell whoever runs Auth0 here: which application or script uses up the limit stands in the rate-limit rows.',
    ],
    customer: 'Signing in was overloaded for a moment. Please try again in a few minutes. It’s nothing you did.',
  }),
};
