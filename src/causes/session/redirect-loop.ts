import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { MINUTE, theApplication, triesWith } from '../reading.ts';
import type { Story } from '../story.ts';

/** This many successes for one person and application, no more than this far apart, are not made by hand. */
const ROUNDS = 5;
const APART = 20_000;

/** The newest run of successes in quick succession. */
function storm(story: Story): LogEvent[] {
  const runs = new Map<string, LogEvent[]>();
  let newest: LogEvent[] = [];
  for (const row of story.rows) {
    if (row.at < story.from || !['s', 'ssa', 'scoa'].includes(row.type)) continue;
    const key = row.clientId ?? '';
    const run = runs.get(key);
    if (run !== undefined && row.at - run.at(-1)!.at <= APART) run.push(row);
    else runs.set(key, [row]);
    const next = runs.get(key)!;
    if (next.length >= ROUNDS) newest = next;
  }
  return newest;
}

export const redirectLoop: Cause = {
  id: 'redirect_loop',
  family: 'session',
  owner: 'developer',
  reach: 'application',
  step: 'application',
  name: 'redirect loop',
  sequence: (story): Finding[] => {
    const rows = storm(story);
    const last = rows.at(-1);
    if (last === undefined) return [];
    // Used quietly afterwards: the loop is over.
    if (
      story.rows.some(
        (row) =>
          row.at > last.at + 5 * MINUTE &&
          row.clientId === last.clientId &&
          ['sertft', 'seacft', 's', 'ssa'].includes(row.type),
      )
    )
      return [];
    return [
      {
        cause: 'redirect_loop',
        confidence: rows.length >= 8 ? 'high' : 'medium',
        tries: triesWith(story, rows),
        rows,
        instead: ['no_failures', 'login_rate_limited'],
        facts: { times: rows.length, seconds: Math.round((last.at - rows[0]!.at) / 1000) },
      },
    ];
  },
  words: (finding) => ({
    headline: `Auth0 lets {person} in again and again (${finding.facts?.times} times in ${finding.facts?.seconds} seconds), and ${theApplication(finding)} sends {person} straight back: a redirect loop.`,
    agent: [
      'Do not reset a password: every login worked.',
      `Ask {person} to delete the cookies of ${theApplication(finding)} and to try once; that ends the loop for some.`,
      `Tell the developers of ${theApplication(finding)}: it does not accept or keep the session after the login.`,
    ],
    customer:
      'Your sign-in works, but the application keeps sending you back to it. Please delete the cookies of the application in your browser and open it once more. We’re telling the developers.',
  }),
};
