import type { Cause, Finding } from '../cause.ts';
import { isType, rejections, times, unsuccessful } from '../reading.ts';
import { factorOf } from './factor.ts';

const REJECTED = [
  'gd_auth_failed',
  'feotpft',
  'feoobft',
  'fercft',
  'gd_recovery_failed',
  'gd_auth_fail_email_verification',
];
/** Codes of Auth0's reference that say it was the code. */
const WRONG_CODE = new Set([
  'invalid_otp',
  'invalid_recovery_code',
  'invalid_code',
  'invalid_oob_code',
  'invalid_grant',
]);

export const mfaCodeRejected: Cause = {
  id: 'mfa_code_rejected',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'MFA code rejected',
  signal: (event) => isType(event, ...REJECTED),
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter(
      (t) => isType(t.telling, ...REJECTED) && t.telling.facts.failureCode !== 'transaction_expired',
    );
    if (tries.length === 0) return [];
    const rows = rejections(tries);
    const saysCode = rows.some((row) => WRONG_CODE.has(row.facts.failureCode ?? ''));
    const factor = factorOf(tries.flatMap((t) => t.rows));
    return [
      {
        cause: 'mfa_code_rejected',
        confidence: saysCode || rows.length >= 3 ? 'high' : 'medium',
        tries,
        rows,
        instead: ['wrong_password', 'stale_password'],
        second: saysCode
          ? []
          : [
              {
                cause: 'mfa_delivery_failed',
                why: 'This row does not tell a wrong code from a fault of the MFA service.',
              },
            ],
        facts: {
          times: rows.length,
          factor,
          clock: rows.length >= 3 && factor === 'authenticator app' ? 'yes' : undefined,
        },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person}’s password is right; the MFA code${finding.facts?.factor ? ` (${finding.facts.factor})` : ''} was rejected ${times(finding.facts?.times)}.`,
    agent: [
      finding.facts?.factor === 'authenticator app'
        ? 'Ask {person} to set the phone’s clock to automatic, and to check that the code belongs to this account.'
        : finding.facts?.factor === 'recovery code'
          ? 'Ask {person} whether it is the newest recovery code; each one works only once.'
          : 'Ask {person} to use the newest code only and to type it within its time.',
      'If the phone was changed or set up anew, have the factor reset after verifying the caller.',
    ],
    customer:
      finding.facts?.factor === 'authenticator app'
        ? 'Your password is fine; the six-digit code wasn’t accepted. Please set your phone’s date and time to automatic, wait for a fresh code and type that one. If you have a new phone, tell us.'
        : 'Your password is fine; the code after it wasn’t accepted. Please sign in again, use the newest code only and type it straight away. If you have a new phone or number, tell us.',
  }),
};
