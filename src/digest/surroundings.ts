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
  readonly #notices: readonly LogEvent[];
  readonly #byAddress = new Map<string, Failure[]>();
  readonly #byConnection = new Map<string, Failure[]>();

  /** @param notices oldest first */
  constructor(humans: readonly Human[], notices: readonly LogEvent[], applications: ReadonlyMap<string, string>) {
    this.#notices = notices;
    this.applications = applications;
    const failures: Failure[] = [];
    for (const human of humans)
      for (const row of human.rows.values()) if (isFailure(row)) failures.push({ row, human });
    failures.sort((a, b) => inOrder(a.row, b.row));
    for (const failure of failures) {
      push(this.#byAddress, failure.row.ip, failure);
      push(this.#byConnection, failure.row.connection, failure);
    }
  }

  /** What surrounds an episode of somebody's, between a day before it and its end. */
  of(human: Human, rows: readonly LogEvent[], from: number, until: number): Around {
    const before = from - DAY;
    const others = (list: readonly Failure[] | undefined, since = before) =>
      between(list ?? [], since, until, atOf)
        .filter((failure) => failure.human !== human)
        .map(({ row }) => row);
    const addresses = new Set(rows.filter((row) => row.at >= before).map((row) => row.ip));
    const connections = new Set(rows.filter((row) => row.at >= before && isFailure(row)).map((row) => row.connection));
    const byAddress = this.#byAddress;
    const byConnection = this.#byConnection;
    return {
      // Few causes look at these, so they are gathered only then.
      get sameAddress() {
        return [...addresses].flatMap((ip) => others(byAddress.get(ip ?? '')));
      },
      get sameConnection() {
        return new Map([...connections].map((name) => [name ?? '', others(byConnection.get(name ?? ''), from - HOUR)]));
      },
      sameApplication: new Map(),
      connectionTally: new Map(),
      applicationTally: new Map(),
      nearMisses: [],
      notices: between(this.#notices, before, until, (row) => row.at),
      changes: [],
    };
  }
}

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
