import type { LogEvent } from '../../event/log-event.ts';
import type { Finding } from '../cause.ts';
import { isFederated, isWorded } from '../reading.ts';

/** The error number of Microsoft Entra in a text: "AADSTS50105" gives 50105. */
export function aadsts(event: LogEvent): number | null {
  const found = /AADSTS(\d{4,7})/.exec(event.text ?? '');
  return found ? Number(found[1]) : null;
}

/** What Active Directory means by the number after "data" in its text (Microsoft, "LDAP error 49" sub-codes). */
const DIRECTORY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '525': 'nobody has this name there',
    '52e': 'the password is wrong',
    '530': 'not allowed at this hour',
    '531': 'not allowed from this computer',
    '532': 'the password there has expired',
    '533': 'the account there is disabled',
    '701': 'the account there has expired',
    '773': 'the password there has to be changed first',
    '775': 'the account there is locked',
  }),
);

/** The sub-code of Active Directory in a text: "AcceptSecurityContext error, data 532, v3839" gives "532". */
export function directoryCode(text: string | null | undefined): string | null {
  return (
    /(?:LdapErr|AcceptSecurityContext).{0,120}?\bdata ([0-9a-f]{3})\b/i.exec(text ?? '')?.[1]?.toLowerCase() ?? null
  );
}

/** ", which means that the account there is locked", or nothing. */
export function meaningOf(text: string | number | undefined): string {
  const meaning = DIRECTORY.get(directoryCode(String(text ?? '')) ?? '');
  return meaning === undefined ? '' : `, which means: ${meaning}`;
}

/** A failed login in which the provider behind a connection has its say. */
export function fromProvider(event: LogEvent): boolean {
  return isWorded(event) && (isFederated(event) || aadsts(event) !== null);
}

/** How a customer calls signing in on this connection. */
export function signingIn(finding: Finding): string {
  return finding.facts?.social ? 'Signing in this way' : 'Signing in with your company account';
}
