/** Repeatable random numbers (mulberry32, public domain), fast enough for millions of events. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Eight hex digits so many times: ids that do not compress. */
  hex(times: number): string {
    let text = '';
    for (let i = 0; i < times; i++) text += (0x1_0000_0000 + this.next() * 0x1_0000_0000).toString(16).slice(1, 9);
    return text;
  }
}
