import { preferredId } from '../place.ts';

/** All that decides on an event's place among others. */
export interface Placed {
  logId: string;
  at: number;
}

/** Oldest first; within a millisecond in the order that every store gives. Each log id once. */
export function inOrder<T extends Placed>(events: readonly T[]): T[] {
  const distinct = [...new Map(events.map((event) => [event.logId, event])).values()];
  return distinct.sort((a, b) => a.at - b.at || preferredId(a) - preferredId(b) || (a.logId < b.logId ? -1 : 1));
}

/**
 * The newest so many different events, oldest first. `ask` gives the newest rows, of which some may lie there twice:
 * then it is asked for more.
 */
export async function newest<T extends Placed>(limit: number, ask: (count: number) => Promise<T[]>): Promise<T[]> {
  for (let count = limit; ; count *= 2) {
    const rows = await ask(count);
    const events = inOrder(rows);
    if (events.length >= limit || rows.length < count) return events.slice(-limit);
  }
}

/** Gives every event a number of its own, out of its moment and its place in it. `events` is all of each moment. */
export function* numbered<T extends Placed>(events: readonly T[]): Generator<[key: number, event: T]> {
  let last = -1;
  for (const event of events) {
    last = Math.max(last + 1, preferredId(event));
    yield [last, event];
  }
}
