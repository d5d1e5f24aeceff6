import type { Range } from '../port.ts';

/** With the parameters of `bounds`. */
export const IN_RANGE = 'at >= fromUnixTimestamp64Milli({from:Int64}) AND at <= fromUnixTimestamp64Milli({to:Int64})';

/** What a DateTime64 can hold, in ms: ranges without an end come as infinity. */
const LATEST = Date.UTC(2299, 0, 1);

export function bounds({ from, to }: Range): { from: number; to: number } {
  return { from: Math.max(0, Math.floor(from)), to: Math.min(LATEST, Math.floor(to)) };
}
