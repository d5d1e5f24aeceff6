import PQueue from 'p-queue';
import type { Clock } from './clock.ts';

/** Endpoints that share a limit on plans that limit by endpoint. Others share one. */
export type Group = 'logs' | 'users' | 'clients' | 'connections' | 'others';

/** Requests under way at once, however many are allowed. */
const MOST_AT_ONCE = 8;
/** Of the requests that a bucket can hold, one in so many is left for people who wait. */
const RESERVED = 5;
const LONGEST_WAIT = 60_000;

/** x-ratelimit-* of an answer, as numbers; `wait` is how long until requests are added, ms. */
export interface Allowance {
  limit: number;
  remaining: number;
  wait: number;
}

/** One bucket of requests. Who asks for a person goes ahead of background work, for whom a few requests are kept. */
class Lane {
  readonly #clock: Clock;
  readonly #urgent = new PQueue({ concurrency: 2 });
  readonly #patient = new PQueue({ concurrency: 1 });
  #waiting = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  run<T>(task: () => Promise<T>, urgent: boolean, signal: AbortSignal | undefined): Promise<T> {
    return (urgent ? this.#urgent : this.#patient).add(task, { signal });
  }

  heard({ limit, remaining, wait }: Allowance): void {
    // The other requests under way may not be counted yet. The one that was answered still is.
    const others = this.#urgent.pending + this.#patient.pending - 1;
    const left = remaining - Math.max(0, others);
    open(this.#urgent, left);
    open(this.#patient, left - Math.floor(limit / RESERVED) - this.#urgent.size);
    if ((this.#urgent.isPaused || this.#patient.isPaused) && !this.#waiting) void this.#reopen(wait);
  }

  /** When requests are added one may go; its answer tells how many more. */
  async #reopen(wait: number): Promise<void> {
    this.#waiting = true;
    await this.#clock.sleep(Math.min(Math.max(wait, 10), LONGEST_WAIT));
    this.#waiting = false;
    const someoneWaits = this.#urgent.size > 0;
    open(this.#urgent, 1);
    if (!someoneWaits) open(this.#patient, 1);
  }
}

function open(queue: PQueue, requests: number): void {
  if (requests < 1) queue.pause();
  else {
    queue.concurrency = Math.min(requests, MOST_AT_ONCE);
    queue.start();
  }
}

/**
 * Keeps requests within what Auth0's rate-limit headers say. Plans have one bucket for the whole API (Free,
 * Enterprise) or one a group of endpoints (Essentials, Professional); which it is shows in their sizes.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #shared: Lane;
  readonly #lanes = new Map<Group, Lane>();
  readonly #sizes = new Map<Group, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#shared = new Lane(clock);
  }

  /** Runs a request when it may go out. Rejects with the signal's reason where that aborts first. */
  run<T>(
    group: Group,
    task: () => Promise<T>,
    { urgent, signal }: { urgent: boolean; signal?: AbortSignal | undefined },
  ): Promise<T> {
    return this.#lane(group).run(task, urgent, signal);
  }

  /** To be called for every answer, before its task ends. */
  heard(group: Group, allowance: Allowance): void {
    this.#sizes.set(group, allowance.limit);
    this.#lane(group).heard(allowance);
  }

  #lane(group: Group): Lane {
    if (new Set(this.#sizes.values()).size <= 1) return this.#shared;
    const lane = this.#lanes.get(group) ?? new Lane(this.#clock);
    this.#lanes.set(group, lane);
    return lane;
  }
}
