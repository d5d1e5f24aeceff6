import { isFailedAttempt, personOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIp } from '../privacy.ts';
import { Board, type Move, type Standing } from './board.ts';
import { Crowds } from './crowds.ts';
import { Detector } from './detector.ts';
import type { Incident, Notice } from './incident.ts';
import type { Inquiry } from './inquiry.ts';
import { LocalWeek } from './local-week.ts';
import { MinuteCounts } from './minute-counts.ts';
import { moveOf } from './move.ts';
import { Places } from './places.ts';
import { Prompts } from './prompts.ts';
import { type Sensitivity, thresholdFor } from './sensitivity.ts';
import { countedAs, placeSeries, SERIES, type Series } from './series.ts';

const MINUTE = 60_000;
/** Fixed ones, four connections, four applications: what rarity is asked of each, however many there are at the moment. */
const WATCHED = SERIES.length + 8;

export interface WatchOptions {
  zone: string;
  sensitivity: Sensitivity;
}

interface Watched {
  series: Series;
  detector: Detector;
}

/** What a watch remembers beside the events of the last hour. */
export interface SavedWatch {
  /** The last minute that was counted. */
  closed: number;
  series: Record<string, string>;
  places: ReturnType<Places['save']>;
  addresses: ReturnType<Crowds['save']>;
  networks: ReturnType<Crowds['save']>;
  prompts: unknown;
  incidents: Incident[];
}

/**
 * Everything that is watched of one tenant: events in, minute by minute, and what has to be said out. Knows no clock:
 * whoever calls says which minutes are complete.
 */
export class TenantWatch {
  readonly #options: WatchOptions;
  readonly #week: LocalWeek;
  readonly #watched = new Map<string, Watched>();
  readonly #counts = new MinuteCounts();
  readonly #places = new Places();
  readonly #addresses = new Crowds('people_per_ip');
  readonly #networks = new Crowds('people_per_network');
  readonly #prompts = new Prompts();
  #board = new Board();
  #closed: number | null = null;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#week = new LocalWeek(options.zone);
    for (const series of SERIES) this.#watch(series);
  }

  /** The last minute that was counted, since 1970; null before the first. */
  get closed(): number | null {
    return this.#closed;
  }

  get board(): Board {
    return this.#board;
  }

  get series(): string[] {
    return [...this.#watched.keys()];
  }

  detector(series: string): Detector | undefined {
    return this.#watched.get(series)?.detector;
  }

  /** Addresses that try too many people now, and people who are prompted too often. */
  get keys(): { addresses: string[]; networks: string[]; prompted: string[] } {
    return { addresses: this.#addresses.open, networks: this.#networks.open, prompted: this.#prompts.open };
  }

  /** Takes an event in. One of a minute that was counted already still counts, for what is learned and shown. */
  add(event: LogEvent): void {
    const minute = Math.floor(event.at / MINUTE);
    const names = SERIES.filter((series) => series.belongs(event)).map((series) => ({
      series: series.name,
      as: countedAs(series, event),
    }));
    if (names.length === 0) return;
    const failed = isFailedAttempt(event);
    if (failed) for (const series of this.#places.add(event)) names.push({ series, as: names[0]!.as });
    for (const { series, as } of names) {
      const isNew = this.#counts.add(minute, series, as);
      if (isNew && this.#closed !== null && minute <= this.#closed)
        this.#watched.get(series)?.detector.amend(minute, this.#closed - minute, 1);
    }
    this.#addKeyed(event, minute, failed);
  }

  /** A session's worth of events that were counted before: only what goes on under single keys is taken in. */
  remember(event: LogEvent): void {
    const minute = Math.floor(event.at / MINUTE);
    for (const series of SERIES)
      if (series.belongs(event)) this.#counts.add(minute, series.name, countedAs(series, event));
    this.#addKeyed(event, minute, isFailedAttempt(event));
  }

  #addKeyed(event: LogEvent, minute: number, failed: boolean): void {
    const person = personOf(event);
    if (person === null) return;
    if (failed && event.ip !== null) {
      this.#addresses.add(minute, event.ip, person);
      this.#networks.add(minute, maskIp(event.ip), person);
    }
    if (event.type.startsWith('gd_send_')) this.#prompts.add(minute, person);
  }

  /**
   * Counts the minutes up to this one.
   * @param minute the last complete one, since 1970
   * @param now when that is known, epoch ms
   * @param observed false where nobody looked: not observed is not zero
   * @param inquiry knows whether somebody got in meanwhile
   */
  close(minute: number, now: number, observed = true, inquiry?: Inquiry): Notice[] {
    const notices: Notice[] = [];
    for (let at = (this.#closed ?? minute - 1) + 1; at <= minute; at++) notices.push(...this.#step(at, now, observed));
    for (const incident of inquiry?.due(this.#board.incidents) ?? [])
      if (!notices.some((notice) => notice.incident === incident))
        notices.push({ incident, what: 'refreshed', at: (minute + 1) * MINUTE });
    return notices;
  }

  /** Whether something rises so far in the minute after the last counted one that it need not be waited for. */
  get opensEarly(): boolean {
    if (this.#closed === null) return false;
    const minute = this.#closed + 1;
    for (const [name, { series, detector }] of this.#watched)
      if (series.kinds.includes('spike') && detector.opensWith(minute, this.#counts.of(minute, name))) return true;
    return false;
  }

  #step(minute: number, now: number, observed: boolean): Notice[] {
    const moves: Move[] = [];
    const standing: Standing[] = [];
    for (const [name, { series, detector }] of this.#watched) {
      const turn = detector.observe(minute, observed ? this.#counts.of(minute, name) : null);
      if (turn !== null) moves.push(moveOf(series, turn, detector));
      if (detector.kind !== null) standing.push({ series: name, peak: detector.peak });
    }
    if (observed)
      for (const keyed of [this.#addresses, this.#networks, this.#prompts]) {
        moves.push(...keyed.close(minute));
        standing.push(...keyed.standing);
      }
    moves.push(...this.#vanished(standing, moves));
    this.#closed = minute;
    this.#counts.forget(minute);
    this.#choose(minute);
    return this.#board.step((minute + 1) * MINUTE, now, moves, standing);
  }

  /** What an incident holds as going on although nothing is known of it any more, as after a restart, is over. */
  #vanished(standing: readonly Standing[], moves: readonly Move[]): Move[] {
    const known = new Set([...standing, ...moves].map(({ series }) => series));
    return this.#board.incidents.flatMap(({ kind, family, members }) =>
      members
        .filter(({ series, overAt }) => overAt === null && !known.has(series))
        .map((member): Move => ({ ...member, kind, family, turn: 'over' })),
    );
  }

  #choose(minute: number): void {
    const { begin, end } = this.#places.close(minute);
    // One that is unusual now is followed to its end.
    for (const name of end) if (this.#watched.get(name)?.detector.kind === null) this.#watched.delete(name);
    for (const name of begin) if (!this.#watched.has(name)) this.#watch(placeSeries(name));
  }

  #watch(series: Series): Watched {
    const asked = thresholdFor(this.#options.sensitivity, WATCHED);
    const watched = { series, detector: new Detector({ step: 1, week: this.#week, kinds: series.kinds, ...asked }) };
    this.#watched.set(series.name, watched);
    return watched;
  }

  save(): SavedWatch {
    return {
      closed: this.#closed ?? 0,
      series: Object.fromEntries(
        [...this.#watched].map(([name, { detector }]) => [name, Buffer.from(detector.save()).toString('base64')]),
      ),
      places: this.#places.save(),
      addresses: this.#addresses.save(),
      networks: this.#networks.save(),
      prompts: this.#prompts.save(),
      incidents: structuredClone([...this.#board.incidents]),
    };
  }

  /** False where it was saved by another version: then it has to be rebuilt from the events. */
  restore(saved: SavedWatch): boolean {
    this.#places.restore(saved.places);
    for (const [name, bytes] of Object.entries(saved.series)) {
      const watched = this.#watched.get(name) ?? this.#watch(placeSeries(name));
      if (!watched.detector.restore(Buffer.from(bytes, 'base64'))) return false;
    }
    this.#addresses.restore(saved.addresses);
    this.#networks.restore(saved.networks);
    this.#prompts.restore(saved.prompts);
    this.#board = new Board(structuredClone(saved.incidents));
    this.#closed = saved.closed;
    return true;
  }
}
