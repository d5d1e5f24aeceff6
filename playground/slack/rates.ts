import type { Method, Tier } from './api/method.ts';
import type { Clock } from './clock.ts';

const A_MINUTE: Readonly<Record<Tier, number>> = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 };
/** Tier 1 tolerates "a small amount of burst"; an app may open ten sockets. */
const LEAST_BURST = 10;
/** One message a second in a channel, short bursts tolerated. */
const MESSAGE_BURST = 3;

/** 429, with how many seconds to wait. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`retry after ${seconds} s`);
    this.seconds = seconds;
  }
}

/** Slack's limits: per method by its tier, and about one message a second in each channel. */
export class Rates {
  /** False: nothing is limited. */
  limited = true;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  call({ name, tier }: Method): void {
    const perMinute = A_MINUTE[tier];
    this.#take(name, Math.max(perMinute, LEAST_BURST), perMinute / 60_000);
  }

  message(channel: string): void {
    this.#take(`message in ${channel}`, MESSAGE_BURST, 1 / 1_000);
  }

  #take(name: string, burst: number, perMillisecond: number): void {
    if (!this.limited) return;
    const now = this.#clock.now();
    const last = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, last.tokens + (now - last.at) * perMillisecond);
    if (tokens < 1) {
      this.#buckets.set(name, { tokens, at: now });
      throw new RateLimited(Math.max(1, Math.ceil((1 - tokens) / perMillisecond / 1_000)));
    }
    this.#buckets.set(name, { tokens: tokens - 1, at: now });
  }
}
