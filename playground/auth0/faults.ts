/**
 * What goes wrong with a request: `status` a server's error page; `limited` 429 whatever the bucket holds;
 * `dropped` the connection breaks before an answer, `half` in the middle of one; `hang` no answer at all;
 * `garbage` status 200 and a page of HTML, as a proxy in between gives it.
 */
export type Trouble =
  | { kind: 'status'; status: number }
  | { kind: 'limited' }
  | { kind: 'dropped' }
  | { kind: 'half' }
  | { kind: 'hang' }
  | { kind: 'garbage' };

interface Order {
  trouble: Trouble;
  path: RegExp;
  left: number;
  until: number;
}

/** Troubles that a test ordered: for the next so many requests, or until a moment of the tenant's clock. */
export class Faults {
  readonly #now: () => number;
  #orders: Order[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  next(trouble: Trouble, times = 1, path = /^/): void {
    this.#orders.push({ trouble, path, left: times, until: Number.POSITIVE_INFINITY });
  }

  /** @param ms how long, by the tenant's clock; for ever where not given */
  during(trouble: Trouble, ms = Number.POSITIVE_INFINITY, path = /^/): void {
    this.#orders.push({ trouble, path, left: Number.POSITIVE_INFINITY, until: this.#now() + ms });
  }

  clear(): void {
    this.#orders = [];
  }

  take(path: string): Trouble | undefined {
    this.#orders = this.#orders.filter((order) => order.left > 0 && this.#now() < order.until);
    const order = this.#orders.find((each) => each.path.test(path));
    if (order === undefined) return undefined;
    order.left--;
    return order.trouble;
  }
}
