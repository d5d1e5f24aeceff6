import type { Arrival } from '../../src/event/log-event.ts';
import { arrival, event, logId, MINUTE, START } from './events.ts';

export const PEOPLE = 800;

/** The event of a number, the same in every process. */
export function numbered(number: number): Arrival {
  return arrival(
    event({
      logId: logId(number),
      at: START + number * MINUTE,
      type: number % 3 ? 'fp' : 's',
      userId: `auth0|${number % PEOPLE}`,
      identifier: `p${number % PEOPLE}@example.com`,
      ip: `198.51.100.${number % 250}`,
      text: `event ${number}`,
    }),
  );
}
