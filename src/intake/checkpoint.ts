import { arrivalsOf } from '../event/arrivals.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Clock } from '../live/clock.ts';
import { firstLog, hasLog, loggedAt, logIdOf, logsAfter, oldestLogs, PAGE } from '../live/log-pages.ts';
import type { ManagementApi } from '../live/management-api.ts';
import { isRefused } from '../live/request.ts';
import type { Log } from '../log.ts';
import type { State } from '../state/port.ts';
import type { EventStore, Receipt } from '../store/port.ts';

/** Rows become visible up to so long after others with greater ids; only then is a stretch settled. */
const SETTLES = 15 * 60_000;
/** The shortest retention is a day: a row younger than this cannot be gone. */
const KEPT_SURELY = 20 * 3_600_000;
/** On a long way a line now and then. */
const LINE_EVERY = 10_000;

const HEAD = 'auth0:logs';
const SETTLED = 'auth0:logs:settled';
/** Beginnings of stretches that are lost, each with its end. */
export const GAPS = 'auth0:gap:';

export interface CheckpointPorts {
  api: ManagementApi;
  store: Pick<EventStore, 'add' | 'addOdd' | 'get'>;
  cursors: State['cursors'];
  clock: Clock;
  log: Log;
  /** Told of every page once it is durable. */
  heard(events: readonly LogEvent[], receipt: Receipt): void;
}

/**
 * Reads a tenant's logs by checkpoint. A cursor moves only when what lies before it is durable. Everything is read
 * once as it appears, and what was fresh then once more when it has settled: that brings the late rows.
 */
export class Checkpoint {
  readonly #ports: CheckpointPorts;
  /** Log ids up to which all is stored, and up to which nothing can be missing. */
  #head: string | null = null;
  #settled: string | null = null;
  #opened = false;

  constructor(ports: CheckpointPorts) {
    this.#ports = ports;
  }

  /** Everything that is new. @throws Fault, RequestError; AbortError where the signal aborts */
  async forward(signal: AbortSignal): Promise<void> {
    await this.#open(signal);
    this.#head ??= await this.#begin(signal);
    if (this.#head !== null) await this.#walk(this.#head, false, signal);
  }

  /** What was fresh when it was read and has settled since. */
  async again(signal: AbortSignal): Promise<void> {
    await this.#open(signal);
    this.#settled ??= await this.#begin(signal, true);
    if (this.#settled !== null) await this.#walk(this.#settled, true, signal);
  }

  async #open(signal: AbortSignal): Promise<void> {
    if (this.#opened) return;
    const { cursors, store, log } = this.#ports;
    const head = await cursors.get(HEAD);
    if (head !== undefined && (await store.get(head)) === null) {
      log.warn('the store does not hold the event where reading Auth0’s logs stopped: reading all of them again');
    } else if (head !== undefined) {
      await this.#findGap(head, signal);
      this.#head = head;
      this.#settled = (await cursors.get(SETTLED)) ?? null;
    }
    this.#opened = true;
  }

  /** The first row there is, stored; null where there is none yet. */
  async #begin(signal: AbortSignal, settledOnly = false): Promise<string | null> {
    const { api, clock } = this.#ports;
    const asked = clock.now();
    const first = await firstLog(api, { signal });
    if (first === null) return null;
    const settled = hadSettled(first.id, asked);
    if (settledOnly && !settled) return null;
    await this.#keep([first.row]);
    await this.#move(first.id, settledOnly, settled);
    return first.id;
  }

  /** From an id to the newest row, or to the newest that has settled. The next page is fetched while one is stored. */
  async #walk(start: string, settledOnly: boolean, signal: AbortSignal): Promise<void> {
    let from = start;
    let durable: Promise<void> = Promise.resolve();
    const progress = this.#progress(settledOnly);
    try {
      for (let more = true; more; ) {
        const asked = this.#ports.clock.now();
        const page = await this.#page(from, signal);
        const rows = settledOnly ? page.rows.filter((row) => hadSettled(logIdOf(row), asked)) : page.rows;
        const next = rows.length === page.rows.length ? page.next : (logIdOf(rows.at(-1)) ?? from);
        await durable;
        if (rows.length === 0 || next === from) return;
        const carries = this.#settled === from && hadSettled(next, asked);
        durable = this.#keep(rows, settledOnly).then(() => this.#move(next, settledOnly, carries));
        durable.catch(() => {});
        from = next;
        more = rows.length >= PAGE;
        progress(rows.length, next);
      }
    } finally {
      await durable;
    }
  }

  async #page(from: string, signal: AbortSignal) {
    try {
      return await logsAfter(this.#ports.api, from, { signal });
    } catch (error) {
      if (isRefused(error, 400, 404)) {
        this.#ports.log.warn('Auth0 no longer knows where reading its logs stopped: reading all of them again');
        this.#head = null;
        this.#settled = null;
      }
      throw error;
    }
  }

  async #keep(rows: readonly unknown[], again = false): Promise<void> {
    const { store, heard } = this.#ports;
    const { arrivals, odd } = arrivalsOf(rows.map((value) => ({ value })));
    // What is no event was kept at the first reading.
    if (odd.length > 0 && !again) await store.addOdd(odd);
    const receipt = await store.add(arrivals);
    heard(
      arrivals.map(({ event }) => event),
      receipt,
    );
  }

  async #move(to: string, settledOnly: boolean, carries: boolean): Promise<void> {
    const { cursors } = this.#ports;
    if (!settledOnly) {
      await cursors.set(HEAD, to);
      this.#head = to;
    }
    if (settledOnly || carries) {
      await cursors.set(SETTLED, to);
      this.#settled = to;
    }
  }

  /** After a long stop, what retention has dropped meanwhile cannot be had again: that is kept in mind and said. */
  async #findGap(head: string, signal: AbortSignal): Promise<void> {
    const { api, cursors, clock, log } = this.#ports;
    const stopped = loggedAt(head);
    if (stopped === null || clock.now() - stopped < KEPT_SURELY || (await hasLog(api, head, { signal }))) return;
    const [first] = await oldestLogs(api, { signal });
    const resumed = loggedAt(logIdOf(first) ?? '') ?? clock.now();
    if (resumed <= stopped) return;
    await cursors.set(`${GAPS}${stopped}`, String(resumed));
    log.warn({ from: iso(stopped), to: iso(resumed) }, 'logs of this time were dropped by Auth0 before they were read');
  }

  #progress(settledOnly: boolean): (rows: number, at: string) => void {
    const { clock, log } = this.#ports;
    let read = 0;
    let due = clock.now() + LINE_EVERY;
    return (rows, at) => {
      read += rows;
      if (settledOnly || clock.now() < due) return;
      due = clock.now() + LINE_EVERY;
      const reached = loggedAt(at);
      log.info(
        { events: read, ...(reached === null ? {} : { reached: iso(reached) }) },
        'catching up with Auth0’s logs',
      );
    };
  }
}

/** Nothing could be missing before this row any more when its page was asked for. */
function hadSettled(logId: string | undefined, asked: number): boolean {
  const at = logId === undefined ? null : loggedAt(logId);
  return at === null || at <= asked - SETTLES;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
