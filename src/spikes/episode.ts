import type { Kind } from './kind.ts';
import type { Memory } from './memory.ts';

/** Minutes without the unusual after which it is over. */
const CALM_MINUTES = 10;
/** After so long it is how things are now: more of something sooner than nearly nothing. */
const LONGEST = { rise: 6 * 60, fall: 24 * 60 };
/** For so long after that, what was usual before is still not unusual: the season needs weeks to follow a fall. */
const REMEMBERED = { rise: 7 * 24 * 60, fall: 42 * 24 * 60 };
/** Above (or below) the usual by fewer events than this is calm, whatever the ratio. */
const CALM_EXCESS = 5;
const CALM_DROP = 0.7;

const OPEN = 0;
const OPENED = 1;
const SINCE = 2;
const PEAK = 3;
const CALM = 4;
const LEVEL = 5;
const SPAN = 6;
const SCORE = 7;
const SEEN = 8;
const USUAL = 9;
const SPREAD = 10;
const SETTLED = 11;
const SETTLED_KIND = 12;
const KIND = 13;
const RISE = 1;
const FALL = 2;

export interface Opening {
  kind: Kind;
  /** The step that crossed the threshold, and the first of the window that did. */
  minute: number;
  since: number;
  /** How much was going on before: what is usual stays at this level until it is over. */
  level: number;
  /** Minutes over which calm is judged. */
  span: number;
  score: number;
  seen: number;
  usual: number;
  /** Variance over mean that counts like `usual` have. */
  spread: number;
}

/** One series being unusual: from the step that crossed the threshold until it has been calm for a while. */
export class Episode {
  readonly #step: number;
  readonly #now: Float64Array;

  constructor(memory: Memory, step: number) {
    this.#step = step;
    this.#now = memory.float64(14);
  }

  get isOpen(): boolean {
    return this.#now[OPEN] !== 0;
  }

  get kind(): Kind | null {
    if (!this.isOpen) return null;
    return this.#now[KIND] === FALL ? 'drop' : 'spike';
  }

  /** How it began; of the last one where none is open. */
  get opening(): Opening {
    const now = this.#now;
    return {
      kind: now[KIND] === FALL ? 'drop' : 'spike',
      minute: now[OPENED]!,
      since: now[SINCE]!,
      level: now[LEVEL]!,
      span: now[SPAN]!,
      score: now[SCORE]!,
      seen: now[SEEN]!,
      usual: now[USUAL]!,
      spread: now[SPREAD]!,
    };
  }

  get level(): number {
    return this.#now[LEVEL]!;
  }

  get since(): number {
    return this.#now[SINCE]!;
  }

  get span(): number {
    return this.#now[SPAN]!;
  }

  /** The furthest from the usual so far, as a ratio over five minutes. */
  get peak(): number {
    return this.#now[PEAK]!;
  }

  open({ kind, minute, since, level, span, score, seen, usual, spread }: Opening): void {
    this.#now[KIND] = kind === 'spike' ? RISE : FALL;
    this.#now.set([1, minute, since, 1, 0, level, span, score, seen, usual, spread]);
  }

  close(): void {
    this.#now[OPEN] = 0;
  }

  /** Ends it as how things are now. */
  settle(minute: number): void {
    this.#now[SETTLED] = minute;
    this.#now[SETTLED_KIND] = this.#now[KIND]!;
    this.close();
  }

  /** Which way it settled lately. */
  settled(minute: number): Kind | null {
    const rise = this.#now[SETTLED_KIND] === RISE;
    if (minute - this.#now[SETTLED]! > (rise ? REMEMBERED.rise : REMEMBERED.fall)) return null;
    return rise ? 'spike' : 'drop';
  }

  /** What had settled went back to how it was. */
  unsettle(): void {
    this.#now[SETTLED] = Number.NEGATIVE_INFINITY;
  }

  /**
   * Takes one more observed step in.
   * @param ratio events against the usual, over five minutes and over the span
   * @param excess events beyond the usual over the span
   */
  follow(minute: number, ratio: number, spanRatio: number, excess: number): 'over' | 'long' | null {
    const rise = this.#now[KIND] === RISE;
    this.#now[PEAK] = rise ? Math.max(this.peak, ratio) : Math.min(this.peak, ratio);
    const calm = rise
      ? spanRatio < Math.min(2, Math.max(1.4, 1 + 0.25 * (this.peak - 1))) || excess < CALM_EXCESS
      : spanRatio > CALM_DROP || excess > -CALM_EXCESS;
    this.#now[CALM] = calm ? this.#now[CALM]! + this.#step : 0;
    if (this.#now[CALM]! >= CALM_MINUTES) return 'over';
    return minute - this.#now[OPENED]! >= (rise ? LONGEST.rise : LONGEST.fall) ? 'long' : null;
  }
}
