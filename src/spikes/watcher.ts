import type { IpPlaces } from '../event/ip-places.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Range } from '../store/port.ts';
import { Arrivals } from './arrivals.ts';
import { catchUp } from './catch-up.ts';
import type { Incident, Notice } from './incident.ts';
import { Inquiry } from './inquiry.ts';
import { keepWatch, keptWatch, LEARNED, type WatchMemory } from './kept-watch.ts';
import { Telling } from './telling.ts';
import { TenantWatch, type WatchOptions } from './tenant-watch.ts';
import type { IncidentView } from './view.ts';

const MINUTE = 60_000;
/** Events of one minute may come a little after those of the next; an empty look may have been a little early. */
const LATE = 5_000;
const LOOK_LATE = 15_000;
/** So much is read again after a restart. */
const AGAIN = 60 * MINUTE;
const SAVE_EVERY = 5 * MINUTE;
/** So often the running minute is looked at before it is over, in event time. */
const EARLY_EVERY = 5_000;

export interface WatcherPorts {
  store: Pick<EventStore, 'scan' | 'ofTypes' | 'coverage'>;
  memory: WatchMemory;
  places: IpPlaces;
  /** Stretches of the logs that Auth0 dropped. */
  lost(): Promise<Range[]>;
  /** Something can ask whether there is more: else silence proves nothing. */
  polls: boolean;
  /** Epoch ms. */
  now(): number;
  /** Something is to be said or shown anew. May be told again after a crash. */
  tell(view: IncidentView, what: Notice['what']): Promise<void>;
  /** Something could not be told or kept; it is tried again. */
  failed(error: unknown): void;
}

/** What a first start would have posted on the events that were there already. */
export interface History {
  from: number;
  to: number;
  incidents: readonly Incident[];
}

/**
 * Watches the tenant as its events are stored. Everything it knows can be found again from the store: after a crash
 * it reads the last stretch once more and comes to the same incidents, by the same ids.
 */
export class Watcher {
  readonly #options: WatchOptions;
  readonly #ports: WatcherPorts;
  readonly #inquiry: Inquiry;
  readonly #telling: Telling;
  readonly #arrivals = new Arrivals();
  #watch: TenantWatch;
  #waiting: LogEvent[] | null = [];
  /** Up to when an empty look knows everything, when the running minute was looked at, and when all was saved. */
  #looked = 0;
  #early = 0;
  #savedAt = 0;
  #learnedFrom = 0;
  #lost: Range[] = [];
  #work: Promise<void> = Promise.resolve();

  constructor(options: WatchOptions, ports: WatcherPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#inquiry = new Inquiry(ports.store, ports.places);
    this.#telling = new Telling(this.#inquiry, ports.tell, () => this.#save());
    this.#watch = new TenantWatch(options);
  }

  /**
   * Finds out where it was. Resolves when it is up to date; events that are stored meanwhile are taken in after.
   * @returns what would have been posted on older events, at the first start only
   */
  async start(): Promise<History | null> {
    this.#lost = await this.#ports.lost();
    const { first, last } = await this.#ports.store.coverage();
    const counted = await this.#restore(first);
    let history: History | null = null;
    if (first !== null && last !== null) {
      if (counted === null) history = await this.#learn({ from: Math.max(first, last - LEARNED), to: last });
      else await this.#goOn({ from: (counted + 1) * MINUTE - AGAIN, to: last }, counted);
    }
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    this.stored(waiting);
    await this.#save();
    return history;
  }

  /** Events are durable. Those that were there before are known by their ids. */
  stored(events: readonly LogEvent[]): void {
    if (this.#waiting !== null) {
      this.#waiting.push(...events);
      return;
    }
    for (const event of events) {
      if (!this.#arrivals.note(event, this.#counted)) continue;
      if (event.at < this.#counted) this.#take(event);
      else this.#arrivals.keep(event);
    }
    this.#advance();
  }

  /** Somebody asked and there was nothing more: up to this moment (epoch ms) everything is known. */
  looked(at: number): void {
    if (at > this.#looked) this.#looked = at;
    if (this.#waiting === null) this.#advance();
  }

  /** Resolves when all that is complete has been counted and told. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async stop(): Promise<void> {
    await this.#work;
    if (this.#waiting === null) await this.#save();
  }

  /** Epoch ms up to which minutes are counted. */
  get #counted(): number {
    return ((this.#watch.closed ?? 0) + 1) * MINUTE;
  }

  #take(event: LogEvent): void {
    this.#watch.add(event);
    this.#inquiry.see(event);
  }

  #advance(): void {
    const complete = Math.max(this.#arrivals.newest - LATE, this.#looked - LOOK_LATE);
    if (complete <= 0) return;
    const minute = Math.floor(complete / MINUTE) - 1;
    this.#work = this.#work.then(() => this.#close(minute)).catch((error) => this.#ports.failed(error));
  }

  async #close(until: number): Promise<void> {
    const first = this.#watch.closed === null ? until : this.#watch.closed + 1;
    for (let minute = first; minute <= until; minute++) await this.#closeOne(minute);
    // What rises in the running minute already need not wait for its end; what is left of the minute comes as late.
    const running = this.#watch.closed! + 1;
    const { newest } = this.#arrivals;
    if (Math.floor(newest / MINUTE) === running && newest >= this.#early + EARLY_EVERY) {
      this.#early = newest;
      for (const event of this.#arrivals.before(this.#counted + MINUTE)) this.#take(event);
      if (this.#watch.opensEarly) await this.#closeOne(running);
    }
    this.#arrivals.forget(this.#counted);
    if (this.#ports.now() - this.#savedAt >= SAVE_EVERY) await this.#save();
  }

  /** A batch may bring many minutes; none may be judged by what came after it. */
  async #closeOne(minute: number): Promise<void> {
    for (const event of this.#arrivals.before((minute + 1) * MINUTE)) this.#take(event);
    this.#telling.add(this.#watch.close(minute, this.#ports.now(), this.#wasObserved(minute), this.#inquiry));
    await this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    await this.#telling.all(this.#watch).catch((error) => this.#ports.failed(error));
  }

  #wasObserved(minute: number): boolean {
    const at = minute * MINUTE;
    return !this.#lost.some(({ from, to }) => at + MINUTE > from && at <= to);
  }

  /** The first start: learns from what is stored, and says what still goes on, which is news however long ago it began. */
  async #learn(range: Range): Promise<History> {
    const incidents: Incident[] = [];
    this.#watch.close(Math.floor(range.from / MINUTE) - 1, range.from);
    await catchUp(range, Number.NEGATIVE_INFINITY, {
      store: this.#ports.store,
      watch: this.#watch,
      arrivals: this.#arrivals,
      wasObserved: (minute) => this.#wasObserved(minute),
      known: (minute) => (minute + 1) * MINUTE,
      said: async (notices) => {
        for (const { what, incident } of notices) if (what === 'opened') incidents.push(incident);
      },
    });
    await this.#tellOpen('opened');
    return { ...range, incidents };
  }

  async #tellOpen(what: Notice['what']): Promise<void> {
    const open = this.#watch.board.incidents.filter(({ resolvedAt }) => resolvedAt === null);
    this.#telling.add(open.map((incident) => ({ incident, what, at: this.#counted })));
    await this.#tellAll();
  }

  /** After a restart: takes in what came meanwhile. @param counted the last minute that is known */
  async #goOn(range: Range, counted: number): Promise<void> {
    await catchUp(range, counted, {
      store: this.#ports.store,
      watch: this.#watch,
      arrivals: this.#arrivals,
      // A stream that was not running proves nothing by its silence.
      wasObserved: (minute, heard) => this.#wasObserved(minute) && (this.#ports.polls || heard),
      known: () => this.#ports.now(),
      said: async (notices) => {
        this.#telling.add(notices);
        await this.#tellAll();
      },
    });
    // Somebody may have got in meanwhile.
    await this.#tellOpen('refreshed');
  }

  /** @returns the last minute that an earlier run counted; null where there is nothing to go on from */
  async #restore(first: number | null): Promise<number | null> {
    const now = this.#ports.now();
    this.#learnedFrom = first ?? now;
    const kept = await keptWatch(this.#ports.memory, this.#options, first, now);
    if (kept === null) return null;
    if (!this.#watch.restore(kept.watch)) {
      this.#watch = new TenantWatch(this.#options);
      return null;
    }
    this.#learnedFrom = kept.learnedFrom;
    this.#telling.restore(kept.turns);
    return kept.watch.closed;
  }

  async #save(): Promise<void> {
    if (this.#watch.closed === null) return;
    const alive = new Set(this.#watch.board.incidents.map(({ id }) => id));
    await keepWatch(this.#ports.memory, this.#options, {
      learnedFrom: this.#learnedFrom,
      watch: this.#watch.save(),
      turns: this.#telling.save(alive),
    });
    this.#savedAt = this.#ports.now();
  }
}
