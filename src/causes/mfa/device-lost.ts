import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, HOUR, isType, loginAfter, rowsOf } from '../reading.ts';
import type { Story } from '../story.ts';
import { factorOf, isFactorSetUp } from './factor.ts';

/** Earlier logins with MFA that make "it used to work" true. */
const HABIT = 3;

/**
 * Logins with MFA. Both its own row and the login's prompts tell of one; either may be missing, as where a stream leaves
 * out a category. Of both, only its own row counts.
 */
function passes(story: Story): LogEvent[] {
  const own = rowsOf(story, 'gd_auth_succeed');
  if (own.length >= HABIT) return own;
  return story.rows.filter((row) => isLogin(row) && row.prompts?.includes('mfa') === true);
}

export const mfaDeviceLost: Cause = {
  id: 'mfa_device_lost',
  family: 'mfa',
  owner: 'support',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'MFA device lost',
  sequence: (story): Finding[] => {
    const passed = passes(story);
    const lastPass = passed.at(-1);
    const tries = story.tries.filter(
      (t) =>
        t.endedAt >= story.from &&
        t.startedAt > (lastPass?.at ?? 0) &&
        t.outcome !== 'succeeded' &&
        t.outcome !== 'open' &&
        t.reached === 'mfa_challenge' &&
        !isType(t.telling, 'gd_auth_rejected'),
    );
    const first = tries[0];
    if (first === undefined || passed.length < HABIT || loginAfter(story, first.startedAt) !== undefined) return [];
    const span = tries.at(-1)!.endedAt - first.startedAt;
    const recovery = tries.some((t) => t.rows.some((row) => row.type.startsWith('gd_recovery')));
    if (tries.length < 2 || (span < 20 * HOUR && !recovery)) return [];
    const days = new Set(tries.map((t) => Math.floor(t.startedAt / DAY))).size;
    return [
      {
        cause: 'mfa_device_lost',
        confidence: recovery || days >= 3 ? 'high' : 'medium',
        tries,
        rows: [lastPass!, ...tries.flatMap((t) => t.rows)],
        instead: ['mfa_challenge_unanswered', 'mfa_code_rejected', 'wrong_password'],
        second: [
          {
            cause: 'mfa_challenge_unanswered',
            why: 'The logs do not say whether the device is gone or the challenge is just not answered.',
          },
        ],
        facts: {
          times: tries.length,
          days,
          factor: factorOf(passed),
          before: passed.length,
          recovery: recovery ? 'yes' : undefined,
          reset: isFactorSetUp(story) === false ? 'yes' : undefined,
        },
      },
    ];
  },
  words: (finding) => ({
    headline: headline(finding),
    agent: [
      'Ask {person} whether the phone was lost, replaced or set up anew.',
      'Verify the caller with care: resetting MFA is what an attacker would ask for.',
      finding.facts?.reset
        ? 'MFA was reset already: have {person} sign in once more and set up the new device.'
        : 'Then have {person}’s MFA reset in the Auth0 Dashboard, so that a new device can be set up at the next sign-in.',
    ],
    customer:
      'Your password is fine. We can’t get an answer from the device that confirms your sign-in. Do you have a new phone, or is the old one gone? Tell us; after a short check of who you are we’ll let you set up a new one.',
  }),
};

function headline({ facts }: Finding): string {
  const days = Number(facts?.days) > 1 ? ` on ${facts?.days} days` : '';
  const factor = facts?.factor ? ` (${facts.factor})` : '';
  const recovery = facts?.recovery ? ', and a recovery code was refused' : '';
  const reset = facts?.reset ? '; no factor is set up any more (checked now)' : '';
  return `{person}’s password is right, but the device for MFA no longer works: none of the last ${facts?.times} tries${days} got past it${factor}, after ${facts?.before} that did${recovery}${reset}.`;
}
