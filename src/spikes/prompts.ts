import type { Move } from './board.ts';

const MINUTE = 60_000;
/** Minutes within which prompts to one person are counted, and the fewest that can be too many. */
const WINDOWS = [
  { minutes: 10, least: 8, most: 40 },
  { minutes: 60, least: 12, most: 60 },
] as const;
const LONGEST = 60;
/** People who get so many by chance in a week, all in all. */
const A_WEEK = 0.02;
const PEOPLE_FADE = 0.5 ** (1 / (7 * 24 * 60));
/** Before so many people were seen, the highest limits hold. */
const ENOUGH = 200;

/**
 * Watches how often one person is asked for a second factor: somebody who has the password sends prompts until one
 * is accepted. Most people get one; how the numbers fall off says how many are too many.
 */
export class Prompts {
  readonly #people = new Map<string, number[]>();
  /** Decayed over a week, by window: people who were prompted, and their prompts. */
  readonly #seen: { people: number; prompts: number }[] = WINDOWS.map(() => ({ people: 0, prompts: 0 }));
  #opening: Move | null = null;
  #open = new Set<string>();

  add(minute: number, person: string): void {
    const minutes = this.#people.get(person);
    if (minutes === undefined) this.#people.set(person, [minute]);
    else minutes.push(minute);
  }

  /** Who is prompted too often now. */
  get open(): string[] {
    return [...this.#open];
  }

  close(minute: number): Move[] {
    for (const seen of this.#seen) {
      seen.people *= PEOPLE_FADE;
      seen.prompts *= PEOPLE_FADE;
    }
    let most: Move | null = null;
    const open = new Set<string>();
    for (const [person, minutes] of this.#people) {
      while (minutes[0] !== undefined && minutes[0] <= minute - LONGEST) minutes.shift();
      if (minutes.length === 0) {
        this.#people.delete(person);
        continue;
      }
      for (const [i, window] of WINDOWS.entries()) {
        const since = minute - window.minutes;
        let count = 0;
        for (let at = minutes.length - 1; at >= 0 && minutes[at]! > since; at--) count++;
        const limit = this.#limit(i);
        // Each burst is learned once, when it has come to its end.
        if (count > 0 && count < limit && minutes.at(-1) === since + 1) {
          this.#seen[i]!.people += 1;
          this.#seen[i]!.prompts += count;
        }
        if (count < limit) continue;
        open.add(person);
        if (count > (most?.seen ?? 0)) most = opened(minute, window.minutes, count, limit);
      }
    }
    this.#open = open;
    const standing = this.#opening;
    if (standing === null && most !== null) {
      this.#opening = most;
      return [most];
    }
    if (standing !== null && most !== null) standing.peak = Math.max(standing.peak, most.peak);
    if (standing === null || open.size > 0) return [];
    this.#opening = null;
    return [{ ...standing, turn: 'over' }];
  }

  get standing(): { series: string; peak: number }[] {
    return this.#opening === null ? [] : [{ series: this.#opening.series, peak: this.#opening.peak }];
  }

  /** Counts fall off geometrically: each further prompt is so many times rarer. */
  #limit(i: number): number {
    const { least, most } = WINDOWS[i]!;
    const { people, prompts } = this.#seen[i]!;
    if (people < ENOUGH) return Math.round((least + most) / 2);
    const again = Math.max(0.05, 1 - people / prompts);
    const limit = 1 + Math.log(A_WEEK / people) / Math.log(again);
    return Math.round(Math.min(most, Math.max(least, limit)));
  }

  save(): unknown {
    return this.#seen;
  }

  restore(saved: unknown): void {
    for (const [i, { people, prompts }] of (saved as { people: number; prompts: number }[]).entries())
      if (this.#seen[i] !== undefined) Object.assign(this.#seen[i], { people, prompts });
  }
}

function opened(minute: number, minutes: number, seen: number, limit: number): Move {
  return {
    series: 'prompts_per_person',
    family: 'mfa_attack',
    kind: 'spike',
    turn: 'opened',
    since: (minute + 1 - minutes) * MINUTE,
    score: -Math.log10(A_WEEK) + (seen - limit) / 2,
    seen,
    usual: 1,
    spread: 1.3,
    peak: seen,
  };
}
