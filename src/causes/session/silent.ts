import type { LogEvent } from '../../event/log-event.ts';

/** Answers that only say that the person has to be asked: nothing failed, the application goes on with a login page. */
const ASK = new Set(['login_required', 'interaction_required', 'consent_required', 'account_selection_required']);

/** An application asked silently and there was no session: the ordinary fsa. */
export function isLoginRequired(event: LogEvent): boolean {
  return event.type === 'fsa' && (event.error === 'login_required' || /^login required/i.test(event.text ?? ''));
}

/** An application asked silently, and the answer was that somebody must be asked. */
export function isSilentRefusal(event: LogEvent): boolean {
  return event.type === 'fsa' && (isLoginRequired(event) || ASK.has(event.error ?? ''));
}
