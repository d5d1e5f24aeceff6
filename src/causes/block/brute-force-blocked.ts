import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { placeOf, strangerTo } from '../habits.ts';
import { DAY, isWorded, isWrongPassword, loginAfter, rejections, says, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** Auth0's default threshold of consecutive failures (configurable from 1 to 100). */
const THRESHOLD = 10;
/** A block ends thirty days after the last failure, if nothing ends it before. */
const LASTS = 30 * DAY;

const REFUSED =
  /too many (failed )?(login )?attempts|blocked after multiple consecutive|attempted \d+ consecutive logins/i;

/** The block itself or a refusal because of it. */
function isBlock(row: LogEvent): boolean {
  return (
    row.type === 'limit_wc' ||
    (isWorded(row) &&
      !says(row, /suspicious login behaviou?r/i) &&
      (row.error === 'too_many_attempts' || says(row, REFUSED)))
  );
}

/** Released by hand: by the link in Auth0's mail or by an operation; a new password lifts the block too. */
function isRelease(row: LogEvent): boolean {
  const api = row.facts.api;
  return (
    row.type === 'ublkdu' ||
    row.type === 'scp' ||
    (api?.method === 'DELETE' && api.path.startsWith('/user-blocks')) ||
    (api?.method === 'PATCH' && api.changed.includes('password'))
  );
}

/**
 * What ends a block: a release, a login from the same address; or a login elsewhere that was the last word, as the
 * block is on one address only.
 */
function released(story: Story, block: LogEvent): boolean {
  const refused = story.rows.findLast((row) => row.ip === block.ip && (isWrongPassword(row) || isBlock(row)));
  return story.rows.some(
    (row) =>
      row.at > block.at &&
      (isRelease(row) || (isLogin(row) && (row.ip === block.ip || refused === undefined || refused.at < row.at))),
  );
}

/** Whether a block that stands now keeps the person out: not one on somebody else's address, with the person in since. */
function concerns(story: Story, { ip }: { ip?: string | null }): boolean {
  if (!ip) return true;
  const refused = story.rows.findLast((row) => row.ip === ip && (isWrongPassword(row) || isBlock(row)));
  const isTheirs = story.rows.some((row) => row.ip === ip && isLogin(row));
  return refused === undefined || isTheirs || loginAfter(story, refused.at) === undefined;
}

/** The longest run of wrong passwords from one address that nothing has ended, with its last one in the window. */
function run(story: Story): LogEvent[] {
  const runs = new Map<string, LogEvent[]>();
  for (const row of story.rows) {
    const key = row.ip ?? '';
    if (isRelease(row)) runs.clear();
    else if (isLogin(row)) runs.delete(key);
    else if (isWrongPassword(row)) {
      const now = runs.get(key);
      if (now === undefined) runs.set(key, [row]);
      else now.push(row);
    }
  }
  const recent = [...runs.values()].filter((rows) => rows.at(-1)!.at >= story.from);
  return recent.reduce((best, rows) => (rows.length > best.length ? rows : best), []);
}

/** A block that is over is worth knowing, and no longer what stops the person. */
function lifted(story: Story, blocks: readonly LogEvent[]): Finding[] {
  const tries = unsuccessful(story).filter((t) => isBlock(t.telling));
  if (tries.length === 0) return [];
  const over = { lifted: 'yes', live: story.profile?.blocks === undefined ? undefined : 'yes' };
  return [{ cause: 'brute_force_blocked', confidence: 'medium', tries, rows: blocks, aside: true, facts: over }];
}

const UNSAID = {
  cause: 'wrong_password',
  why: 'No row says that the block was set; Auth0 writes it at most once an hour.',
} as const;
const GUESSED = {
  cause: 'suspected_attack',
  why: 'All of it came from an address and a browser that {person} has not used before.',
} as const;

export const bruteForceBlocked: Cause = {
  id: 'brute_force_blocked',
  family: 'block',
  owner: 'support',
  reach: 'user',
  step: 'credentials',
  name: 'blocked after wrong passwords',
  signal: isBlock,
  sequence: (story): Finding[] => {
    const live = story.profile?.blocks;
    const blocks = story.rows.filter((row) => isBlock(row) && story.at - row.at < LASTS);
    const block = blocks.findLast((row) => !released(story, row));
    const wrong = run(story);
    const long =
      live === undefined &&
      blocks.length === 0 &&
      wrong.length >= THRESHOLD &&
      loginAfter(story, wrong.at(-1)!.at) === undefined;
    const stands = live === undefined ? block !== undefined || long : live.some((each) => concerns(story, each));
    if (!stands) return live !== undefined && live.length > 0 ? [] : lifted(story, blocks);
    const from = wrong[0]?.at ?? block?.at ?? story.from;
    const tries = unsuccessful(story).filter(
      (t) => t.endedAt >= from && (isWrongPassword(t.telling) || isBlock(t.telling)),
    );
    const strange = strangerTo(story);
    const stranger = strange !== null && tries.length > 0 && tries.every((t) => strange(placeOf(t)));
    return [
      {
        cause: 'brute_force_blocked',
        confidence: long || stranger ? 'medium' : 'high',
        tries,
        rows: [...rejections(tries), ...blocks.filter((row) => row.at >= from)],
        standing: true,
        instead: ['wrong_password', 'stale_password', 'reset_not_completed'],
        second: [...(long ? [UNSAID] : []), ...(stranger ? [GUESSED] : [])],
        facts: {
          times: wrong.length || undefined,
          presumed: long ? 'yes' : undefined,
          address: block !== undefined && says(block, /from this IP/i) ? 'yes' : undefined,
          live: live === undefined ? undefined : 'yes',
          stranger: stranger ? 'yes' : undefined,
        },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.lifted
      ? {
          headline: `{person} was blocked after too many wrong passwords; that block is over${finding.facts.live ? ' (checked now)' : ''}.`,
          agent: ['Ask {person} to try again, with a new password if the old one is forgotten.'],
          customer:
            'The pause on your sign-in is over. Please try again; if you’re not sure of your password, choose “Forgot password?” first.',
        }
      : {
          headline: `Auth0 ${finding.facts?.presumed ? 'has probably ' : ''}blocked {person} after ${Number(finding.facts?.times) > 1 ? `${finding.facts?.times}` : 'too many'} wrong passwords${finding.facts?.stranger ? ' from where {person} has never signed in before' : finding.facts?.address ? ' from one address' : ''}${finding.facts?.live ? ' (checked now)' : ''}; even the right password is refused${finding.facts?.address ? ' there' : ''}.`,
          agent: [
            'Verify the caller first: make sure the wrong passwords were theirs.',
            'Unblock the user in the Auth0 Dashboard (User Management), or have {person} open the unblock link in Auth0’s mail.',
            'Then have {person} choose “Forgot password?”: a new password also lifts this block.',
          ],
          customer:
            'After several wrong passwords, sign-in was paused to protect you. Please choose “Forgot password?” on the sign-in page and set a new password; that also lifts the pause. If that doesn’t work, tell us and we’ll lift it.',
        },
};
