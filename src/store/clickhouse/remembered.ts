import { identifierKey } from '../../event/identifier.ts';
import { isLogin, personOf } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { countedPerson } from '../counted.ts';
import { byUser, subjectOf } from './key.ts';
import type { Cell } from './nodes.ts';

const DAY = 86_400_000;
const MOST = 100_000;

/**
 * Which name was seen with which user id, and when somebody first logged in. What was written lately is remembered,
 * so that little is written again with every event.
 */
export class Remembered {
  readonly #pairs = new Map<string, number>();
  readonly #logins = new Map<string, number>();

  /** Rows of `alias` and of `first_login` for what is new in these events. */
  rowsOf(events: readonly LogEvent[]): [aliases: Cell[][], logins: Cell[][]] {
    return [events.flatMap((event) => this.#alias(event)), events.flatMap((event) => this.#login(event))];
  }

  forget(): void {
    this.#pairs.clear();
    this.#logins.clear();
  }

  #alias(event: LogEvent): Cell[][] {
    const { userId, identifier } = subjectOf(event);
    if (userId === null || identifier === null) return [];
    const [name, user] = [identifierKey(identifier), byUser(userId)];
    const pair = `${name} ${user}`;
    // A row for every day, dated to its end: it goes when the last event of that day goes.
    const end = Math.floor(event.at / DAY) * DAY + DAY - 1;
    if (this.#pairs.get(pair) === end) return [];
    remember(this.#pairs, pair, end);
    return [[name, user, end]];
  }

  #login(event: LogEvent): Cell[][] {
    const person = isLogin(event) ? personOf(event) : null;
    if (person === null) return [];
    const first = this.#logins.get(person);
    if (first !== undefined && first <= event.at) return [];
    remember(this.#logins, person, event.at);
    return [[countedPerson(person), event.at]];
  }
}

function remember(kept: Map<string, number>, key: string, at: number): void {
  if (kept.size >= MOST) kept.clear();
  kept.set(key, at);
}
