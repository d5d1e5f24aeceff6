import type { Group, Limit, Plan } from './plans.ts';

/** What the x-ratelimit-* headers say after a request. */
export interface Standing {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** When requests are added next, epoch seconds. */
  reset: number;
}

interface Bucket {
  left: number;
  filledAt: number;
}

/** Token buckets as Auth0's policy describes them. */
export class Buckets {
  readonly #plan: Plan;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(plan: Plan, now: () => number) {
    this.#plan = plan;
    this.#now = now;
  }

  take(group: Group): Standing {
    const { bucket: name, limit } = this.#plan.limitOf(group);
    const now = this.#now();
    const bucket = this.#buckets.get(name) ?? { left: limit.burst, filledAt: tick(limit, now) };
    this.#buckets.set(name, bucket);
    const filledAt = tick(limit, now);
    bucket.left = Math.min(limit.burst, bucket.left + ((filledAt - bucket.filledAt) / 1000) * limit.rate);
    bucket.filledAt = filledAt;
    const allowed = bucket.left >= 1;
    if (allowed) bucket.left -= 1;
    const missing = (Math.floor(bucket.left) + 1 - bucket.left) / limit.rate;
    return {
      allowed,
      limit: limit.burst,
      remaining: Math.floor(bucket.left),
      reset: Math.ceil(now / 1000 + missing),
    };
  }
}

/** The moment up to which a bucket has been filled. */
function tick(limit: Limit, now: number): number {
  return limit.by === 'second' ? now : Math.floor(now / 1000) * 1000;
}
