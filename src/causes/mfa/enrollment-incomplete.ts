import type { Cause, Finding } from '../cause.ts';
import { isType, isWorded, says, times, unsuccessful } from '../reading.ts';
import type { Try } from '../story.ts';
import { isFactorSetUp } from './factor.ts';

export const mfaEnrollmentIncomplete: Cause = {
  id: 'mfa_enrollment_incomplete',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_enrollment',
  name: 'MFA set-up not finished',
  signal: (event) =>
    isType(event, 'gd_start_enroll_failed', 'too_many_records') ||
    ((isWorded(event) || event.type === 'fepft') &&
      (event.error === 'mfa_registration_required' ||
        says(event, /mfa_registration_required|not enrolled|enroll.{0,20}required/i))),
  sequence: (story): Finding[] => {
    const setUp = isFactorSetUp(story);
    // Auth0 also writes that it is complete where a used-up ticket was tried again; what is set up now decides.
    const isLeft = ({ reached, rows }: Try) =>
      reached === 'mfa_enrollment' || (setUp === false && rows.some((row) => isType(row, 'gd_enrollment_complete')));
    const tries = unsuccessful(story).filter(isLeft);
    if (tries.length === 0) return [];
    const starts = tries.flatMap((t) => t.rows.filter((row) => row.type.startsWith('gd_start_enroll')));
    return [
      {
        cause: 'mfa_enrollment_incomplete',
        confidence: setUp === true ? 'medium' : 'high',
        tries,
        rows: starts,
        instead: ['wrong_password', 'stale_password', 'reset_not_completed', 'unclassified'],
        facts: { times: starts.length, now: setUp === null ? undefined : setUp ? 'set up' : 'nothing' },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person}’s password is right; the MFA set-up was started ${times(finding.facts?.times)} and never finished${finding.facts?.now === 'nothing' ? '; no factor is set up (checked now)' : finding.facts?.now === 'set up' ? '; a factor is set up by now (checked now)' : ''}.`,
    agent: [
      'Do not reset the password: it was accepted.',
      'Ask {person} to sign in once more, to scan the square code with an authenticator app and to type the six digits.',
      'Without a phone at hand it cannot be finished; ask whoever runs Auth0 here which other factors are allowed.',
    ],
    customer:
      'Your password is fine. When you sign in you’ll see a page with a square code: please scan it with an authenticator app on your phone and type the six digits it shows. That finishes your sign-in, and you only do it once.',
  }),
};
