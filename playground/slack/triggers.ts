import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import { TRIGGER_LIFE } from './limits.ts';
import { SlackError } from './slack-error.ts';

/** What a person just did, which allows the app to open one view for them within three seconds. */
export interface Trigger {
  readonly id: string;
  readonly user: string;
  readonly at: number;
  /** The view in which it happened, which a pushed view goes on top of. */
  readonly view: string | null;
  used: boolean;
}

export class Triggers {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #triggers = new Map<string, Trigger>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  make(user: string, view: string | null = null): string {
    const at = this.#clock.now();
    const id = `${at}.${this.#triggers.size + 1}.${this.#ids.secret()}`;
    this.#triggers.set(id, { id, user, at, view, used: false });
    return id;
  }

  /** The trigger, if it is still good; it is not spent by that, for Slack spends it only on a view that it accepts. */
  check(id: string): Trigger {
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (this.#clock.now() - trigger.at > TRIGGER_LIFE) throw new SlackError('expired_trigger_id');
    return trigger;
  }
}
