import type { Move } from './board.ts';
import { upperTail } from './tail.ts';

const MINUTE = 60_000;
/** Distinct people under one key within so many minutes. */
const WINDOW = 10;
const LEAST = 8;
const RATIO = 2.5;
const DISPERSION = 1.6;
/** Powers of ten of rarity: there are many keys. */
const RARITY = 7;
const CALM_RATIO = 1.5;
/** What a key is used to is its busiest hour lately; it fades by half in a week. */
const HOUR = 60;
const FADES = 0.5 ** (1 / (7 * 24));
/** Keys that are remembered, and people of one key: beyond them it is a crowd anyway. */
const MOST_KEYS = 20_000;
const MOST_PEOPLE = 1_000;

interface Crowd {
  /** Each one's last minute. */
  people: Map<string, number>;
  /** Most people in ten minutes of earlier hours, and of this one. */
  usual: number;
  hour: number;
  most: number;
}

/**
 * Watches how many people fail under one key: an address that tries many names shows here long before it moves a
 * tenant's totals. An office that always has many is used to it.
 */
export class Crowds {
  readonly #series: string;
  readonly #crowds = new Map<string, Crowd>();
  readonly #touched = new Set<string>();
  readonly #open = new Set<string>();
  #opening: Move | null = null;

  constructor(series: string) {
    this.#series = series;
  }

  add(minute: number, key: string, person: string): void {
    let crowd = this.#crowds.get(key);
    if (crowd === undefined) {
      crowd = { people: new Map(), usual: 1, hour: Math.floor(minute / HOUR), most: 0 };
      this.#crowds.set(key, crowd);
    }
    if (crowd.people.size < MOST_PEOPLE || crowd.people.has(person)) crowd.people.set(person, minute);
    this.#touched.add(key);
  }

  /** The keys under which there are too many now. */
  get open(): string[] {
    return [...this.#open];
  }

  /** Ends a minute. */
  close(minute: number): Move[] {
    let most: Move | null = null;
    for (const key of this.#touched) {
      const found = this.#look(minute, key, this.#crowds.get(key)!);
      if (found !== null && found.score > (most?.score ?? 0)) most = found;
      if (this.#crowds.get(key)!.people.size === 0) this.#touched.delete(key);
    }
    if (minute % HOUR === 0) this.#forget();
    const standing = this.#opening;
    if (standing === null && most !== null) {
      this.#opening = most;
      return [most];
    }
    if (standing !== null && most !== null) standing.peak = Math.max(standing.peak, most.peak);
    if (standing === null || this.#open.size > 0) return [];
    this.#opening = null;
    return [{ ...standing, turn: 'over' }];
  }

  get standing(): { series: string; peak: number }[] {
    return this.#opening === null ? [] : [{ series: this.#series, peak: this.#opening.peak }];
  }

  #look(minute: number, key: string, crowd: Crowd): Move | null {
    for (const [person, last] of crowd.people) if (last <= minute - WINDOW) crowd.people.delete(person);
    const seen = crowd.people.size;
    const hour = Math.floor(minute / HOUR);
    if (hour !== crowd.hour) {
      crowd.usual = Math.max(1, crowd.usual * FADES ** (hour - crowd.hour), crowd.most);
      crowd.hour = hour;
      crowd.most = 0;
    }
    if (this.#open.has(key) && (seen < LEAST || seen < CALM_RATIO * crowd.usual)) this.#open.delete(key);
    if (!this.#open.has(key)) crowd.most = Math.max(crowd.most, seen);
    if (seen < LEAST || seen < RATIO * crowd.usual) return null;
    const score = upperTail(seen, crowd.usual, DISPERSION);
    if (score < RARITY) return null;
    this.#open.add(key);
    crowd.most = 0;
    return {
      series: this.#series,
      family: 'credential_attack',
      kind: 'spike',
      turn: 'opened',
      since: (minute + 1 - WINDOW) * MINUTE,
      score,
      seen,
      usual: crowd.usual,
      spread: DISPERSION,
      peak: seen / crowd.usual,
    };
  }

  #forget(): void {
    if (this.#crowds.size <= MOST_KEYS) return;
    for (const [key, crowd] of this.#crowds) if (crowd.people.size === 0 && crowd.usual < 2) this.#crowds.delete(key);
    for (const key of this.#crowds.keys()) {
      if (this.#crowds.size <= MOST_KEYS) return;
      this.#crowds.delete(key);
    }
  }

  /** What keys are used to, for those that are used to anything. */
  save(): [string, number, number][] {
    return [...this.#crowds]
      .filter(([, { usual, most }]) => usual > 1 || most > 1)
      .map(([key, { usual, hour, most }]) => [key, Math.max(usual, most), hour]);
  }

  restore(saved: readonly [string, number, number][]): void {
    for (const [key, usual, hour] of saved) this.#crowds.set(key, { people: new Map(), usual, hour, most: 0 });
  }
}
