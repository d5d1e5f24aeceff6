import type { Cause, Finding } from '../cause.ts';
import { often, theApplication, unsuccessful } from '../reading.ts';
import { factorOf, isFactorSetUp } from './factor.ts';

/** Rows that ask for a second factor. */
const ASKED = /^(gd_start_auth|gd_send_|mfar)/;

export const mfaChallengeUnanswered: Cause = {
  id: 'mfa_challenge_unanswered',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'MFA not answered',
  signal: (event) => event.type === 'gd_auth_failed' && event.facts.failureCode === 'transaction_expired',
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter(
      (t) =>
        t.reached === 'mfa_challenge' &&
        (t.outcome === 'abandoned' || t.outcome === 'open') &&
        t.rows.some((row) => ASKED.test(row.type) || row.error === 'mfa_required'),
    );
    const last = tries.at(-1);
    if (last === undefined) return [];
    const rows = tries.flatMap((t) => t.rows.filter((row) => ASKED.test(row.type) || row.error === 'mfa_required'));
    const sent = rows.some((row) => row.type.startsWith('gd_send_'));
    // In the password grant the application itself has to ask for the code, and some never do.
    const grant = rows.every((row) => !row.type.startsWith('gd_'));
    return [
      {
        cause: 'mfa_challenge_unanswered',
        confidence: !grant && (tries.length > 1 || sent) ? 'high' : 'medium',
        tries,
        rows,
        instead: ['wrong_password', 'stale_password'],
        second: grant
          ? [
              {
                cause: 'connection_not_allowed_for_grant',
                why: 'The application may not be able to ask for a second factor at all.',
              },
            ]
          : sent
            ? [
                {
                  cause: 'mfa_delivery_failed',
                  why: 'The logs show that the code was handed to the carrier, not that it arrived.',
                },
              ]
            : [],
        facts: {
          times: tries.length,
          factor: factorOf(last.rows),
          sent: sent ? 'yes' : undefined,
          grant: grant ? 'yes' : undefined,
          open: last.outcome === 'open' ? 'yes' : undefined,
          reset: isFactorSetUp(story) === false ? 'yes' : undefined,
        },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.open
      ? {
          headline: `{person}’s password is right; the MFA challenge${factor(finding)} is waiting for an answer, for five minutes at most.`,
          agent: [
            'Ask {person} to answer it now, on the phone or device that was set up for it.',
            'If nothing arrives there, look again in five minutes.',
          ],
          customer:
            'Your password is fine. We’re waiting for the code or the confirmation from your phone; please answer within five minutes. If nothing arrives, tell us which phone or number you expect it on.',
        }
      : {
          headline: finding.facts?.grant
            ? `{person}’s password is right; a second factor was asked for${often(finding.facts.times)}, and none came from ${theApplication(finding)}.`
            : `{person}’s password is right; the MFA challenge${factor(finding)} was not answered within five minutes${often(finding.facts?.times)}${finding.facts?.reset ? '; no factor is set up any more (checked now)' : ''}.`,
          agent: [
            finding.facts?.grant
              ? `Ask the developers of ${theApplication(finding)} whether it can ask for a second factor at all.`
              : finding.facts?.reset
                ? 'MFA was reset already: have {person} sign in once more and set it up anew.'
                : finding.facts?.sent
                  ? 'Ask whether the code arrived at all, and on which number or device; the logs only show that it was sent.'
                  : 'Ask whether {person} still has the device that was set up for MFA.',
            'If so, ask {person} to sign in again and to answer within five minutes.',
            'If not, have the factor reset by whoever runs Auth0 here, after verifying the caller.',
          ],
          customer:
            'Your password is fine. After it, we ask for a code or a confirmation on your phone, and that wasn’t answered in time. Please sign in again with your phone at hand and answer within five minutes. If nothing arrives, tell us which phone or number you expect it on.',
        },
};

function factor(finding: Finding): string {
  return finding.facts?.factor ? ` (${finding.facts.factor})` : '';
}
