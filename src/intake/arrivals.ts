import { unwrap } from '../event/envelope.ts';
import type { Arrival, OddEvent } from '../event/log-event.ts';
import { normalize } from '../event/normalize.ts';
import type { JsonValue } from './json-splitter.ts';

/** Values in whatever envelope as events, and what is none. */
export function arrivalsOf(values: Iterable<JsonValue>): { arrivals: Arrival[]; odd: OddEvent[] } {
  const arrivals: Arrival[] = [];
  const odd: OddEvent[] = [];
  for (const { value, json } of values) {
    for (const row of unwrap(value, json)) {
      const made = normalize(row.event, row.logId, row.json);
      if ('reason' in made) odd.push(made);
      else arrivals.push(made);
    }
  }
  return { arrivals, odd };
}
