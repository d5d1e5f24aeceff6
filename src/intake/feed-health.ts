import { DateTime } from 'luxon';
import { type SavedRate, UsualRate } from './usual-rate.ts';

const MINUTE = 60_000;
/** So many events have to be missing against what is usual, in so long, before silence means anything. */
const MISSED = 20;
const SILENCE = 15 * MINUTE;
/** What is silent for so long is said even where nothing is known of the usual rate. */
const LONG_SILENCE = 24 * 60 * MINUTE;
/** Polling found so many events that a stream should have brought. */
const MISSED_BY_STREAM = 10;
const BEHIND = 10 * MINUTE;
const FAILING = 2 * MINUTE;
/** The running process tells so often that it lives; see feed.ts. */
const ALIVE = 2 * MINUTE;

export type Source = 'polling' | 'log stream' | 'EventBridge';

/** What is remembered of one source. Times are epoch ms. */
export interface SourceRecord {
  /** When it last brought anything, and the newest event's own time. */
  heard: number | null;
  newest: number | null;
  /** Events that polling found in a stream's place since that was last heard. */
  missed: number;
  /** Polling: when it last came to the newest row. */
  caughtUp: number | null;
  failure: { since: number; sentence: string } | null;
  rate: SavedRate;
}

export interface FeedRecord {
  /** When the process last told that it lives, and when it was started. */
  at: number;
  started: number;
  sources: Partial<Record<Source, SourceRecord>>;
}

type SourceState = 'well' | 'waiting' | 'silent' | 'paused' | 'behind' | 'failing';

export interface SourceHealth {
  source: Source;
  state: SourceState;
  /** Since when it is so; null where it is well. */
  since: number | null;
  sentence: string;
}

/** How each configured source stands. The sentences name times in the given zone; without one, as `minute` writes them. */
export function feedHealth(record: FeedRecord, now: number, zone: string | null): SourceHealth[] {
  const words = { at: (moment: number) => (zone === null ? minute(moment) : momentOf(moment, now, zone)), now };
  return (Object.entries(record.sources) as [Source, SourceRecord][]).map(([source, each]) => ({
    source,
    ...(source === 'polling' ? polling(each, record, words) : stream(source, each, record, words)),
  }));
}

/** The process that takes events in does not run: what it last knew says nothing of now. */
export function isStale(record: FeedRecord, now: number): boolean {
  return now - record.at > ALIVE;
}

interface Words {
  at(moment: number): string;
  now: number;
}

type Health = Omit<SourceHealth, 'source'>;

function polling(record: SourceRecord, { started }: FeedRecord, { at, now }: Words): Health {
  const { failure, newest, caughtUp } = record;
  if (failure !== null && now - failure.since >= FAILING)
    return {
      state: 'failing',
      since: failure.since,
      sentence: `Auth0’s logs have not been read since ${at(failure.since)}. ${failure.sentence}`,
    };
  const lag = now - (newest ?? now);
  const level = caughtUp ?? started;
  if (now - level > BEHIND && lag > BEHIND)
    return {
      state: 'behind',
      since: level,
      sentence: `Reading Auth0’s logs is ${span(lag)} behind: it has come to ${at(newest!)} and goes on.`,
    };
  const usual = silence(record, started, now);
  if (usual !== null && newest !== null)
    return { state: 'silent', since: newest, sentence: `Auth0 has shown no new event since ${at(newest)}${usual}.` };
  if (caughtUp === null) {
    const upTo = newest === null ? '' : `, up to ${at(newest)} so far`;
    return {
      state: 'waiting',
      since: started,
      sentence: `Auth0’s logs are still being read${upTo}; what is newer may be missing.`,
    };
  }
  return { state: 'well', since: null, sentence: `Auth0’s logs were read to their end at ${at(caughtUp)}.` };
}

function stream(source: Source, record: SourceRecord, { started }: FeedRecord, { at, now }: Words): Health {
  const name = source === 'EventBridge' ? 'EventBridge' : 'The log stream';
  const { heard, missed } = record;
  const where =
    source === 'EventBridge'
      ? 'Look at the rule and its dead-letter queue.'
      : 'Look at its Health page in the Auth0 Dashboard, Monitoring → Streams.';
  if (heard === null && missed < MISSED_BY_STREAM)
    return { state: 'waiting', since: started, sentence: `${name} has not brought anything yet.` };
  const since = heard ?? started;
  if (missed >= MISSED_BY_STREAM && now - since > BEHIND)
    return {
      state: 'paused',
      since,
      sentence: `${name} has brought nothing since ${at(since)}, while ${missed} events were found without it. ${where}`,
    };
  const usual = silence(record, started, now);
  if (usual !== null)
    return { state: 'silent', since, sentence: `${name} has been silent since ${at(since)}${usual}. ${where}` };
  return { state: 'well', since: null, sentence: `${name} last brought events at ${at(since)}.` };
}

/** Null where silence is nothing special; else what is usual instead. */
function silence({ newest, heard, rate }: SourceRecord, started: number, now: number): string | null {
  // While the process was down nothing could be heard.
  const from = Math.max(newest ?? 0, heard ?? 0, started);
  if (now - from < SILENCE) return null;
  const expected = new UsualRate(rate).expected(from, now);
  if (expected === null) return now - from >= LONG_SILENCE ? '' : null;
  return expected >= MISSED
    ? `; about ${Math.round(expected).toLocaleString('en')} events are usual in that time`
    : null;
}

/** "2026-10-27T10:45Z": who reads it, sees it in their own zone. */
export function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function momentOf(at: number, now: number, zone: string): string {
  const moment = DateTime.fromMillis(at, { zone });
  const today = DateTime.fromMillis(now, { zone }).hasSame(moment, 'day');
  return moment.toFormat(today ? 'HH:mm' : 'd LLL HH:mm');
}

function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
