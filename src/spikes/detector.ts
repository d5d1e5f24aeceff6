import { Episode, type Opening } from './episode.ts';
import { FALL_SHARE, FALL_WINDOWS, Fall } from './fall.ts';
import { Hourly } from './hourly.ts';
import { Level } from './level.ts';
import type { LocalWeek } from './local-week.ts';
import { Memory } from './memory.ts';
import { Recent } from './recent.ts';
import { RISE_WINDOWS, Rise, stepsOf } from './rise.ts';
import { Season } from './season.ts';
import { Yesterday } from './yesterday.ts';

const DAY = 24 * 60;
/** Minutes for which what was seen is not yet learned: levels must not follow a rise while it is being tested. */
const GUARD = 5;
const SEASON_GUARD = 60;
/** Before a whole day is learned nothing is said: any morning would look like an attack. */
const FIRST = DAY;
/** Yesterday must have been lower than the season by more than days differ, before less than the season is expected. */
const SLACK = 1.35;
/** A fall is asked to last five minutes, each of them low: it may be ten times less rare than a rise. */
const FALL_EASE = 1;
/** Rarity asked for beyond the threshold while the season is young. */
const YOUNG = [
  { before: 2 * DAY, penalty: 2 },
  { before: 8 * DAY, penalty: 1 },
];
/** From here on a bin learns from an incident too, within bounds: what comes back every week is no incident. */
const TRIMMED_FROM = 7 * DAY;
/** So long the recent mean is a floor of what is usual. */
const FLOOR_BEFORE = 15 * DAY;
const FLOOR_TIMES = 1.25;
/** In a day's first minutes nobody knows yet whether it is a holiday: yesterday's level says nothing about it. */
const NEW_DAY = { minutes: 60, level: 0.8, share: 0.25 };

/** Fewer events a minute than this make no sensible ratio. */
const LEAST_A_MINUTE = 0.2;
/** Of what had fallen for good, so much is back that it is watched for falls again. */
const BACK = 0.6;

export type Kind = 'spike' | 'drop';
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
  readonly #season: Season;
  readonly #hourly: Hourly;
  readonly #yesterday: Yesterday;
  readonly #recent: Recent;
  readonly #short: Level;
  readonly #long: Level;
  readonly #rise: Rise;
  readonly #fall: Fall;
  readonly #episode: Episode;
  readonly #guard: number;
  readonly #seasonGuard: number;
  /** Places in `recent`: one step's, five minutes', fifteen's, an hour's, and the two ends of the recent mean. */
  readonly #places: ReadonlyMap<number, number>;
  readonly #near: number;
  readonly #far: number;

  constructor(options: DetectorOptions) {
    this.#options = options;
    const { step } = options;
    this.#guard = Math.ceil(GUARD / step);
    this.#seasonGuard = Math.ceil(SEASON_GUARD / step);
    this.#near = Math.ceil(8 / step);
    this.#far = this.#near + stepsOf(33, step);
    const lengths = [...RISE_WINDOWS, ...FALL_WINDOWS].map((minutes) => stepsOf(minutes, step));
    const windows = [...new Set([...lengths, this.#near, this.#far])].sort((a, b) => a - b);
    this.#places = new Map(windows.map((length, place) => [length, place]));
    this.#season = new Season(this.#memory, step);
    this.#hourly = new Hourly(this.#memory, step);
    this.#yesterday = new Yesterday(this.#memory);
    this.#recent = new Recent(this.#memory, windows);
    this.#short = new Level(this.#memory, step, { halfLife: 30, prior: 10, least: 0.15, most: 5 });
    this.#long = new Level(this.#memory, step, { halfLife: DAY, prior: 60, least: 0.3, most: 3 });
    this.#rise = new Rise(this.#memory, step, this.#places, options.ratio);
    this.#fall = new Fall(this.#memory, step, this.#places);
    this.#episode = new Episode(this.#memory, step);
  }

  /** @param minute when the step begins, UTC minutes since 1970 @param count null: not observed, which is not zero */
  observe(minute: number, count: number | null): Turn | null {
    const local = this.#options.week.at(minute);
    const season = this.#season.expect(local) * this.#hourly.factor(local);
    const yesterday = this.#yesterday.ratio(local);
    this.#recent.push(count ?? Number.NaN, season * Math.max(1, yesterday), season * Math.min(1, SLACK * yesterday));
    this.#learn(minute);
    if (count === null || this.#season.minutes < FIRST) return null;
    return this.#episode.kind === null ? this.#test(minute, local, count) : this.#follow(minute);
  }

  /** Takes in events of an earlier step, so many steps ago: those that came late, or a step that was not observed. */
  amend(minute: number, age: number, count: number): void {
    const wasMissing = age <= this.#recent.reach && this.#recent.amend(age, count);
    if (age > this.#seasonGuard) this.#season.amend(this.#options.week.at(minute), count, wasMissing);
  }

  /** The last steps, oldest first: what came (null: not observed) and what is usual there, at the level of now. */
  history(steps: number): { seen: number | null; usual: number }[] {
    const level = this.#episode.kind === null ? this.#short.value : this.#episode.level;
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

  #learn(minute: number): void {
    const { step } = this.#options;
    const open = this.#episode.kind;
    const level = open === null ? this.#short.value : this.#episode.level;
    const seen = this.#recent.count(this.#guard);
    if (open === null && !Number.isNaN(seen)) {
      const expected = this.#recent.expected(this.#guard);
      const usual = level * expected;
      const off = 3 * Math.sqrt(this.#rise.spreadOfOne(usual) * usual);
      const clipped = Math.min(usual + off, Math.max(usual - off, seen));
      this.#short.learn(clipped, expected);
      this.#long.learn(clipped, expected);
    }
    const raw = this.#recent.raw(this.#seasonGuard);
    if (Number.isNaN(raw)) return;
    const then = minute - this.#seasonGuard * step;
    const expected = this.#recent.expected(this.#seasonGuard);
    const usual = level * expected;
    const age = this.#season.minutes;
    const most =
      age < DAY ? Number.POSITIVE_INFINITY : usual + 3 * Math.sqrt(this.#rise.spreadOfOne(usual) * usual) + 1;
    let calm = Math.min(most, this.#recent.count(this.#seasonGuard));
    if (open !== null && then >= this.#episode.since)
      calm = open === 'spike' ? Math.min(calm, usual) : Math.max(calm, usual);
    const local = this.#options.week.at(then);
    const trimmed = age > TRIMMED_FROM;
    const season = expected / Math.max(1, this.#yesterday.ratio(local));
    this.#yesterday.learn(local, raw, season);
    this.#hourly.learn(local, calm, season / this.#hourly.factor(local));
    this.#season.learn(local, trimmed ? Math.min(raw, 3 * most) : calm, calm);
  }

  #test(minute: number, local: number, count: number): Turn | null {
    const { step, threshold, kinds } = this.#options;
    const recent = this.#recent;
    const short = this.#short.value;
    const long = this.#long.value;
    const age = this.#season.minutes;
    const asked = threshold + (YOUNG.find(({ before }) => age < before)?.penalty ?? 0);

    const near = this.#places.get(this.#near)!;
    const far = this.#places.get(this.#far)!;
    const before = recent.seen[far]! - recent.seen[near]!;
    const steps = recent.observed[far]! - recent.observed[near]!;
    const newDay = local % DAY < NEW_DAY.minutes;
    const settled = this.#episode.settled(minute);
    if (settled === 'drop' && long > BACK) this.#episode.unsettle();
    const least = newDay || settled === 'drop' ? NEW_DAY.level : 0;
    const levels = {
      short: Math.max(short, 0.8 * Math.min(long, 1.5), least),
      long: Math.max(long, 0.8 * Math.min(short, 1.6), least),
      floor: age < FLOOR_BEFORE && steps > 0 ? (FLOOR_TIMES * before) / (steps * step) : 0,
    };
    const rise = this.#rise;
    rise.look(recent, levels, true);
    rise.add(count, Math.max(levels.short * recent.expected(0), levels.floor * step));
    if (rise.score >= asked && kinds.includes('spike')) {
      const span = rise.minutes > 15 ? 15 : 5;
      this.#open(minute, 'spike', rise, levels.short, span);
      return 'opened';
    }
    // Where nearly nothing is left, nothing can fall.
    if (!kinds.includes('drop') || settled === 'drop') return null;
    const ago = (before + 10) / (recent.least[far]! - recent.least[near]! + 10);
    const level = Math.min(short, ago, settled === 'spike' ? 1 : Math.max(1, long));
    const fall = this.#fall;
    fall.look(recent, level, newDay ? NEW_DAY.share : FALL_SHARE, true);
    if (fall.score >= asked - FALL_EASE) {
      this.#open(minute, 'drop', fall, level, fall.minutes > 20 ? 15 : 5);
      return 'opened';
    }
    return null;
  }

  #open(minute: number, kind: Kind, found: Rise | Fall, level: number, span: number): void {
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
      this.#short.settle(ratio);
      this.#long.settle(ratio);
      episode.settle(minute);
    }
    this.#rise.forget();
    return turn === 'over' ? 'over' : 'new_level';
  }

  /** Events and the usual ones over the last minutes, at the level of before the incident. */
  #over(minutes: number): { seen: number; usual: number } {
    const place = this.#places.get(stepsOf(minutes, this.#options.step))!;
    const usual =
      this.#episode.level * (this.#episode.kind === 'drop' ? this.#recent.least[place]! : this.#recent.usual[place]!);
    return { seen: this.#recent.seen[place]!, usual: Math.max(usual, LEAST_A_MINUTE * minutes) };
  }
}
