import { isFederated, isWorded, rowsOf, times } from '../causes/reading.ts';
import type { Story, Try } from '../causes/story.ts';
import { STEPS } from '../causes/terms.ts';
import { causeOf } from '../causes/vocabulary.ts';
import { isLogin } from '../event/kind.ts';
import type { Explanation } from './explanation.ts';
import type { Found } from './findings.ts';

const AFTER_PASSWORD = STEPS.indexOf('credentials');

/** The password was typed and accepted: a second factor was asked for, a rule of the tenant had its say, or they are in. */
function passwordAccepted(t: Try): boolean {
  if (t.reuse || t.telling.userId === null || STEPS.indexOf(t.reached) <= AFTER_PASSWORD) return false;
  const passed = t.rows.some(
    (row) => row.type.startsWith('gd_') || row.type === 'scv' || isLogin(row) || (isWorded(row) && row.userId !== null),
  );
  return passed && t.rows.every((row) => !isFederated(row) && !row.type.startsWith('passkey_'));
}

/** What people suspect first, and what shows that it is not so. */
export function ruledOut(story: Story, verdict: Found): Explanation['ruledOut'] {
  const found: Explanation['ruledOut'] = [];
  const cause = causeOf(verdict.cause);
  if (cause.family === 'outcome' && verdict.cause !== 'unclassified') return [];
  const claimed = new Set(verdict.tries);
  const tries = story.tries.filter((t) => t.endedAt >= story.from && claimed.has(t));
  const accepted = tries.filter(passwordAccepted);
  if (
    accepted.length > 0 &&
    ['mfa', 'action', 'organization', 'verification', 'session', 'configuration'].includes(cause.family)
  ) {
    found.push({
      cause: 'wrong_password',
      why: `Not the password: it was accepted ${times(accepted.length)}.`,
      logIds: accepted.slice(-3).map((t) => t.rows[0]!.logId),
    });
  }
  if (cause.family !== 'block') {
    const live = story.profile;
    const notBlocked =
      live?.users !== undefined && live.users.length > 0 && live.users.every((user) => user.blocked !== true);
    if (notBlocked && live?.blocks?.length === 0)
      found.push({ cause: 'brute_force_blocked', why: 'Not blocked (checked now).', logIds: [] });
  }
  if (cause.family !== 'mfa' && ['credentials', 'session'].includes(cause.family)) {
    const mfa = story.rows.findLast(
      (row) => row.at >= story.from && isLogin(row) && row.prompts?.includes('mfa') === true,
    );
    if (mfa && cause.family === 'session')
      found.push({ cause: 'mfa_challenge_unanswered', why: 'Not MFA: it was passed.', logIds: [mfa.logId] });
  }
  const resets = rowsOf(story, 'scp').filter((row) => row.at >= story.from && row.at < (tries.at(-1)?.endedAt ?? 0));
  if (resets.length > 0 && ['mfa', 'block', 'action', 'enterprise'].includes(cause.family)) {
    found.push({
      cause: 'reset_not_completed',
      why: `A new password did not help: it was set ${times(resets.length)} and the same happened again.`,
      logIds: resets.slice(-2).map((row) => row.logId),
    });
  }
  return found;
}
