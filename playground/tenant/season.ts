import { DateTime } from 'luxon';
import type { Random } from './random.ts';

const HOUR = 3_600_000;

/** Visits by local hour, midnight first, in parts of the busiest. */
const WEEKDAY = [3, 1, 1, 1, 1, 3, 12, 28, 45, 52, 55, 60, 72, 60, 50, 48, 52, 62, 78, 92, 100, 84, 44, 14];
const WEEKEND = [6, 3, 1, 1, 1, 2, 5, 12, 30, 52, 70, 74, 66, 58, 56, 60, 62, 60, 62, 70, 72, 60, 36, 16];
const OFFICE_DAY = [0, 0, 0, 0, 0, 1, 10, 55, 100, 85, 62, 50, 45, 70, 58, 46, 32, 16, 6, 3, 2, 1, 0, 0];
const DAY_OFF = [0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 4, 4, 3, 3, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0];

/** shop: people at home, evenings and weekends too; office: people at work. */
export type Rhythm = 'shop' | 'office';

/** When people of a zone turn up: the weekly and daily rhythm between two moments, epoch ms. */
export class Season {
  readonly #start: number;
  /** How much of all visits has come by the start of each hour. */
  readonly #risen: number[] = [0];

  constructor(zone: string, rhythm: Rhythm, from: number, to: number) {
    this.#start = Math.floor(from / HOUR) * HOUR;
    for (let at = this.#start; at < to; at += HOUR) {
      const local = DateTime.fromMillis(at, { zone });
      const off = local.weekday > 5;
      const hours = rhythm === 'shop' ? (off ? WEEKEND : WEEKDAY) : off ? DAY_OFF : OFFICE_DAY;
      this.#risen.push(this.#risen.at(-1)! + hours[local.hour]!);
    }
  }

  /** A moment between two others, as likely as its hour is busy; null where nobody turns up between them. */
  draw(random: Random, from: number, to: number): number | null {
    const low = this.#by(from);
    const high = this.#by(to);
    if (high <= low) return null;
    const level = low + random.next() * (high - low);
    let left = 0;
    let right = this.#risen.length - 1;
    while (right - left > 1) {
      const middle = (left + right) >> 1;
      if (this.#risen[middle]! <= level) left = middle;
      else right = middle;
    }
    const within = (level - this.#risen[left]!) / (this.#risen[right]! - this.#risen[left]!);
    return Math.floor(this.#start + (left + within) * HOUR);
  }

  /** How much has come by a moment. */
  #by(at: number): number {
    const hours = Math.min(Math.max((at - this.#start) / HOUR, 0), this.#risen.length - 1);
    const whole = Math.floor(hours);
    const here = this.#risen[whole]!;
    return here + (hours - whole) * ((this.#risen[whole + 1] ?? here) - here);
  }
}
