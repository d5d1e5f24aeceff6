import { Episode, type Opening } from './episode.ts';
import { FALL_SHARE, FALL_WINDOWS, Fall } from './fall.ts';
import type { Finding } from './finding.ts';
import type { Kind } from './kind.ts';
import type { LocalWeek } from './local-week.ts';
import { Memory } from './memory.ts';
import { Recent } from './recent.ts';
import { RISE_WINDOWS, Rise, stepsOf } from './rise.ts';
import { Usual } from './usual.ts';

const DAY = 24 * 60;
/** Before a whole day is learned nothing is said: any morning would look like an attack. */
const FIRST = DAY;
/** One day may have been anything; nothing is missing before a second one is known. */
const FIRST_FALL = 2 * DAY;
/** Rarity asked for beyond the threshold while the season is young. */
const YOUNG = [
  { before: 2 * DAY, penalty: 2 },
  { before: 8 * DAY, penalty: 1 },
];
/** A fall is asked to last five minutes, each of them low: it may be ten times less rare than a rise. */
const FALL_EASE = 1;
/** A day that begins may be a holiday, and the first weekend is unknown: then only nearly nothing is a fall. */
const UNSURE_SHARE = 0.25;
const UNSURE_BEFORE = 8 * DAY;
/** Fewer events a minute than this make no sensible ratio. */
const LEAST_A_MINUTE = 0.2;
/** Of what had fallen for good, so much is back that it is watched for falls again. */
const BACK = 0.6;

/** What a step changed: an incident of this series began, is over, or has become how things are. */
export type Turn = 'opened' | 'over' | 'new_level';

export interface DetectorOptions {
  /** Minutes of a step. */
  step: number;
  week: LocalWeek;
  /** Powers of ten of rarity at which an incident opens. */
  threshold: number;
  /** How many times the usual a rise must be at least. */
  ratio: number;
  /** Which way is worth a ping. */
  kinds: readonly Kind[];
}

/**
 * Watches one series of counts: one step of event time after the other, missing ones as null. Says when the series
 * becomes unusual and when that is over. Knows no clock; the same steps give the same answers.
 */
export class Detector {
  readonly #options: DetectorOptions;
  readonly #memory = new Memory();
  readonly #usual: Usual;
  readonly #recent: Recent;
  readonly #rise: Rise;
  readonly #fall: Fall;
  readonly #episode: Episode;
  /** Where windows stand in `recent`, by their lengths in steps. */
  readonly #places: ReadonlyMap<number, number>;

  constructor(options: DetectorOptions) {
    this.#options = options;
    const { step, week } = options;
    const lengths = [...RISE_WINDOWS, ...FALL_WINDOWS].map((minutes) => stepsOf(minutes, step));
    const windows = [...new Set([...lengths, ...Usual.windows(step)])].sort((a, b) => a - b);
    this.#places = new Map(windows.map((length, place) => [length, place]));
    this.#usual = new Usual(this.#memory, step, week, this.#places);
    this.#recent = new Recent(this.#memory, windows);
    this.#rise = new Rise(this.#memory, step, this.#places, options.ratio);
    this.#fall = new Fall(this.#memory, step, this.#places);
    this.#episode = new Episode(this.#memory, step);
  }

  /** @param minute when the step begins, UTC minutes since 1970 @param count null: not observed, which is not zero */
  observe(minute: number, count: number | null): Turn | null {
    const { season, adjusted } = this.#usual.expect(minute);
    this.#recent.push(count ?? Number.NaN, season, adjusted);
    this.#usual.learn(this.#recent, minute, this.#episode, this.#rise);
    if (count === null || this.#usual.age < FIRST) return null;
    return this.#episode.isOpen ? this.#follow(minute) : this.#test(minute, count);
  }

  /**
   * Whether a rise opens in the running step, which has so many events so far: more of them only make it surer, so it
   * need not be over. Changes nothing.
   */
  opensWith(minute: number, soFar: number): boolean {
    if (this.#episode.isOpen || soFar < this.#usual.level * this.#recent.expected(0)) return false;
    const before = this.save();
    const opens = this.observe(minute, soFar) === 'opened' && this.kind === 'spike';
    this.restore(before);
    return opens;
  }

  /** Takes in events of an earlier step, so many steps ago: those that came late, or a step that was not observed. */
  amend(minute: number, age: number, count: number): void {
    const wasMissing = age <= this.#recent.reach && this.#recent.amend(age, count);
    this.#usual.amend(minute, age, count, wasMissing);
  }

  /** The last steps, oldest first: what came (null: not observed) and what is usual there, at the level of now. */
  history(steps: number): { seen: number | null; usual: number }[] {
    const level = this.#episode.kind === null ? this.#usual.level : this.#episode.level;
    const length = Math.min(steps, this.#recent.reach);
    return Array.from({ length }, (_, i) => {
      const age = length - 1 - i;
      const raw = this.#recent.raw(age);
      return { seen: Number.isNaN(raw) ? null : raw, usual: level * this.#recent.expected(age) };
    });
  }

  get kind(): Kind | null {
    return this.#episode.kind;
  }

  get opening(): Opening {
    return this.#episode.opening;
  }

  get peak(): number {
    return this.#episode.peak;
  }

  get bytes(): number {
    return this.#memory.size;
  }

  save(): Uint8Array {
    return this.#memory.save();
  }

  restore(saved: Uint8Array): boolean {
    return this.#memory.restore(saved);
  }

  #test(minute: number, count: number): Turn | null {
    const { step, threshold, kinds } = this.#options;
    const recent = this.#recent;
    const usual = this.#usual;
    const asked = threshold + penaltyOf(usual.age);
    const settled = this.#episode.settled(minute);
    if (settled === 'drop' && usual.long > BACK) this.#episode.unsettle();

    const above = usual.above(recent, minute, settled);
    const expected = Math.max(above.season * recent.expected(0), above.adjusted * recent.adjustedAt(0));
    this.#rise.look(recent, above);
    this.#rise.add(count, Math.max(expected, above.floor * step));
    if (this.#rise.found.score >= asked && kinds.includes('spike')) {
      const level = Math.max(above.season, expected / recent.expected(0));
      this.#open(minute, 'spike', this.#rise.found, level, this.#rise.found.minutes > 15 ? 15 : 5);
      return 'opened';
    }
    // Where nearly nothing is left, nothing can fall.
    if (!kinds.includes('drop') || settled === 'drop' || usual.age < FIRST_FALL) return null;
    const below = usual.below(recent, settled);
    const unsure = usual.isNewDay(minute) || usual.age < UNSURE_BEFORE;
    this.#fall.look(recent, below, unsure ? UNSURE_SHARE : FALL_SHARE);
    if (this.#fall.found.score < asked - FALL_EASE) return null;
    const level = Math.min(below.season, (below.adjusted * recent.adjustedAt(0)) / recent.expected(0));
    this.#open(minute, 'drop', this.#fall.found, level, this.#fall.found.minutes > 20 ? 15 : 5);
    return 'opened';
  }

  #open(minute: number, kind: Kind, found: Finding, level: number, span: number): void {
    const since = minute - Math.max(found.minutes, this.#options.step) + this.#options.step;
    const { score, seen, usual, spread } = found;
    this.#episode.open({ kind, minute, since, level, span, score, seen, usual, spread });
    this.#follow(minute);
  }

  #follow(minute: number): Turn | null {
    const episode = this.#episode;
    const five = this.#over(5);
    const span = this.#over(episode.span);
    const turn = episode.follow(minute, five.seen / five.usual, span.seen / span.usual, span.seen - span.usual);
    if (turn === null) return null;
    const { step } = this.#options;
    const steps = (minute - episode.since) / step + 1;
    if (turn === 'over') {
      this.#recent.scrub(steps, episode.level, episode.kind === 'spike');
      episode.close();
    } else {
      const hour = this.#places.get(stepsOf(60, step))!;
      const ratio = (this.#recent.seen[hour]! + 1) / (this.#recent.usual[hour]! + 1);
      this.#usual.settle(ratio);
      episode.settle(minute);
    }
    this.#rise.forget();
    return turn === 'over' ? 'over' : 'new_level';
  }

  /** Events and the usual ones over the last minutes, at the level of before the incident. */
  #over(minutes: number): { seen: number; usual: number } {
    const place = this.#places.get(stepsOf(minutes, this.#options.step))!;
    const usual = this.#episode.level * this.#recent.usual[place]!;
    return { seen: this.#recent.seen[place]!, usual: Math.max(usual, LEAST_A_MINUTE * minutes) };
  }
}

function penaltyOf(age: number): number {
  for (const { before, penalty } of YOUNG) if (age < before) return penalty;
  return 0;
}
