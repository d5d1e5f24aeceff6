import type { Cause } from '../causes/cause.ts';
import { isSilentRefusal } from '../causes/session/silent.ts';
import type { Step } from '../causes/terms.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { eventType } from '../event/event-types.ts';
import { isLogin, isReuse } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';

/** What one row is in a pass through the login: a step asked for or passed, its end, or the exchange after it. */
export type Role =
  | { role: 'step'; step: Step }
  | { role: 'pass'; step: Step }
  | { role: 'success' }
  | { role: 'exchange' }
  | { role: 'failure'; cause: Cause }
  | { role: 'block'; cause: Cause };

export const STEP_TYPES: ReadonlyMap<string, Step> = new Map(
  Object.entries<Step>({
    cs: 'credentials',
    cls: 'credentials',
    ss: 'credentials',
    passkey_challenge_started: 'credentials',
    passkey_register_started: 'mfa_enrollment',
    gd_start_enroll: 'mfa_enrollment',
    gd_start_auth: 'mfa_challenge',
    gd_send_sms: 'mfa_challenge',
    gd_send_voice: 'mfa_challenge',
    gd_send_email: 'mfa_challenge',
    gd_send_pn: 'mfa_challenge',
    gd_send_mail: 'mfa_challenge',
    gd_send_email_verification: 'mfa_challenge',
    mfar: 'mfa_challenge',
  }),
);
export const PASS_TYPES: ReadonlyMap<string, Step> = new Map(
  Object.entries<Step>({
    scv: 'credentials',
    gd_enrollment_complete: 'mfa_enrollment',
    gd_auth_succeed: 'mfa_challenge',
    gd_recovery_succeed: 'mfa_challenge',
  }),
);
/** Failures about an address, the tenant, a mail, an account's data or a log-out: seen by sequences, part of no pass. */
const NO_PASS_CATEGORIES = new Set([
  'logout',
  'user_mgmt',
  'api_management',
  'connector',
  'verification',
  'rate_limit',
]);
const NO_PASS = new Set([
  'limit_mu',
  'limit_phone',
  'acls_summary',
  'actions_execution_failed',
  'my_account_authentication_method_failed',
  'fcph',
  'fpurh',
]);

/** Rows of this type are part of no pass, whatever they say. */
export function isBesidePasses(type: string): boolean {
  const { category, outcome } = eventType(type);
  return outcome === 'success' || NO_PASS.has(type) || NO_PASS_CATEGORIES.has(category);
}

/** What a row means for a pass through the login; null where it means nothing. */
export function roleOf(row: LogEvent): Role | null {
  if (row.type === 'seacft') return { role: 'exchange' };
  if (isLogin(row) || (isReuse(row) && row.type !== 'ssa')) return { role: 'success' };
  const passed = PASS_TYPES.get(row.type);
  if (passed) return { role: 'pass', step: passed };
  const step = STEP_TYPES.get(row.type);
  if (step) return { role: 'step', step };
  if (isBesidePasses(row.type) || isSilentRefusal(row)) return null;
  // A leaked password that was only noticed is no refusal; the text says when it was.
  if (row.type === 'pwd_leak' && !/shield|blocked/i.test(row.text ?? 'blocked')) return null;
  if (row.error === 'mfa_required') return { role: 'step', step: 'mfa_challenge' };
  const signal = signalOf(row);
  if (signal === null) return null;
  const cause = causeOf(signal);
  return cause.family === 'block' ? { role: 'block', cause } : { role: 'failure', cause };
}
