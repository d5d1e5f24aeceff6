import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, isWorded, isWrongPassword, rejections, rowsOf, says, times, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** Auth0's default threshold of consecutive failures (configurable from 1 to 100). */
const THRESHOLD = 10;
/** A block ends thirty days after the last failure, if nothing ends it before. */
const LASTS = 30 * DAY;

const REFUSED =
  /too many (failed )?(login )?attempts|blocked after multiple consecutive|attempted \d+ consecutive logins/i;

/**
 * What ends a block: released by hand, a new password, a login from the same address; or a login elsewhere that was
 * the last word, as the block is on one address only.
 */
function released(story: Story, block: LogEvent): boolean {
  const refused = story.rows.findLast((row) => row.ip === block.ip && (isWrongPassword(row) || says(row, REFUSED)));
  return story.rows.some(
    (row) =>
      row.at > block.at &&
      (row.type === 'ublkdu' ||
        row.type === 'scp' ||
        (isLogin(row) && (row.ip === block.ip || refused === undefined || refused.at < row.at))),
  );
}

/** The longest run of wrong passwords from one address with no login in between, ending in the window. */
function run(story: Story): LogEvent[] {
  let best: LogEvent[] = [];
  const runs = new Map<string, LogEvent[]>();
  for (const row of story.rows) {
    const key = row.ip ?? '';
    if (isLogin(row) || row.type === 'scp' || row.type === 'ublkdu') runs.delete(key);
    else if (isWrongPassword(row)) {
      const now = [...(runs.get(key) ?? []), row];
      runs.set(key, now);
      if (now.length > best.length) best = now;
    }
  }
  return best.length > 0 && best.at(-1)!.at >= story.from ? best : [];
}

export const bruteForceBlocked: Cause = {
  id: 'brute_force_blocked',
  family: 'block',
  owner: 'support',
  reach: 'user',
  step: 'credentials',
  name: 'blocked after wrong passwords',
  signal: (event) =>
    event.type === 'limit_wc' || (isWorded(event) && (event.error === 'too_many_attempts' || says(event, REFUSED))),
  sequence: (story): Finding[] => {
    const blocks = rowsOf(story, 'limit_wc').filter((row) => story.at - row.at < LASTS && !released(story, row));
    const live = story.profile?.blocks;
    const liveBlock = (live?.length ?? 0) > 0;
    if (live !== undefined && !liveBlock) return [];
    const wrong = run(story);
    const long = wrong.length >= THRESHOLD;
    const block = blocks.at(-1);
    if (block === undefined && !liveBlock && !long) return [];
    const from = wrong[0]?.at ?? block?.at ?? story.from;
    const tries = unsuccessful(story).filter(
      (t) =>
        t.endedAt >= from && (isWrongPassword(t.telling) || t.telling.type === 'limit_wc' || says(t.telling, REFUSED)),
    );
    const rows = [...new Set([...rejections(tries), ...blocks])].sort((a, b) => a.at - b.at);
    return [
      {
        cause: 'brute_force_blocked',
        confidence: block !== undefined || liveBlock ? 'high' : 'medium',
        tries,
        rows,
        standing: true,
        instead: ['wrong_password', 'stale_password', 'reset_not_completed'],
        second:
          block === undefined && !liveBlock
            ? [
                {
                  cause: 'wrong_password',
                  why: 'No row says that the block was set; Auth0 writes it at most once an hour.',
                },
              ]
            : [],
        facts: {
          times: wrong.length || undefined,
          row: block === undefined ? undefined : 'yes',
          everywhere: block !== undefined && !/from this IP/i.test(block.text ?? '') ? 'yes' : undefined,
        },
      },
    ];
  },
  words: (finding) => ({
    headline: `Auth0 blocked {person} after too many wrong passwords${finding.facts?.everywhere ? '' : ' from one address'}; even the right password is refused${finding.facts?.times ? ` (typed wrong ${times(finding.facts.times)})` : ''}.`,
    agent: [
      'Verify the caller first: make sure the wrong passwords were theirs.',
      'Unblock the user in the Auth0 Dashboard (User Management), or have {person} open the unblock link in Auth0’s mail.',
      'Then have {person} choose “Forgot password?”: a new password also lifts this block.',
    ],
    customer:
      'After several wrong passwords, sign-in was paused to protect you. Please choose “Forgot password?” on the sign-in page and set a new password; that also lifts the pause. If that doesn’t work, tell us and we’ll lift it.',
  }),
};
