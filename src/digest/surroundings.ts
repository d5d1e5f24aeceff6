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

/** What other people's rows of a week say about one person's trouble. */
export class Surroundings {
  /** Names of applications by client id. */
  readonly applications: ReadonlyMap<string, string>;
  readonly #notices: readonly LogEvent[];
  readonly #byAddress = new Map<string, LogEvent[]>();
  readonly #byConnection = new Map<string, LogEvent[]>();

  /** @param notices oldest first */
  constructor(humans: readonly Human[], notices: readonly LogEvent[], applications: ReadonlyMap<string, string>) {
    this.#notices = notices;
    this.applications = applications;
    const failures = humans.flatMap(({ rows }) => [...rows.values()].filter(isFailure)).sort(inOrder);
    for (const row of failures) {
      push(this.#byAddress, row.ip, row);
      push(this.#byConnection, row.connection, row);
    }
  }

  /** What surrounds an episode of somebody's, between a day before it and its end. */
  of(human: Human, rows: readonly LogEvent[], from: number, until: number): Around {
    const others = (row: LogEvent) => !human.rows.has(row.logId);
    const before = from - DAY;
    const part = (list: readonly LogEvent[] | undefined, since = before) => between(list ?? [], since, until);
    const addresses = new Set(rows.filter((row) => row.at >= before).map((row) => row.ip));
    const connections = new Set(rows.filter((row) => row.at >= before && isFailure(row)).map((row) => row.connection));
    const byAddress = this.#byAddress;
    const byConnection = this.#byConnection;
    return {
      // Few causes look at these, so they are gathered only then.
      get sameAddress() {
        return [...addresses].flatMap((ip) => part(byAddress.get(ip ?? ''))).filter(others);
      },
      get sameConnection() {
        return new Map(
          [...connections].map((name) => [name ?? '', part(byConnection.get(name ?? ''), from - HOUR).filter(others)]),
        );
      },
      sameApplication: new Map(),
      connectionTally: new Map(),
      applicationTally: new Map(),
      nearMisses: [],
      notices: part(this.#notices),
      changes: [],
    };
  }
}

/** Most rows are logins; the codes of failed attempts all begin alike. */
function isFailure(row: LogEvent): boolean {
  return row.type.startsWith('f') && isFailedAttempt(row);
}

function push(map: Map<string, LogEvent[]>, key: string | null, row: LogEvent): void {
  if (key === null) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [row]);
  else list.push(row);
}

/** The newest rows of a time, out of rows in order. */
function between(rows: readonly LogEvent[], from: number, to: number): LogEvent[] {
  return rows.slice(firstAfter(rows, from - 1), firstAfter(rows, to)).slice(-MOST);
}

function firstAfter(rows: readonly LogEvent[], at: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
