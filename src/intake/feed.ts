import type { Fault } from '../errors.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Clock } from '../live/clock.ts';
import type { Metrics } from '../metrics.ts';
import type { State } from '../state/port.ts';
import type { Range, Receipt } from '../store/port.ts';
import { GAPS } from './checkpoint.ts';
import {
  type FeedRecord,
  feedHealth,
  isStale,
  minute,
  type Source,
  type SourceHealth,
  type SourceRecord,
} from './feed-health.ts';
import { merged } from './feed-merge.ts';
import { UsualRate } from './usual-rate.ts';

/** What each process knows. */
const RECORDS = 'feed:of:';
/** Records of processes that ended so long ago are deleted. */
const KEPT = 24 * 60 * 60_000;
const SAVE_EVERY = 15_000;
/** An event that polling finds so long after it happened, while the process ran, should have come by stream before. */
const STREAM_IS_DUE = 2 * 60_000;

export interface FeedPorts {
  cursors: State['cursors'];
  clock: Clock;
  zone: string;
  metrics: Metrics;
  /** Names this process among several that share the state. */
  owner?: string;
}

/** What the process knows of its sources, kept for others to read (`readFeed`): how each stands, and what was lost. */
export class Feed {
  readonly #cursors: State['cursors'];
  readonly #clock: Clock;
  readonly #zone: string;
  readonly #metrics: Metrics;
  readonly #record: FeedRecord;
  readonly #rates = new Map<Source, UsualRate>();
  readonly #stopping = new AbortController();
  readonly #name: string;
  #others: FeedRecord[] = [];
  #saving: Promise<void> = Promise.resolve();

  /** @param sources the configured ones */
  static async start(sources: readonly Source[], ports: FeedPorts): Promise<Feed> {
    const before = await readFeed(ports.cursors);
    const feed = new Feed(sources, before, ports);
    feed.#saving = feed.#saveNowAndThen();
    return feed;
  }

  private constructor(
    sources: readonly Source[],
    before: FeedRecord | null,
    { cursors, clock, zone, metrics, owner = 'one' }: FeedPorts,
  ) {
    this.#name = RECORDS + owner;
    this.#cursors = cursors;
    this.#clock = clock;
    this.#zone = zone;
    this.#metrics = metrics;
    this.#record = { at: clock.now(), started: clock.now(), sources: {} };
    for (const source of sources) {
      const rate = new UsualRate(before?.sources[source]?.rate);
      this.#rates.set(source, rate);
      const known = before?.sources[source];
      this.#record.sources[source] = {
        heard: known?.heard ?? null,
        newest: known?.newest ?? null,
        missed: 0,
        caughtUp: null,
        failure: null,
        rate: rate.save(),
      };
    }
  }

  /** Events of a source are durable. */
  heard(source: Source, events: readonly LogEvent[], { added, duplicates }: Receipt): void {
    this.#metrics.events.inc({ source, result: 'added' }, added);
    this.#metrics.events.inc({ source, result: 'duplicate' }, duplicates);
    const record = this.#record.sources[source];
    if (record === undefined || events.length === 0) return;
    const now = this.#clock.now();
    record.heard = now;
    record.missed = 0;
    const rate = this.#rates.get(source)!;
    for (const { at } of events) {
      rate.add(at);
      if (at > (record.newest ?? 0)) record.newest = at;
    }
    if (source !== 'polling' || added === 0) return;
    const due = events.filter(({ at }) => at >= this.#record.started && now - at > STREAM_IS_DUE).length;
    for (const each of ['log stream', 'EventBridge'] as const) {
      const stream = this.#record.sources[each];
      if (stream !== undefined) stream.missed += Math.min(added, due);
    }
  }

  /** Polling came to the newest row, or failed. */
  looked(fault: Fault | null): void {
    const record = this.#record.sources.polling;
    if (record === undefined) return;
    const now = this.#clock.now();
    if (fault === null) Object.assign(record, { caughtUp: now, failure: null });
    else record.failure = { since: record.failure?.since ?? record.caughtUp ?? now, sentence: fault.message };
  }

  /** How each source stands now. */
  health(): SourceHealth[] {
    return this.#health(this.#zone);
  }

  #health(zone: string | null): SourceHealth[] {
    const now = this.#clock.now();
    const others = this.#others.filter((record) => !isStale(record, now));
    return feedHealth(merged([this.#record, ...others]), now, zone);
  }

  /**
   * What an answer about a range has to say of the sources: what was lost, what may be missing. Moments are written as
   * "2026-10-27T10:45Z". unread: so much that "nothing" cannot be said of the range.
   */
  async remarks(range: Range): Promise<{ notes: string[]; unread: boolean }> {
    const lost = (await lostStretches(this.#cursors)).filter(({ from, to }) => from <= range.to && to >= range.from);
    // A stream that has not brought anything may have nothing to bring; a first reading is not at its end yet.
    const unwell = this.#health(null).filter(
      ({ source, state }) => state !== 'well' && (state !== 'waiting' || source === 'polling'),
    );
    return {
      notes: [
        ...lost.map(
          ({ from, to }) => `Auth0 dropped its logs from ${minute(from)} to ${minute(to)} before they were read.`,
        ),
        ...unwell.map(({ sentence }) => sentence),
      ],
      unread: lost.length > 0 || unwell.some(({ state }) => state !== 'silent' && state !== 'paused'),
    };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#saving;
    await this.#save();
  }

  async #saveNowAndThen(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // A state that cannot be written is told by whoever has to write it.
      await this.#save().catch(() => {});
      await this.#clock.sleep(SAVE_EVERY, this.#stopping.signal);
    }
  }

  async #hearOthers(): Promise<void> {
    const rows = (await this.#cursors.under(RECORDS)).filter(({ name }) => name !== this.#name);
    this.#others = rows.map(({ value }) => JSON.parse(value) as FeedRecord);
    for (const { name, at } of rows) if (this.#clock.now() - at > KEPT) await this.#cursors.remove(name);
  }

  async #save(): Promise<void> {
    this.#record.at = this.#clock.now();
    for (const [source, record] of Object.entries(this.#record.sources) as [Source, SourceRecord][])
      record.rate = this.#rates.get(source)!.save();
    for (const { source, state } of this.health())
      this.#metrics.sourceUp.set({ source }, state === 'well' || state === 'waiting' ? 1 : 0);
    await this.#cursors.set(this.#name, JSON.stringify(this.#record));
    await this.#hearOthers();
  }
}

/** What the running processes last wrote of their sources; null where none ever ran. */
export async function readFeed(cursors: State['cursors']): Promise<FeedRecord | null> {
  const records = (await cursors.under(RECORDS)).map(({ value }) => JSON.parse(value) as FeedRecord);
  if (records.length === 0) return null;
  const last = Math.max(...records.map(({ at }) => at));
  return merged(records.filter((record) => !isStale(record, last)));
}

/** Stretches of the logs that Auth0 dropped before they were read. */
export async function lostStretches(cursors: State['cursors']): Promise<Range[]> {
  const rows = await cursors.under(GAPS);
  return rows.map(({ name, value }) => ({ from: Number(name.slice(GAPS.length)), to: Number(value) }));
}
