import { unwrap } from './envelope.ts';
import type { Arrival, OddEvent } from './log-event.ts';
import { normalize } from './normalize.ts';

/** A parsed value, and the one line that it was parsed of, where at hand. */
export interface Parsed {
  value: unknown;
  json?: string;
}

/** Values in whatever envelope as events, and what is none. */
export function arrivalsOf(values: Iterable<Parsed>): { arrivals: Arrival[]; odd: OddEvent[] } {
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
