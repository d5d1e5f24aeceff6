import type { Episode } from './episode.ts';
import { Hourly } from './hourly.ts';
import type { Kind } from './kind.ts';
import { Level } from './level.ts';
import type { LocalWeek } from './local-week.ts';
import type { Memory } from './memory.ts';
import type { Recent } from './recent.ts';
import type { Levels, Rise } from './rise.ts';
import { Season } from './season.ts';
import { Yesterday } from './yesterday.ts';

const DAY = 24 * 60;
/** Minutes for which what was seen is not yet learned: levels must not follow a rise while it is being tested. */
const GUARD = 5;
const SEASON_GUARD = 60;
/** Standard deviations beyond which a count is learned as if it were this far off only. */
const WILD = 3;
/** From here on a bin learns from an incident too, within bounds: what comes back every week is no incident. */
const TRIMMED_FROM = 7 * DAY;
/** So long the recent mean is a floor of what is usual. */
const FLOOR_BEFORE = 15 * DAY;
const FLOOR_TIMES = 1.25;
/** Of either level, so much holds for the other: the morning after a holiday is no attack. */
const CARRIED = 0.8;
/** In a day's first minutes nobody knows yet whether it is a holiday: yesterday's level says nothing about it. */
const NEW_DAY = { minutes: 60, level: 0.8 };
/** Yesterday must have been lower than the season by more than days differ, before less than the season is expected. */
const SLACK = 1.15;
/** The recent mean: minutes ago, from and to. */
const MEAN = { from: 8, minutes: 33 };

/** What is usual in a series: its season, the minute of the hour, yesterday, and how much is going on at the moment. */
export class Usual {
  readonly #step: number;
  readonly #week: LocalWeek;
  readonly #season: Season;
  readonly #hourly: Hourly;
  readonly #yesterday: Yesterday;
  /** Against the season, against the season as yesterday was, and of the whole day. */
  readonly #short: Level;
  readonly #adjusted: Level;
  readonly #long: Level;
  readonly #guard: number;
  readonly #seasonGuard: number;
  readonly #places: ReadonlyMap<number, number>;
  readonly #near: number;
  readonly #far: number;

  /** Windows that the recent mean needs, in steps. */
  static windows(step: number): [near: number, far: number] {
    const near = Math.ceil(MEAN.from / step);
    return [near, near + Math.max(1, Math.round(MEAN.minutes / step))];
  }

  constructor(memory: Memory, step: number, week: LocalWeek, places: ReadonlyMap<number, number>) {
    this.#step = step;
    this.#week = week;
    this.#places = places;
    this.#guard = Math.ceil(GUARD / step);
    this.#seasonGuard = Math.ceil(SEASON_GUARD / step);
    [this.#near, this.#far] = Usual.windows(step);
    this.#season = new Season(memory, step);
    this.#hourly = new Hourly(memory, step);
    this.#yesterday = new Yesterday(memory);
    this.#short = new Level(memory, step, { halfLife: 30, prior: 10, least: 0.15, most: 5 });
    this.#adjusted = new Level(memory, step, { halfLife: 30, prior: 10, least: 0.15, most: 5 });
    this.#long = new Level(memory, step, { halfLife: DAY, prior: 60, least: 0.3, most: 3 });
  }

  /** Minutes that were learned. */
  get age(): number {
    return this.#season.minutes;
  }

  /** How much is going on. */
  get level(): number {
    return this.#short.value;
  }

  get long(): number {
    return this.#long.value;
  }

  isNewDay(minute: number): boolean {
    return this.#week.at(minute) % DAY < NEW_DAY.minutes;
  }

  /** Events to expect in the step that begins at this minute, by the season, and as yesterday was. */
  expect(minute: number): { season: number; adjusted: number } {
    const local = this.#week.at(minute);
    const season = this.#season.expect(local) * this.#hourly.factor(local);
    return { season, adjusted: season * this.#yesterday.ratio(local) };
  }

  /** What a rise is measured against. */
  above(recent: Recent, minute: number, settled: Kind | null): Levels {
    const [short, long] = [this.#short.value, this.#long.value];
    const least = this.isNewDay(minute) || settled === 'drop' ? NEW_DAY.level : 0;
    const { seen, steps } = this.#lately(recent);
    return {
      season: Math.max(short, CARRIED * Math.min(long, 1.5), least),
      adjusted: this.#adjusted.value,
      long: Math.max(long, CARRIED * Math.min(short, 1.6), least),
      floor: this.age < FLOOR_BEFORE && steps > 0 ? (FLOOR_TIMES * seen) / (steps * this.#step) : 0,
    };
  }

  /** What a fall is measured against. */
  below(recent: Recent, settled: Kind | null): Pick<Levels, 'season' | 'adjusted'> {
    const { seen, season, adjusted } = this.#lately(recent);
    const most = settled === 'spike' ? 1 : Math.max(1, this.#long.value);
    return {
      season: Math.min(this.#short.value, (seen + 10) / (season + 10), most),
      adjusted: SLACK * Math.min(this.#adjusted.value, (seen + 10) / (adjusted + 10), most),
    };
  }

  /** Sums over the recent past, without the newest minutes. */
  #lately(recent: Recent): { seen: number; season: number; adjusted: number; steps: number } {
    const near = this.#places.get(this.#near)!;
    const far = this.#places.get(this.#far)!;
    return {
      seen: recent.seen[far]! - recent.seen[near]!,
      season: recent.usual[far]! - recent.usual[near]!,
      adjusted: recent.adjusted[far]! - recent.adjusted[near]!,
      steps: recent.observed[far]! - recent.observed[near]!,
    };
  }

  /** Learns, late, what cannot be part of anything that is being tested. @param scatter knows that of single steps */
  learn(recent: Recent, minute: number, episode: Episode, scatter: Pick<Rise, 'spreadOfOne'>): void {
    if (!episode.isOpen) this.#learnLevels(recent, scatter);
    this.#learnSeason(recent, minute, episode, scatter);
  }

  #learnLevels(recent: Recent, scatter: Pick<Rise, 'spreadOfOne'>): void {
    const seen = recent.count(this.#guard);
    if (Number.isNaN(seen)) return;
    const season = recent.expected(this.#guard);
    const adjusted = recent.adjustedAt(this.#guard);
    const clipped = clippedTo(this.#short.value * season, seen, scatter);
    this.#long.learn(clipped, season);
    this.#short.learn(clipped, season);
    this.#adjusted.learn(clippedTo(this.#adjusted.value * adjusted, seen, scatter), adjusted);
  }

  #learnSeason(recent: Recent, minute: number, episode: Episode, scatter: Pick<Rise, 'spreadOfOne'>): void {
    const raw = recent.raw(this.#seasonGuard);
    if (Number.isNaN(raw)) return;
    const then = minute - this.#seasonGuard * this.#step;
    const season = recent.expected(this.#seasonGuard);
    const usual = (episode.isOpen ? episode.level : this.#short.value) * season;
    const most =
      this.age < DAY ? Number.POSITIVE_INFINITY : usual + WILD * Math.sqrt(scatter.spreadOfOne(usual) * usual) + 1;
    let calm = Math.min(most, recent.count(this.#seasonGuard));
    if (episode.isOpen && then >= episode.since)
      calm = episode.kind === 'spike' ? Math.min(calm, usual) : Math.max(calm, usual);
    const local = this.#week.at(then);
    this.#yesterday.learn(local, raw, season);
    this.#hourly.learn(local, calm, season / this.#hourly.factor(local));
    this.#season.learn(local, this.age > TRIMMED_FROM ? Math.min(raw, 3 * most) : calm, calm);
  }

  /** Takes in events that came late. */
  amend(minute: number, age: number, count: number, wasMissing: boolean): void {
    if (age > this.#seasonGuard) this.#season.amend(this.#week.at(minute), count, wasMissing);
  }

  /** What was an incident is how it is now. @param ratio against the season */
  settle(ratio: number): void {
    this.#short.settle(ratio);
    this.#adjusted.settle(ratio);
    this.#long.settle(ratio);
  }
}

function clippedTo(usual: number, seen: number, scatter: Pick<Rise, 'spreadOfOne'>): number {
  const off = WILD * Math.sqrt(scatter.spreadOfOne(usual) * usual);
  return Math.min(usual + off, Math.max(usual - off, seen));
}
