import { isLogin } from '../event/kind.ts';
import { once } from './reading.ts';
import type { Story } from './story.ts';

/** Where and when something was tried. */
export interface Place {
  ip: string | null;
  userAgent: string | null;
  at: number;
}

export function placeOf(t: Story['tries'][number]): Place {
  return { ip: t.ip, userAgent: t.userAgent, at: t.startedAt };
}

/**
 * Tells whether an address and a browser are both ones with which the person had never got in before that moment: who
 * guesses right makes no place familiar by it. Null where no login of theirs is known: then nothing is strange.
 */
export const strangerTo = once((story): ((place: Place) => boolean) | null => {
  const addresses = new Map<string | null, number>();
  const browsers = new Map<string | null, number>();
  const logins = story.rows.filter(isLogin);
  for (const { ip, userAgent, at } of logins) {
    if (!addresses.has(ip)) addresses.set(ip, at);
    if (!browsers.has(userAgent)) browsers.set(userAgent, at);
  }
  const since = logins[0]?.at;
  if (since === undefined) return null;
  const isKnown = (first: number | undefined, at: number) => first !== undefined && first < at;
  return ({ ip, userAgent, at }) =>
    since < at && !isKnown(addresses.get(ip), at) && !isKnown(browsers.get(userAgent), at);
});
