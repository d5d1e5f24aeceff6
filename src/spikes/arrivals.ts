import type { LogEvent } from '../event/log-event.ts';

/** Later events of a minute that was counted so long ago are left out, ms. */
const TOO_LATE = 15 * 60_000;

/** Events as they come: each once, and those of minutes that are not complete kept apart until they are. */
export class Arrivals {
  readonly #seen = new Map<string, number>();
  readonly #ahead: LogEvent[] = [];
  /** Epoch ms of the newest; 0 before the first. */
  newest = 0;

  /** False for one that is there already, or comes too late. @param counted up to where minutes are, epoch ms */
  note({ logId, at }: LogEvent, counted: number): boolean {
    if (this.#seen.has(logId) || at < counted - TOO_LATE) return false;
    this.#seen.set(logId, at);
    if (at > this.newest) this.newest = at;
    return true;
  }

  /** Keeps one until its minute is complete. */
  keep(event: LogEvent): void {
    this.#ahead.push(event);
  }

  /** Gives out what was kept of the time before a moment, oldest first. */
  before(moment: number): LogEvent[] {
    this.#ahead.sort((a, b) => a.at - b.at);
    const next = this.#ahead.findIndex(({ at }) => at >= moment);
    return this.#ahead.splice(0, next === -1 ? this.#ahead.length : next);
  }

  /** Forgets what is too old to come again. @param counted up to where minutes are, epoch ms */
  forget(counted: number): void {
    for (const [logId, at] of this.#seen) {
      if (at >= counted - 2 * TOO_LATE) break;
      this.#seen.delete(logId);
    }
  }
}
