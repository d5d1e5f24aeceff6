import { isLogin } from '../event/kind.ts';
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
export function strangerTo(story: Story): ((place: Place) => boolean) | null {
  const first = new Map<string, number>();
  for (const row of story.rows) {
    if (!isLogin(row)) continue;
    for (const key of [`ip ${row.ip}`, `browser ${row.userAgent}`]) if (!first.has(key)) first.set(key, row.at);
  }
  if (first.size === 0) return null;
  const since = Math.min(...first.values());
  const known = (key: string, at: number) => (first.get(key) ?? Number.POSITIVE_INFINITY) < at;
  return ({ ip, userAgent, at }) => since < at && !known(`ip ${ip}`, at) && !known(`browser ${userAgent}`, at);
}
