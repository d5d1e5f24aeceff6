import type { LogEvent } from '../../event/log-event.ts';

/** An application asked silently and there was no session: the ordinary fsa. */
export function isLoginRequired(event: LogEvent): boolean {
  return event.type === 'fsa' && (event.error === 'login_required' || /^login required/i.test(event.text ?? ''));
}
