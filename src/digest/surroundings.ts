import { DAY, HOUR } from '../causes/reading.ts';
import type { Surroundings as Around } from '../causes/story.ts';
import { isFailedAttempt } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { inOrder } from '../why/story.ts';
import type { Human } from './humans.ts';

/** Rows about the tenant that causes look at. */
export const NOTICES = [
  'limit_mu',
  'limit_sul',
  'limit_wc',
  'api_limit',
  'coff',
  'con',
  'actions_execution_failed',
  'ublkdu',
];
/** The newest ones are enough to count how wide a trouble is, as in an explanation. */
const MOST = 2_000;

/** A failed attempt and whose it is. */
interface Failure {
  row: LogEvent;
  human: Human;
}

/** What other people's rows of a week say about one person's trouble. */
export class Surroundings {
  /** Names of applications by client id. */
  readonly applications: ReadonlyMap<string, string>;
  readonly #all: All;

  /** @param notices oldest first */
  constructor(humans: readonly Human[], notices: readonly LogEvent[], applications: ReadonlyMap<string, string>) {
    this.applications = applications;
    const byAddress = new Map<string, Failure[]>();
    const byConnection = new Map<string, Failure[]>();
    const failures: Failure[] = [];
    for (const human of humans)
      for (const row of human.rows.values()) if (isFailure(row)) failures.push({ row, human });
    failures.sort((a, b) => inOrder(a.row, b.row));
    for (const failure of failures) {
      push(byAddress, failure.row.ip, failure);
      push(byConnection, failure.row.connection, failure);
    }
    this.#all = { notices, byAddress, byConnection };
  }

  /** What surrounds an episode of somebody's, between a day before it and its end. */
  of(human: Human, rows: readonly LogEvent[], from: number, until: number): Around {
    return new AroundEpisode(this.#all, { human, rows, from, until });
  }
}

/** Rows of everybody, oldest first. */
interface All {
  notices: readonly LogEvent[];
  byAddress: ReadonlyMap<string, Failure[]>;
  byConnection: ReadonlyMap<string, Failure[]>;
}

interface Episode {
  human: Human;
  rows: readonly LogEvent[];
  from: number;
  until: number;
}

/** Few causes look at what surrounds an episode, so it is gathered only then. */
class AroundEpisode implements Around {
  readonly sameApplication = NONE;
  readonly connectionTally = NO_TALLIES;
  readonly applicationTally = NO_TALLIES;
  readonly nearMisses = NO_ROWS;
  readonly changes = NO_ROWS;
  readonly #all: All;
  readonly #episode: Episode;

  constructor(all: All, episode: Episode) {
    this.#all = all;
    this.#episode = episode;
  }

  get sameAddress(): readonly LogEvent[] {
    const addresses = new Set(this.#recent().map((row) => row.ip));
    return [...addresses].flatMap((ip) => this.#others(this.#all.byAddress.get(ip ?? ''), DAY));
  }

  get sameConnection(): Around['sameConnection'] {
    const connections = new Set(
      this.#recent()
        .filter(isFailure)
        .map((row) => row.connection),
    );
    return new Map(
      [...connections].map((name) => [name ?? '', this.#others(this.#all.byConnection.get(name ?? ''), HOUR)]),
    );
  }

  get notices(): readonly LogEvent[] {
    const { from, until } = this.#episode;
    return between(this.#all.notices, from - DAY, until, (row) => row.at);
  }

  #recent(): LogEvent[] {
    const { rows, from } = this.#episode;
    return rows.filter((row) => row.at >= from - DAY);
  }

  /** @param before the episode, ms */
  #others(list: readonly Failure[] | undefined, before: number): LogEvent[] {
    const { human, from, until } = this.#episode;
    return between(list ?? [], from - before, until, atOf)
      .filter((failure) => failure.human !== human)
      .map(({ row }) => row);
  }
}

const NONE: Around['sameApplication'] = new Map();
const NO_TALLIES: Around['connectionTally'] = new Map();
const NO_ROWS: readonly LogEvent[] = [];

/** Most rows are logins; the codes of failed attempts all begin alike. */
function isFailure(row: LogEvent): boolean {
  return row.type.startsWith('f') && isFailedAttempt(row);
}

function push(map: Map<string, Failure[]>, key: string | null, failure: Failure): void {
  if (key === null) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [failure]);
  else list.push(failure);
}

function atOf({ row }: Failure): number {
  return row.at;
}

/** The newest of a time, out of things in order. */
function between<T>(list: readonly T[], from: number, to: number, at: (one: T) => number): T[] {
  return list.slice(firstAfter(list, from - 1, at), firstAfter(list, to, at)).slice(-MOST);
}

function firstAfter<T>(list: readonly T[], moment: number, at: (one: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(list[middle]!) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
