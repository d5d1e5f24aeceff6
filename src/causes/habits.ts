import { isLogin } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Story } from './story.ts';

type Place = Pick<LogEvent, 'ip' | 'userAgent'>;

/**
 * Tells whether an address and a browser are both ones with which the person has never got in.
 * Null where no login of theirs is known: then nothing is strange.
 */
export function strangerTo(story: Story): ((place: Place) => boolean) | null {
  const logins = story.rows.filter(isLogin);
  if (logins.length === 0) return null;
  const addresses = new Set(logins.map((row) => row.ip));
  const browsers = new Set(logins.map((row) => row.userAgent));
  return ({ ip, userAgent }) => !addresses.has(ip) && !browsers.has(userAgent);
}
