import type { LogEvent } from '../event/log-event.ts';
import { actionDenied } from './action/action-denied.ts';
import { actionFailed } from './action/action-failed.ts';
import { consentRefused } from './action/consent-refused.ts';
import { aclBlocked } from './block/acl-blocked.ts';
import { adminBlocked } from './block/admin-blocked.ts';
import { botDetection } from './block/bot-detection.ts';
import { breachedPasswordBlocked } from './block/breached-password-blocked.ts';
import { bruteForceBlocked } from './block/brute-force-blocked.ts';
import { ipThrottled } from './block/ip-throttled.ts';
import { loginRateLimited } from './block/login-rate-limited.ts';
import { suspectedAttack } from './block/suspected-attack.ts';
import { tenantRateLimited } from './block/tenant-rate-limited.ts';
import type { Cause, Family } from './cause.ts';
import { authorizationCodeInvalid } from './configuration/authorization-code-invalid.ts';
import { callbackMismatch } from './configuration/callback-mismatch.ts';
import { clientAuthenticationFailed } from './configuration/client-authentication-failed.ts';
import { connectionDisabled } from './configuration/connection-disabled.ts';
import { connectionNotAllowedForGrant } from './configuration/connection-not-allowed-for-grant.ts';
import { invalidRequest } from './configuration/invalid-request.ts';
import { originNotAllowed } from './configuration/origin-not-allowed.ts';
import { pkceFailed } from './configuration/pkce-failed.ts';
import { customDbError } from './credentials/custom-db-error.ts';
import { identifierTypo } from './credentials/identifier-typo.ts';
import { resetNotCompleted } from './credentials/reset-not-completed.ts';
import { resetRefused } from './credentials/reset-refused.ts';
import { stalePassword } from './credentials/stale-password.ts';
import { unknownUser } from './credentials/unknown-user.ts';
import { userDeleted } from './credentials/user-deleted.ts';
import { wrongConnection } from './credentials/wrong-connection.ts';
import { wrongPassword } from './credentials/wrong-password.ts';
import { idpAttributeMissing } from './enterprise/attribute-missing.ts';
import { connectorOffline } from './enterprise/connector-offline.ts';
import { idpRefused } from './enterprise/idp-refused.ts';
import { idpUnavailable } from './enterprise/idp-unavailable.ts';
import { samlAudienceMismatch } from './enterprise/saml-audience-mismatch.ts';
import { samlCertificateMismatch } from './enterprise/saml-certificate-mismatch.ts';
import { samlClockSkew } from './enterprise/saml-clock-skew.ts';
import { samlIdpInitiated } from './enterprise/saml-idp-initiated.ts';
import { idpSecretExpired } from './enterprise/secret-expired.ts';
import { socialRefused } from './enterprise/social-refused.ts';
import { idpUserNotAllowed } from './enterprise/user-not-allowed.ts';
import type { CauseId } from './ids.ts';
import { mfaChallengeUnanswered } from './mfa/challenge-unanswered.ts';
import { mfaCodeRejected } from './mfa/code-rejected.ts';
import { mfaDeliveryFailed } from './mfa/delivery-failed.ts';
import { mfaDeviceLost } from './mfa/device-lost.ts';
import { mfaEnrollmentIncomplete } from './mfa/enrollment-incomplete.ts';
import { mfaPageRateLimited } from './mfa/page-rate-limited.ts';
import { passkeyFailed } from './mfa/passkey-failed.ts';
import { mfaPushDenied } from './mfa/push-denied.ts';
import { mfaSmsCap } from './mfa/sms-cap.ts';
import { mfaTooManyCodes } from './mfa/too-many-codes.ts';
import { invitationMismatch } from './organization/invitation-mismatch.ts';
import { notOrganizationMember } from './organization/not-member.ts';
import { signupDisabled } from './organization/signup-disabled.ts';
import { signupRefused } from './organization/signup-refused.ts';
import { identifierMasked, noEvents, noFailures, resolved, unclassified } from './outcome/outcomes.ts';
import { passwordlessAttemptsExceeded } from './passwordless/attempts-exceeded.ts';
import { passwordlessCodeSuperseded } from './passwordless/code-superseded.ts';
import { passwordlessCodeWrong } from './passwordless/code-wrong.ts';
import { passwordlessLinkConsumed } from './passwordless/link-consumed.ts';
import { applicationRejectedLogin } from './session/application-rejected-login.ts';
import { deviceFlowFailed } from './session/device-flow-failed.ts';
import { landedInOtherAccount } from './session/landed-in-other-account.ts';
import { loggedOutByAdmin } from './session/logged-out-by-admin.ts';
import { loginSessionLost } from './session/login-session-lost.ts';
import { redirectLoop } from './session/redirect-loop.ts';
import { refreshTokenExpired } from './session/refresh-token-expired.ts';
import { refreshTokenReused } from './session/refresh-token-reused.ts';
import { sessionExpired } from './session/session-expired.ts';
import { thirdPartyCookiesBlocked } from './session/third-party-cookies-blocked.ts';
import { emailUnverified } from './verification/email-unverified.ts';
import { verificationMailUndelivered } from './verification/verification-mail-undelivered.ts';

/**
 * The vocabulary. An event belongs to the first cause in this order whose signal takes it, so the special texts stand
 * before the general ones.
 */
export const CAUSES: readonly Cause[] = [
  adminBlocked,
  breachedPasswordBlocked,
  suspectedAttack,
  ipThrottled,
  bruteForceBlocked,
  mfaPageRateLimited,
  tenantRateLimited,
  loginRateLimited,
  botDetection,
  aclBlocked,
  loginSessionLost,
  callbackMismatch,
  originNotAllowed,
  connectionDisabled,
  pkceFailed,
  authorizationCodeInvalid,
  connectionNotAllowedForGrant,
  invalidRequest,
  clientAuthenticationFailed,
  connectorOffline,
  idpSecretExpired,
  samlCertificateMismatch,
  samlAudienceMismatch,
  samlIdpInitiated,
  samlClockSkew,
  idpUserNotAllowed,
  idpUnavailable,
  idpAttributeMissing,
  notOrganizationMember,
  invitationMismatch,
  signupDisabled,
  signupRefused,
  consentRefused,
  verificationMailUndelivered,
  emailUnverified,
  socialRefused,
  customDbError,
  actionFailed,
  idpRefused,
  passkeyFailed,
  mfaTooManyCodes,
  mfaSmsCap,
  mfaDeliveryFailed,
  mfaPushDenied,
  mfaDeviceLost,
  mfaEnrollmentIncomplete,
  mfaChallengeUnanswered,
  mfaCodeRejected,
  passwordlessAttemptsExceeded,
  passwordlessLinkConsumed,
  passwordlessCodeSuperseded,
  passwordlessCodeWrong,
  userDeleted,
  wrongConnection,
  identifierTypo,
  unknownUser,
  resetRefused,
  resetNotCompleted,
  stalePassword,
  wrongPassword,
  actionDenied,
  deviceFlowFailed,
  redirectLoop,
  refreshTokenReused,
  loggedOutByAdmin,
  thirdPartyCookiesBlocked,
  applicationRejectedLogin,
  refreshTokenExpired,
  landedInOtherAccount,
  sessionExpired,
  identifierMasked,
  unclassified,
  resolved,
  noFailures,
  noEvents,
];

/** What has to be fixed first for a person to get in, where nothing else decides. */
const FIRST: readonly Family[][] = [
  ['block'],
  ['configuration', 'enterprise'],
  ['action', 'organization'],
  ['verification'],
  ['mfa'],
  ['credentials', 'passwordless'],
  ['session'],
  ['outcome'],
];

function rank(cause: Cause, place: number): number {
  return FIRST.findIndex((families) => families.includes(cause.family)) * CAUSES.length + place;
}

const BY_ID = new Map(CAUSES.map((cause, place) => [cause.id, { cause, rank: rank(cause, place) }]));

export function causeOf(id: CauseId): Cause {
  return BY_ID.get(id)!.cause;
}

/** Smaller has to be fixed first. */
export function rankOf(id: CauseId): number {
  return BY_ID.get(id)!.rank;
}

/** What one event shows, by the first signal that takes it; null where it shows no trouble. */
export function signalOf(event: LogEvent): CauseId | null {
  return CAUSES.find((cause) => cause.signal?.(event) === true)?.id ?? null;
}
