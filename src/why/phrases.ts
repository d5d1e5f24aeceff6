import { eventType } from '../event/event-types.ts';

/** Rows in a few words, as somebody says them who does not run Auth0. */
const PHRASES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    f: 'login failed',
    fc: 'login failed at the directory connector',
    fco: 'the page’s origin was refused',
    fcoa: 'login failed',
    fens: 'login failed',
    fp: 'wrong password',
    fu: 'no account with that name',
    s: 'logged in',
    scoa: 'logged in',
    scv: 'password accepted',
    sens: 'logged in',
    slo: 'logged out',
    fsa: 'the application looked for a session, found none',
    ssa: 'the application looked for a session, found it',
    session_revoked: 'session ended',
    srrt: 'refresh token revoked',
    ferrt: 'refresh token used twice',
    fertft: 'refresh token refused',
    sertft: 'session renewed',
    ss: 'signed up',
    fs: 'sign-up failed',
    si: 'invitation accepted',
    fi: 'invitation refused',
    scp: 'password changed',
    scpr: 'password reset mail asked for',
    fcpr: 'password reset could not be asked for',
    fcp: 'new password refused',
    sv: 'e-mail address verified',
    svr: 'verification mail sent',
    fv: 'verification link refused',
    fvr: 'verification mail could not be sent',
    fn: 'mail could not be sent',
    cs: 'sign-in code sent',
    cls: 'sign-in code or link sent',
    fepotpft: 'sign-in code refused',
    gd_start_enroll: 'MFA set-up started',
    gd_start_enroll_failed: 'MFA set-up failed',
    gd_enrollment_complete: 'MFA set-up finished',
    gd_unenroll: 'MFA factor removed',
    gd_start_auth: 'MFA asked for',
    mfar: 'MFA asked for',
    gd_send_sms: 'MFA code sent by text message',
    gd_send_sms_failure: 'MFA text message could not be sent',
    gd_send_voice: 'MFA code sent by phone call',
    gd_send_voice_failure: 'MFA phone call failed',
    gd_send_email: 'MFA code sent by e-mail',
    gd_send_email_failure: 'MFA mail could not be sent',
    gd_send_pn: 'MFA push notification sent',
    gd_send_pn_failure: 'MFA push notification could not be sent',
    gd_auth_succeed: 'MFA passed',
    gd_auth_failed: 'MFA code rejected',
    gd_auth_rejected: 'MFA request denied on the phone',
    gd_recovery_failed: 'recovery code refused',
    gd_recovery_succeed: 'recovery code accepted',
    gd_otp_rate_limit_exceed: 'too many wrong MFA codes',
    gd_webauthn_challenge_failed: 'security key failed',
    gd_webauthn_enrollment_failed: 'security key could not be set up',
    passkey_challenge_started: 'passkey asked for',
    passkey_challenge_failed: 'passkey failed',
    limit_wc: 'blocked after too many wrong passwords',
    limit_mu: 'the address was blocked',
    limit_sul: 'too many logins a minute',
    limit_phone: 'no more text messages are sent',
    ublkdu: 'block lifted',
    pla: 'bot detection looked at the visitor',
    pwd_leak: 'leaked password stopped',
    signup_pwd_leak: 'leaked password stopped at sign-up',
    reset_pwd_leak: 'leaked password stopped at a reset',
    acls_summary: 'the access control list refused requests',
    api_limit: 'the tenant passed its rate limit',
    api_limit_warning: 'the tenant came near its rate limit',
    coff: 'directory connector went offline',
    con: 'directory connector came back',
    sapi: 'changed through the Management API',
    fapi: 'a change through the Management API failed',
    sdu: 'account deleted',
    sce: 'e-mail address changed',
    scu: 'user name changed',
    scpn: 'phone number changed',
    organization_member_added: 'added to an organization',
    fdeac: 'device code refused',
    fdeaz: 'device code could not be asked for',
    fdecc: 'device sign-in cancelled',
  }),
);

/** A kind of row in a few words. What nobody put in words goes by Auth0's own title, its outcome last. */
export function phraseOfType(type: string): string {
  const known = PHRASES.get(type);
  if (known !== undefined) return known;
  const { title, category, outcome, loginAttempt } = eventType(type);
  if (loginAttempt) return outcome === 'success' ? 'logged in' : 'login failed';
  if (category === 'exchange_success') return 'the application fetched its token';
  if (category === 'exchange_failure') return 'the application could not fetch its token';
  const what = title.replace(/^(?:Success(?:ful(?:ly)?)?|Failed)(?= )/, '').trim();
  // Acronyms and "Auth0" keep their capitals.
  const small = what.replace(/(?<![\p{L}\d])\p{Lu}\p{Ll}+(?![\p{L}\d])/gu, (word) => word.toLowerCase());
  return /^Failed /.test(title) ? `${small} failed` : small;
}
