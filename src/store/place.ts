import type { LogEvent } from '../event/log-event.ts';
import { hash } from './hash.ts';

/** Events of one millisecond that find room before they spill into the next. */
const SLOTS = 2048;

/** The first key of a moment; keys of that millisecond are below firstId(at + 1). */
export function firstId(at: number): number {
  return at * SLOTS;
}

export function momentOf(id: number): number {
  return Math.floor(id / SLOTS);
}

/** Where an event would like to lie within its millisecond: spread by its log id, so that few have to move. */
export function preferredId({ at, logId }: Pick<LogEvent, 'logId' | 'at'>): number {
  let slot = 0;
  for (let i = Math.max(0, logId.length - 12); i < logId.length; i++) slot = (slot * 31 + logId.charCodeAt(i)) % SLOTS;
  return firstId(at) + slot;
}

/** Places tried in a millisecond: more are nearly never taken before it holds 1,900 events. */
const TRIES = 100;

/**
 * The places an event may have, the one it would like first: all over its millisecond, then, when that is full, over
 * the next ones.
 */
export function* placesFor(event: Pick<LogEvent, 'logId' | 'at'>): Generator<number> {
  const preferred = preferredId(event) - firstId(event.at);
  // Odd, so that it reaches every place.
  const step = 2 * (hash(event.logId) % SLOTS) + 1;
  for (let at = event.at; ; at++)
    for (let tried = 0; tried < TRIES; tried++) yield firstId(at) + ((preferred + tried * step) % SLOTS);
}
