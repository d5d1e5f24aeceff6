import { Detector } from '../../src/spikes/detector.ts';
import type { Kind } from '../../src/spikes/kind.ts';
import { LocalWeek } from '../../src/spikes/local-week.ts';

/** What is compared: something that watches one series minute by minute and can be put back to where it was. */
export interface Candidate {
  observe(minute: number, count: number | null): void;
  amend?(minute: number, age: number, count: number): void;
  /** Whether a rise shows in the running minute already, with so many events so far. */
  opensWith(minute: number, soFar: number): boolean;
  /** What is open after the last minute. */
  readonly open: Kind | null;
  save(): unknown;
  restore(saved: unknown): void;
}

export function ours(zone: string, threshold: number): Candidate {
  const detector = new Detector({
    step: 1,
    week: new LocalWeek(zone),
    threshold,
    ratio: 2,
    kinds: ['spike', 'drop'],
  });
  return {
    observe: (minute, count) => void detector.observe(minute, count),
    amend: (minute, age, count) => detector.amend(minute, age, count),
    opensWith: (minute, soFar) => detector.opensWith(minute, soFar),
    get open() {
      return detector.kind;
    },
    save: () => detector.save(),
    restore: (saved) => void detector.restore(saved as Uint8Array),
  };
}

/** A rival looks at the running minute as we do. */
function early(rival: Omit<Candidate, 'opensWith'>): Candidate {
  return Object.assign(rival, {
    opensWith(minute: number, soFar: number) {
      const before = rival.save();
      rival.observe(minute, soFar);
      const opens = rival.open === 'spike';
      rival.restore(before);
      return opens;
    },
  });
}

/** Ten calm minutes close what is open, for every rival alike. */
const CALM = 10;

/** Mean and standard deviation of the last hour; up only. */
export function windowedZ(threshold: number): Candidate {
  const length = 60;
  let window: number[] = [];
  let calm = CALM;
  return early({
    observe(_minute, count) {
      if (count === null) return;
      if (window.length === length) {
        const mean = window.reduce((sum, x) => sum + x, 0) / length;
        const variance = window.reduce((sum, x) => sum + (x - mean) ** 2, 0) / length;
        const z = (count - mean) / Math.max(1, Math.sqrt(variance));
        calm = z >= threshold ? 0 : calm + 1;
        window.shift();
      }
      window.push(count);
    },
    get open() {
      return calm < CALM ? 'spike' : null;
    },
    save: () => ({ window: [...window], calm }),
    restore(saved) {
      const state = saved as { window: number[]; calm: number };
      window = [...state.window];
      calm = state.calm;
    },
  });
}

/** Median and median absolute deviation of the same half hour in the last four weeks; up only. */
export function seasonalMad(zone: string, threshold: number, minutes: number): Candidate {
  const week = new LocalWeek(zone);
  const history = new Float32Array(minutes + 10_080).fill(Number.NaN);
  let at = 0;
  let calm = CALM;
  let bin = -1;
  let median = 0;
  let mad = 0;
  return early({
    observe(minute, count) {
      const now = Math.floor(week.at(minute) / 30);
      if (now !== bin) {
        bin = now;
        const same: number[] = [];
        for (let back = 1; back <= 4; back++)
          for (let i = 0; i < 30; i++) {
            const value = history[at - back * 10_080 + i] ?? Number.NaN;
            if (!Number.isNaN(value)) same.push(value);
          }
        median = same.length < 60 ? Number.NaN : middle(same);
        mad = same.length < 60 ? Number.NaN : middle(same.map((x) => Math.abs(x - median)));
      }
      history[at++] = count ?? Number.NaN;
      if (count === null || Number.isNaN(median)) return;
      calm = (count - median) / (1.4826 * Math.max(1, mad)) >= threshold ? 0 : calm + 1;
    },
    get open() {
      return calm < CALM ? 'spike' : null;
    },
    save: () => ({ at, calm, bin, median, mad }),
    restore(saved) {
      ({ at, calm, bin, median, mad } = saved as {
        at: number;
        calm: number;
        bin: number;
        median: number;
        mad: number;
      });
    },
  });
}

function middle(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1]!;
}
