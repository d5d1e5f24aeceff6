import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { says, theConnection } from '../reading.ts';
import { aadsts, directoryCode, fromProvider } from './provider-text.ts';

/** Entra: not assigned, not in the directory, unknown, disabled or locked account, blocked by conditional access. */
const PERSON = new Set([50105, 50020, 50034, 50057, 50053, 53003, 53000, 50177, 51004]);

/** Active Directory: unknown, not allowed now or here, disabled, expired or locked account. */
const ACCOUNT = new Set(['525', '530', '531', '533', '701', '775']);

const SAID =
  /user[^.]{0,80}(is )?not assigned|not assigned to (a role|the|this)|(user|account)(?!['’]s? password)[^.]{0,20} (is |has |been |currently )*(disabled|locked|expired|suspended|deactivated|deprovisioned)|(not a|no) member of (the|a|any) (allowed|required)? ?(group|directory|tenant)|does not exist in (tenant|directory)|admin_policy_enforced|user is not allowed|domain .{0,40}not allowed/i;

/** A directory's own number is surer than the words around it. */
function isAccountTrouble(event: LogEvent): boolean {
  const code = directoryCode(event.text);
  return code === null ? says(event, SAID) : ACCOUNT.has(code);
}

export const idpUserNotAllowed: Cause = {
  id: 'idp_user_not_allowed',
  family: 'enterprise',
  owner: 'idp_admin',
  reach: 'user',
  step: 'credentials',
  name: 'not allowed by the identity provider',
  signal: (event) => fromProvider(event) && (PERSON.has(aadsts(event) ?? 0) || isAccountTrouble(event)),
  words: (finding) => ({
    headline: `The identity provider behind ${theConnection(finding)} does not let {person} in: not assigned to this application, or not known or not active there.`,
    agent: [
      'Do not reset a password here; the account lives at the identity provider.',
      'Ask the administrator of the customer’s identity provider to assign {person} to this application (or to re-activate the account).',
    ],
    customer:
      'Your company’s sign-in service doesn’t let you into this application at the moment. Please ask your IT department to give you access; you can forward this message to them.',
  }),
};
