import { TENANT } from '../larkspur.ts';
import type { Factor } from '../people.ts';
import type { Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { browser, row } from './row.ts';

/** Guardian's rows know the user id and the browser, neither the name nor the application. */
function guardian(visit: Visit, at: number, type: string, description: string, details: Record<string, unknown>): Row {
  return row(at, type, visit.device, {
    description: `Guardian - ${description}`,
    ...browser(visit),
    details: { session_id: visit.session, ...details },
    user_id: visit.person.userId,
  });
}

function authenticator({ id, type }: Factor): Record<string, unknown> {
  return { authenticator: type === 'sms' ? { id, type, phone_number: 'XXXXXXXX47' } : { id, type } };
}

function answer(visit: Visit): Record<string, unknown> {
  const request = {
    method: 'POST',
    path: '/api/verify-otp',
    query: {},
    userAgent: visit.device.header,
    body: { code: '******' },
    ip: visit.ip,
    auth: { strategy: 'jwt_transaction', scopes: ['verify'] },
  };
  return { request, response: { body: {}, statusCode: null } };
}

/** `gd_start_enroll`: the page to set up a second factor was shown. */
export function enrollmentStarted(visit: Visit, at: number): Row {
  const enrollment = { _id: `dev_${visit.random.token(16)}`, user_id: visit.person.userId, tenant: TENANT.name };
  return guardian(visit, at, 'gd_start_enroll', 'Enroll started', { enrollment });
}

/** `gd_enrollment_complete` */
export function enrollmentCompleted(visit: Visit, at: number, factor: Factor): Row {
  return guardian(visit, at, 'gd_enrollment_complete', `Enrollment complete (${factor.type})`, authenticator(factor));
}

/** `gd_start_auth`: a second factor is asked for. */
export function challengeStarted(visit: Visit, at: number, factor: Factor): Row {
  return guardian(visit, at, 'gd_start_auth', 'Second factor started', authenticator(factor));
}

const SENT = {
  sms: { type: 'gd_send_sms', text: 'Second factor sms sent' },
  'push-notification': { type: 'gd_send_pn', text: 'Second factor notification sent' },
  email: { type: 'gd_send_email', text: 'Second factor email sent' },
} as const;

/** `gd_send_sms`, `gd_send_pn` or `gd_send_email`: handed to the carrier, which proves no receipt. Nothing for totp. */
export function challengeSent(visit: Visit, at: number, factor: Factor): Row[] {
  if (factor.type === 'totp') return [];
  const { type, text } = SENT[factor.type];
  return [guardian(visit, at, type, text, authenticator(factor))];
}

/** `gd_auth_succeed` */
export function challengePassed(visit: Visit, at: number, factor: Factor): Row {
  const details = { ...authenticator(factor), ...answer(visit) };
  return guardian(visit, at, 'gd_auth_succeed', `Second factor authentication succeed (${factor.type})`, details);
}

/** `gd_auth_failed`: a wrong code, which newer rows tell in `failure_details`. */
export function challengeFailed(visit: Visit, at: number, factor: Factor): Row {
  return guardian(visit, at, 'gd_auth_failed', `Second factor authentication failed (${factor.type})`, {
    ...authenticator(factor),
    ...answer(visit),
    failure_details: { errorCode: 'invalid_otp', message: 'Invalid OTP' },
  });
}

/** `gd_auth_rejected`: "deny" was pressed on the phone. */
export function challengeRejected(visit: Visit, at: number, factor: Factor): Row {
  const details = { ...authenticator(factor), ...answer(visit) };
  return guardian(visit, at, 'gd_auth_rejected', 'Second factor authentication rejected', details);
}

/** `gd_otp_rate_limit_exceed`: more than ten wrong codes. */
export function tooManyCodes(visit: Visit, at: number, factor: Factor): Row {
  return guardian(visit, at, 'gd_otp_rate_limit_exceed', 'Too many failures', authenticator(factor));
}
