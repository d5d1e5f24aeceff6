import type { LogEvent } from '../../event/log-event.ts';
import type { Finding } from '../cause.ts';
import { isFederated, isWorded } from '../reading.ts';

/** The error number of Microsoft Entra in a text: "AADSTS50105" gives 50105. */
export function aadsts(event: LogEvent): number | null {
  const found = /AADSTS(\d{4,7})/.exec(event.text ?? '');
  return found ? Number(found[1]) : null;
}

/** A failed login in which the provider behind a connection has its say. */
export function fromProvider(event: LogEvent): boolean {
  return isWorded(event) && (isFederated(event) || aadsts(event) !== null);
}

/** How a customer calls signing in on this connection. */
export function signingIn(finding: Finding): string {
  return finding.facts?.social ? 'Signing in this way' : 'Signing in with your company account';
}
