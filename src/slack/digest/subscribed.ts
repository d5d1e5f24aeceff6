import { asFault } from '../../errors.ts';
import type { Desk } from '../feature.ts';
import { filterFrom } from './command-words.ts';
import type { DigestingPorts } from './digesting.ts';
import { dueWeek } from './due.ts';
import { addressOf, DigestPoster } from './poster.ts';

const MINUTE = 60_000;
/** After a failure, and no longer than this between two tries, ms. */
const LONGEST_PAUSE = 60 * MINUTE;
/** Digests are kept for their buttons, ms. */
const KEPT = 400 * 24 * 60 * MINUTE;

/** Posts what is due, again and again: each minute it looks which subscriptions still lack their week. */
export class Subscribed {
  readonly #desk: Pick<Desk, 'posting' | 'log' | 'now'>;
  readonly #ports: DigestingPorts;
  readonly #poster: DigestPoster;
  /** Digests that are settled, so that nobody asks about them every minute. */
  readonly #settled = new Set<string>();
  readonly #pauses = new Map<string, { until: number; length: number }>();

  constructor(desk: Pick<Desk, 'posting' | 'log' | 'now'>, ports: DigestingPorts) {
    this.#desk = desk;
    this.#ports = ports;
    this.#poster = new DigestPoster(desk, ports);
  }

  async postDue(): Promise<void> {
    const now = this.#desk.now();
    for (const subscription of await this.#ports.state.digests.subscriptions()) {
      const due = dueWeek(subscription, now, this.#ports.zone);
      if (due === null) continue;
      const address = addressOf(subscription, due.week);
      if (this.#settled.has(address.id) || (this.#pauses.get(address.id)?.until ?? 0) > now) continue;
      try {
        const make = () => this.#ports.make(due.week, filterFrom(subscription.filter));
        const outcome = await this.#poster.post(address, due.week, make);
        if (outcome.kind !== 'elsewhere') this.#settled.add(address.id);
        if (outcome.kind === 'posted') this.#desk.log.info({ digest: address.id }, 'digest posted');
        this.#pauses.delete(address.id);
      } catch (error) {
        const { code, operator } = asFault(error);
        // The next start finds it due again.
        if (code === 'stopping') return;
        this.#pause(address.id, now, operator);
      }
    }
    await this.#ports.state.digests.prune(now - KEPT);
  }

  #pause(id: string, now: number, problem: string): void {
    const length = Math.min(LONGEST_PAUSE, 2 * (this.#pauses.get(id)?.length ?? MINUTE / 2));
    this.#pauses.set(id, { until: now + length, length });
    this.#desk.log.warn(
      { digest: id, problem, again: length / 1000 },
      'a digest could not be posted; it is tried again',
    );
  }
}
