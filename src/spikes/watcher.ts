import type { IpPlaces } from '../event/ip-places.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Range } from '../store/port.ts';
import { type Incident, mannerOf, type Notice } from './incident.ts';
import { Inquiry } from './inquiry.ts';
import type { SavedWatch } from './tenant-watch.ts';
import { TenantWatch, type WatchOptions } from './tenant-watch.ts';
import type { Curve, IncidentView } from './view.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MEMORY = 'spikes';
/** Bumped when what is saved, or how it is learned, changes. */
const VERSION = 1;
/** Events of one minute may come a little after those of the next; an empty look may have been a little early. */
const LATE = 5_000;
const LOOK_LATE = 15_000;
/** So much of the past is learned at the first start, and so much is read again after a restart. */
const LEARNED = 42 * DAY;
const AGAIN = 60 * MINUTE;
/** Later events of a minute that was counted so long ago are left out. */
const TOO_LATE = 15 * MINUTE;
const SAVE_EVERY = 5 * MINUTE;
/** The curve: three hours in ten-minute steps. */
const CURVE = { minutes: 180, step: 10 };

export interface WatcherPorts {
  store: Pick<EventStore, 'scan' | 'ofTypes' | 'coverage'>;
  memory: { remember(name: string, body: string): Promise<void>; recall(name: string): Promise<string | undefined> };
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

interface Saved {
  version: number;
  zone: string;
  sensitivity: string;
  /** The oldest event that was learned from, epoch ms. */
  learnedFrom: number;
  watch: SavedWatch;
  turns: [string, IncidentView['turns']][];
}

/**
 * Watches the tenant as its events are stored. Everything it knows can be found again from the store: after a crash
 * it reads the last stretch once more and comes to the same incidents, by the same ids.
 */
export class Watcher {
  readonly #options: WatchOptions;
  readonly #ports: WatcherPorts;
  readonly #inquiry: Inquiry;
  #watch: TenantWatch;
  readonly #turns = new Map<string, IncidentView['turns']>();
  readonly #seen = new Map<string, number>();
  #waiting: LogEvent[] | null = [];
  /** Events of minutes that are not complete. */
  readonly #ahead: LogEvent[] = [];
  #newest = 0;
  #looked = 0;
  #savedAt = 0;
  #learnedFrom = 0;
  #lost: Range[] = [];
  readonly #due: Notice[] = [];
  #work: Promise<void> = Promise.resolve();

  constructor(options: WatchOptions, ports: WatcherPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#inquiry = new Inquiry(ports.store, ports.places);
    this.#watch = new TenantWatch(options);
  }

  /**
   * Finds out where it was. Resolves when it is up to date; events that are stored meanwhile are taken in after.
   * @returns what would have been posted on older events, at the first start only
   */
  async start(): Promise<History | null> {
    this.#lost = await this.#ports.lost();
    const { first, last } = await this.#ports.store.coverage();
    const saved = await this.#saved(first);
    this.#learnedFrom = saved === null ? (first ?? this.#ports.now()) : this.#learnedFrom;
    let history: History | null = null;
    if (first !== null && last !== null) {
      const from = saved === null ? Math.max(first, last - LEARNED) : (saved.closed + 1) * MINUTE - AGAIN;
      history = await this.#read({ from, to: last }, saved?.closed ?? null);
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
      if (this.#seen.has(event.logId) || event.at < this.#closedUntil - TOO_LATE) continue;
      this.#seen.set(event.logId, event.at);
      if (event.at < this.#closedUntil) this.#take(event);
      else this.#ahead.push(event);
      if (event.at > this.#newest) this.#newest = event.at;
    }
    this.#advance();
  }

  #take(event: LogEvent): void {
    this.#watch.add(event);
    this.#inquiry.see(event);
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

  get #closedUntil(): number {
    return ((this.#watch.closed ?? 0) + 1) * MINUTE;
  }

  #advance(): void {
    const complete = Math.max(this.#newest - LATE, this.#looked - LOOK_LATE);
    if (complete <= 0) return;
    const minute = Math.floor(complete / MINUTE) - 1;
    if (this.#watch.closed !== null && minute <= this.#watch.closed) return;
    this.#work = this.#work.then(() => this.#close(minute)).catch((error) => this.#ports.failed(error));
  }

  async #close(until: number): Promise<void> {
    const first = this.#watch.closed === null ? until : this.#watch.closed + 1;
    this.#ahead.sort((a, b) => a.at - b.at);
    for (let minute = first; minute <= until; minute++) {
      // A batch may bring many minutes; none may be judged by what came after it.
      const next = this.#ahead.findIndex(({ at }) => at >= (minute + 1) * MINUTE);
      for (const event of this.#ahead.splice(0, next === -1 ? this.#ahead.length : next)) this.#take(event);
      this.#due.push(...this.#watch.close(minute, this.#ports.now(), this.#wasObserved(minute), this.#inquiry));
      await this.#tellAll();
    }
    for (const [logId, at] of this.#seen) {
      if (at >= this.#closedUntil - 2 * TOO_LATE) break;
      this.#seen.delete(logId);
    }
    if (this.#ports.now() - this.#savedAt >= SAVE_EVERY) await this.#save();
  }

  #wasObserved(minute: number): boolean {
    const at = minute * MINUTE;
    return !this.#lost.some(({ from, to }) => at + MINUTE > from && at <= to);
  }

  /** Looks into the events, which may show that it is worse than it seemed, and has it told. */
  async #tell(notice: Notice): Promise<void> {
    const { incident, at } = notice;
    const { evidence, graver } = await this.#inquiry.look(notice, this.#watch.board);
    const turns = this.#turns.get(incident.id) ?? [];
    this.#turns.set(incident.id, turns);
    for (const { what } of [notice, ...graver]) {
      const known = turns.some((turn) => turn.what === what && turn.at === at);
      if (mannerOf(what) !== 'edit' && !known) turns.push({ what, at, peak: incident.toldPeak, gotIn: evidence.gotIn });
      const view: IncidentView = { incident, evidence, curve: this.#curve(incident, at), turns, asOf: at };
      await this.#ports.tell(structuredClone(view), what);
    }
    if (mannerOf(notice.what) !== 'edit') await this.#save();
  }

  /** Tells what is due, oldest first; what cannot be told now is told the next time. */
  async #tellAll(): Promise<void> {
    try {
      for (let notice = this.#due[0]; notice !== undefined; notice = this.#due[0]) {
        await this.#tell(notice);
        this.#due.shift();
      }
    } catch (error) {
      this.#ports.failed(error);
    }
  }

  #curve(incident: Incident, at: number): Curve {
    const detector = this.#watch.detector(incident.lead) ?? this.#watch.detector('failed_login')!;
    const minutes = detector.history(CURVE.minutes);
    const seen: Curve['seen'] = [];
    const usual: number[] = [];
    for (let i = 0; i < minutes.length; i += CURVE.step) {
      const part = minutes.slice(i, i + CURVE.step);
      const known = part.filter((minute) => minute.seen !== null);
      const scale = known.length === 0 ? 0 : part.length / known.length;
      seen.push(known.length === 0 ? null : scale * known.reduce((sum, minute) => sum + minute.seen!, 0));
      usual.push(part.reduce((sum, minute) => sum + minute.usual, 0));
    }
    return { from: at - minutes.length * MINUTE, step: CURVE.step, seen, usual };
  }

  /** Reads stored events through. @param closed the last minute that is known already; null at the first start */
  async #read(range: Range, closed: number | null): Promise<History | null> {
    const firstStart = closed === null;
    const opened: Incident[] = [];
    if (firstStart) this.#watch.close(Math.floor(range.from / MINUTE) - 1, range.from);
    let heard = -1;
    for await (const page of this.#ports.store.scan(range)) {
      for (const event of page) {
        const minute = Math.floor(event.at / MINUTE);
        if (closed !== null && minute <= closed) {
          this.#watch.remember(event);
          continue;
        }
        for (let before = this.#watch.closed! + 1; before < minute; before++) {
          // A stream that was not running proves nothing by its silence.
          const observed = this.#wasObserved(before) && (this.#ports.polls || firstStart || before === heard);
          const now = firstStart ? (before + 1) * MINUTE : this.#ports.now();
          for (const notice of this.#watch.close(before, now, observed)) {
            if (!firstStart) this.#due.push(notice);
            else if (notice.what === 'opened') opened.push(notice.incident);
          }
        }
        if (this.#due.length > 0) await this.#tellAll();
        heard = minute;
        this.#watch.add(event);
        this.#seen.set(event.logId, event.at);
        this.#newest = Math.max(this.#newest, event.at);
      }
      const old = this.#closedUntil - 2 * TOO_LATE;
      for (const [logId, at] of this.#seen) if (at < old) this.#seen.delete(logId);
    }
    if (!firstStart) return null;
    // What still goes on is news, however long ago it began.
    for (const incident of this.#watch.board.incidents)
      if (incident.resolvedAt === null) this.#due.push({ incident, what: 'opened', at: this.#closedUntil });
    await this.#tellAll();
    return { ...range, incidents: opened };
  }

  /** What an earlier run knew. Nothing where it was of another kind, or where much older events were imported since. */
  async #saved(first: number | null): Promise<SavedWatch | null> {
    const text = await this.#ports.memory.recall(MEMORY);
    if (text === undefined) return null;
    const saved = JSON.parse(text) as Saved;
    const { zone, sensitivity } = this.#options;
    if (saved.version !== VERSION || saved.zone !== zone || saved.sensitivity !== sensitivity) return null;
    const young = this.#ports.now() - saved.learnedFrom < LEARNED;
    if (young && first !== null && first < saved.learnedFrom - DAY) return null;
    this.#learnedFrom = saved.learnedFrom;
    if (!this.#watch.restore(saved.watch)) {
      this.#watch = new TenantWatch(this.#options);
      return null;
    }
    for (const [id, turns] of saved.turns) this.#turns.set(id, turns);
    return saved.watch;
  }

  async #save(): Promise<void> {
    if (this.#watch.closed === null) return;
    const { zone, sensitivity } = this.#options;
    const alive = new Set(this.#watch.board.incidents.map(({ id }) => id));
    for (const id of this.#turns.keys()) if (!alive.has(id)) this.#turns.delete(id);
    const saved: Saved = {
      version: VERSION,
      zone,
      sensitivity,
      learnedFrom: this.#learnedFrom,
      watch: this.#watch.save(),
      turns: [...this.#turns],
    };
    await this.#ports.memory.remember(MEMORY, JSON.stringify(saved));
    this.#savedAt = this.#ports.now();
  }
}
