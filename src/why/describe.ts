import { eventType } from '../event/event-types.ts';
import { isReuse } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { quote } from './quote.ts';

/** Longer texts of events are cut. */
const LONGEST = 500;

/** Rows in a few words, for the list of proof. What is not here goes by Auth0's own title. */
const PHRASES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    fp: 'wrong password',
    fu: 'no account with that name',
    s: 'logged in',
    seacft: 'the application fetched its token',
    slo: 'logged out',
    ss: 'signed up',
    scp: 'password changed',
    scpr: 'password reset mail asked for',
    fcpr: 'password reset could not be asked for',
    fcp: 'new password refused',
    sv: 'e-mail address verified',
    svr: 'verification mail sent',
    fn: 'mail could not be sent',
    cs: 'sign-in code sent',
    cls: 'sign-in code or link sent',
    gd_start_enroll: 'MFA set-up started',
    gd_enrollment_complete: 'MFA set-up finished',
    gd_start_auth: 'MFA asked for',
    gd_send_sms: 'MFA code sent by text message',
    gd_send_voice: 'MFA code sent by phone call',
    gd_send_email: 'MFA code sent by e-mail',
    gd_send_pn: 'MFA push notification sent',
    gd_auth_succeed: 'MFA passed',
    gd_auth_failed: 'MFA code rejected',
    gd_auth_rejected: 'MFA request denied on the phone',
    gd_otp_rate_limit_exceed: 'too many wrong MFA codes',
    limit_wc: 'blocked after too many wrong passwords',
    limit_mu: 'the address was blocked',
    limit_sul: 'too many logins a minute',
    pwd_leak: 'leaked password stopped',
    ublkdu: 'block lifted',
    fsa: 'the application asked silently, no session',
    ssa: 'the application asked silently, session found',
    ferrt: 'refresh token used twice',
    fertft: 'refresh token refused',
    sertft: 'session renewed',
    fi: 'invitation refused',
    coff: 'directory connector went offline',
    api_limit: 'the tenant passed its rate limit',
  }),
);

/** Types whose own words say more than their name. */
const WORDED = new Set([
  'f',
  'fcoa',
  'fc',
  'fens',
  'fepft',
  'feacft',
  'fco',
  'fs',
  'fcp',
  'fcpr',
  'fi',
  'sapi',
  'fapi',
  'fn',
  'fepotpft',
  'actions_execution_failed',
]);

/** What kind of row it is, without any word of its own. */
export function phraseOf(row: LogEvent): string {
  return isReuse(row) && row.type === 's'
    ? 'let in by an existing session'
    : (PHRASES.get(row.type) ?? eventType(row.type).title.toLowerCase());
}

/** One row in words, free text included: for the private answer only. */
export function describe(row: LogEvent): string {
  const phrase = phraseOf(row);
  const { actionName, actionError } = row.facts;
  if (row.type === 'actions_execution_failed')
    return `the Action${actionName ? ` “${quote(actionName, LONGEST)}”` : ''} crashed${actionError ? `: ${quote(actionError, LONGEST)}` : ''}`;
  const words = row.text === null ? '' : quote(row.text, LONGEST);
  if (row.type === 'fsa' && !/login.required/i.test(words)) return `silent login refused: ${words}`;
  return WORDED.has(row.type) && words !== '' ? `${phrase}: ${words}` : phrase;
}
