import { firstId } from '../place.ts';
import type { Range } from '../port.ts';

/**
 * Keys a span, about three days. Texts, people and look-up tables are kept span by span: what is written together lies
 * together, so writing costs the same however much is stored, and an old span goes whole.
 */
export const SPAN = 2 ** 39;

export function spanOf(id: number): number {
  return Math.floor(id / SPAN);
}

/** The first and the last key of a range of time. */
export function keysOf({ from, to }: Range): [first: number, last: number] {
  return [firstId(Math.max(0, Math.floor(from))), firstId(Math.floor(to) + 1) - 1];
}
