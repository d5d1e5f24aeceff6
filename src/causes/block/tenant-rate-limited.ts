import type { Cause, Finding } from '../cause.ts';
import { isWorded, MINUTE, says, unsuccessful } from '../reading.ts';

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
        /f|fepft/.test(t.telling.type) &&
        t.telling.error !== 'access_denied' &&
        limits.some((row) => Math.abs(row.at - t.endedAt) < MINUTE),
    );
    const worded = tries.filter((t) => says(t.telling, /limit|too many requests/i));
    if (worded.length === 0) return [];
    return [
      {
        cause: 'tenant_rate_limited',
        confidence: 'high',
        tries: worded,
        rows: [...limits.slice(-3), ...worded.map((t) => t.telling)],
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
