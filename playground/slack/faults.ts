import type { JsonObject } from './json.ts';

/**
 * What goes wrong with a call:
 * `status` a server error; `rate_limited` 429 with Retry-After; `error` a refusal by name;
 * `dropped before` the connection breaks and nothing happened; `dropped after` Slack did it, and the app never hears;
 * `hang` no answer until the workspace stops; `hang after`: Slack did it all the same.
 */
export type Trouble =
  | { kind: 'status'; status: number }
  | { kind: 'rate_limited'; seconds: number }
  | { kind: 'error'; error: string; more?: JsonObject }
  | { kind: 'dropped'; when: 'before' | 'after' }
  | { kind: 'hang'; when?: 'after' };

/** Troubles that a test ordered, by Web API method, 'response_url', 'upload', or '*' for any call. */
export class Faults {
  readonly #ordered = new Map<string, Trouble[]>();
  #out = false;

  /** The next calls of a method meet this trouble. */
  next(method: string, trouble: Trouble, times = 1): void {
    const queue = this.#ordered.get(method) ?? [];
    queue.push(...Array<Trouble>(times).fill(trouble));
    this.#ordered.set(method, queue);
  }

  /** From now on every connection breaks, until `false`. */
  set outage(out: boolean) {
    this.#out = out;
  }

  get outage(): boolean {
    return this.#out;
  }

  clear(): void {
    this.#ordered.clear();
    this.#out = false;
  }

  /** The trouble for this call, which is used up by that. */
  take(method: string): Trouble | undefined {
    if (this.#out) return { kind: 'dropped', when: 'before' };
    return this.#ordered.get(method)?.shift() ?? this.#ordered.get('*')?.shift();
  }
}
