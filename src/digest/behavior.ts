import type { Digest } from './digest.ts';
import { Follow, share } from './follow.ts';
import type { Row } from './rows.ts';
import { DAY, HOUR } from './week.ts';

type Behavior = Digest['behavior'];

/** What becomes of sign-ups and of forgotten passwords. */
export class BehaviorCount {
  readonly #signups = new Follow();
  readonly #resets = new Follow(DAY);

  see(row: Row): void {
    if (row.login) this.#signups.end(row);
    else if (row.type.code === 'scp') this.#resets.end(row);
    else if (row.inWeek && row.wanted) {
      if (row.type.code === 'ss') this.#signups.begin(row);
      else if (row.type.code === 'scpr') this.#resets.begin(row);
    }
  }

  /** @param at nothing after it was seen: waits that end later count nowhere */
  signupToFirstLogin(at: number): Behavior['signupToFirstLogin'] {
    return {
      within1h: share(this.#signups.within(HOUR, at)),
      within24h: share(this.#signups.within(DAY, at)),
      never: this.#signups.never(at),
    };
  }

  passwordReset(at: number): Behavior['passwordReset'] {
    const { people, followed } = this.#resets.within(DAY, at);
    return { asked: people, finished: followed };
  }
}
