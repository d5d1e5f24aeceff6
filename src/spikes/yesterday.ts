import type { Memory } from './memory.ts';

const MINUTES = 30;
const BINS = 48;
const DAY = 24 * 60;
/** What the newest day weighs against those before it. */
const NEWEST = 0.7;
/** One day moves it by so much at most: it is there for shifted habits, not for attacks. */
const LEAST = 0.4;
const MOST = 2.5;
/** Expected events that speak for "as the season says". */
const PRIOR = 10;

const BIN = 0;
const SEEN = 1;
const USUAL = 2;

/**
 * How the last days went at this time of day, against the season: 1 is alike. When people elsewhere change their
 * clocks, or a timetable changes, the season takes weeks to follow; yesterday knows it already.
 */
export class Yesterday {
  readonly #ratios: Float64Array;
  readonly #now: Float64Array;

  constructor(memory: Memory) {
    this.#ratios = memory.float64(BINS).fill(1);
    this.#now = memory.float64(3);
    this.#now[BIN] = -1;
  }

  ratio(local: number): number {
    return this.#ratios[binOf(local)]!;
  }

  /** @param usual what the season alone expects; steps in order */
  learn(local: number, count: number, usual: number): void {
    const bin = binOf(local);
    if (bin !== this.#now[BIN]) {
      this.#close();
      this.#now.set([bin, 0, 0]);
    }
    this.#now[SEEN] = this.#now[SEEN]! + count;
    this.#now[USUAL] = this.#now[USUAL]! + usual;
  }

  #close(): void {
    const [bin, seen, usual] = this.#now as unknown as [number, number, number];
    if (bin < 0) return;
    const ratio = Math.min(MOST, Math.max(LEAST, (seen + PRIOR) / (usual + PRIOR)));
    this.#ratios[bin] = this.#ratios[bin]! ** (1 - NEWEST) * ratio ** NEWEST;
  }
}

function binOf(local: number): number {
  return Math.floor((local % DAY) / MINUTES);
}
