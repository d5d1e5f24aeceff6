import { comesBack, signIn } from '../tenant/episodes.ts';
import type { Random } from '../tenant/random.ts';
import type { Row } from '../tenant/rows/row.ts';
import { type Visit, visit } from '../tenant/visit.ts';
import type { World } from '../tenant/world.ts';

const WEEK = 7 * 86_400_000;

/** What ordinary people leave between two moments (epoch ms): whoever came a week before comes again. */
export function asAWeekAgo(
  { rows, accounts }: World,
  [from, to]: readonly [number, number],
  comesIn: (visit: Visit) => boolean,
  random: Random,
): Row[] {
  const then = rows.filter(({ at, body }) => body.type === 's' && at >= from - WEEK && at < to - WEEK);
  return then.flatMap(({ at, body }) => {
    const person = accounts.find(({ userId }) => userId === body.user_id);
    const app = person?.apps.find(({ clientId }) => clientId === body.client_id);
    if (person === undefined || app === undefined) return [];
    const seat = visit(person, random, { app });
    if (!comesIn(seat)) return [];
    return (body.details?.stats === undefined ? comesBack : signIn)(seat, at + WEEK);
  });
}
