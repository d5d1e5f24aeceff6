import { Dispersion } from './dispersion.ts';
import { Finding } from './finding.ts';
import type { Memory } from './memory.ts';
import type { Recent } from './recent.ts';
import { type Levels, stepsOf } from './rise.ts';
import { lowerTail } from './tail.ts';

/** Windows in minutes: a busy tenant's outage shows in five, a quiet one's in three hours. */
export const FALL_WINDOWS = [5, 10, 20, 40, 90, 180] as const;
/** Fewer expected events than this can go missing by chance. */
const LEAST_USUAL = 4;
/** Less than this share of the usual. */
export const FALL_SHARE = 0.6;
/** Each of the last minutes must be low by itself: one missing minute is no outage. */
const LOW = { minutes: 5, share: 0.75, few: 25, slackForFew: 1.5, slack: 0.3 };

/** The test for less than usual. */
export class Fall {
  readonly #step: number;
  readonly #windows: { place: number; minutes: number; dispersion: Dispersion }[];
  readonly #low: number;
  /** What the last look found. */
  readonly found = new Finding();

  constructor(memory: Memory, step: number, places: ReadonlyMap<number, number>) {
    this.#step = step;
    this.#low = Math.ceil(LOW.minutes / step);
    const steps = [...new Set(FALL_WINDOWS.map((minutes) => stepsOf(minutes, step)))];
    this.#windows = steps.map((length) => ({
      place: places.get(length)!,
      minutes: length * step,
      dispersion: new Dispersion(memory, step, length * step),
    }));
  }

  /** Looks at the windows that end with the newest step. @param share of the usual that counts as a fall */
  look(recent: Recent, levels: Pick<Levels, 'season' | 'adjusted'>, share: number): void {
    this.found.forget();
    const low = this.#isLow(recent, levels);
    for (const { place, minutes, dispersion } of this.#windows) {
      const observed = recent.observed[place]! * this.#step;
      if (observed < minutes / 2) continue;
      const usual = Math.min(levels.season * recent.usual[place]!, levels.adjusted * recent.adjusted[place]!);
      if (usual < 0.05) continue;
      const seen = recent.seen[place]!;
      const spread = dispersion.of(usual);
      if (low && usual > LEAST_USUAL && seen < share * usual)
        this.found.offer(lowerTail(seen, usual, spread), minutes, seen, usual, spread);
      dispersion.learn(seen, usual, spread);
    }
  }

  #isLow(recent: Recent, levels: Pick<Levels, 'season' | 'adjusted'>): boolean {
    for (let age = 0; age < this.#low; age++) {
      const usual = Math.min(levels.season * recent.expected(age), levels.adjusted * recent.adjustedAt(age));
      const count = recent.count(age);
      const slack = Math.sqrt(usual) * (usual < LOW.few ? LOW.slackForFew : LOW.slack);
      // Not observed is not low: the comparison is false.
      if (!(count <= LOW.share * usual + slack)) return false;
    }
    return true;
  }
}
