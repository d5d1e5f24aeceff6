/** The rarest window that a look found: how rare, how long in minutes, events, expected events and their scatter. */
export class Finding {
  /** Powers of ten of rarity; 0 where nothing was found. */
  score = 0;
  minutes = 0;
  seen = 0;
  usual = 0;
  spread = 0;

  forget(): void {
    this.score = 0;
  }

  /** Keeps a window where it is rarer than what was found so far. */
  offer(score: number, minutes: number, seen: number, usual: number, spread: number): void {
    if (score <= this.score) return;
    this.score = score;
    this.minutes = minutes;
    this.seen = seen;
    this.usual = usual;
    this.spread = spread;
  }
}
