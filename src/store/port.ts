import type { Arrival, LogEvent, OddEvent } from '../event/log-event.ts';

/** Both ends included, epoch milliseconds. */
export interface Range {
  from: number;
  to: number;
}

/**
 * Ways to name one person. Identifiers are compared as `identifierKey` of event/identifier.ts makes them; user ids as
 * they are, and a user id without a provider ("5f7c…") also with any ("auth0|5f7c…").
 */
export interface PersonKeys {
  userIds: readonly string[];
  identifiers: readonly string[];
}

/** A user id and an identifier, as they were written, that were seen on the same event. */
export interface SeenIdentity {
  userId: string;
  identifier: string;
  /** Over which they were seen last, where an event says so. */
  connection: string | null;
  /** Epoch ms. */
  lastSeen: number;
}

/** What of a person was found in the store, or is gone from it. */
export interface Forgotten {
  /** Log ids of the events, oldest first. */
  logIds: string[];
  /** Event time of the oldest and the newest of them, epoch ms; null where there is none. */
  first: number | null;
  last: number | null;
  /** Among what could not be understood. */
  odd: number;
}

/** What became of a batch. */
export interface Receipt {
  added: number;
  duplicates: number;
  /** Left out, as they name somebody who was forgotten. */
  forgotten?: number;
}

/** A connection or an application. */
export type Place = { connection: string } | { clientId: string };

/** How many logins went which way: counted over the newest 2,000 that succeeded (or exchanged a code) and that failed. */
export interface Tally {
  /** Logins that succeeded with something typed (not session reuse), and by how many people. */
  succeeded: number;
  succeededPeople: number;
  /** Failed login attempts, and by how many people (identifier, else user id, else address and device). */
  failed: number;
  failedPeople: number;
  /** Successful code-for-token exchanges (seacft). */
  exchanged: number;
  lastSuccess: LogEvent | null;
}

export interface StoreCoverage {
  events: number;
  /** Event time of the oldest and newest event stored; null when empty. */
  first: number | null;
  last: number | null;
  /** Events that could not be understood, by reason. */
  odd: { reason: string; count: number }[];
}

/** An event's own JSON, under what it is stored. */
export interface StoredBody {
  logId: string;
  /** Epoch ms. */
  at: number;
  body: string;
}

/** Marks of a row in `Columns.marks`; event/kind.ts says what they mean. */
export const MARKS = {
  failed: 1,
  login: 2,
  reuse: 4,
  /** pla: bot detection asked for more. */
  verification: 8,
} as const;

/**
 * A stretch of events as columns, oldest first: what counting a whole week reads. Texts stand by number: 0 is null,
 * and one number is one text throughout a reading.
 */
export interface Columns {
  readonly length: number;
  /** Names the row to `whole`. */
  readonly key: Float64Array;
  /** Epoch ms. */
  readonly at: Float64Array;
  readonly marks: Int32Array;
  readonly type: Int32Array;
  readonly userId: Int32Array;
  readonly identifier: Int32Array;
  readonly connection: Int32Array;
  readonly clientId: Int32Array;
  readonly clientName: Int32Array;
  readonly organizationId: Int32Array;
  readonly organizationName: Int32Array;
  readonly ip: Int32Array;
  readonly userAgent: Int32Array;
  readonly country: Int32Array;
  readonly timeZone: Int32Array;
  /** Their names in order, a line each; the empty text where there were none. */
  readonly prompts: Int32Array;
  readonly error: Int32Array;
}

export interface Reading {
  stretches: AsyncIterable<Columns>;
  text(number: number): string | null;
  /** 0 where no event has this text. */
  number(text: string): number;
}

/** People whose first login ever lies in a range; by name as `personOf` of event/kind.ts makes it. */
export interface FirstLogins {
  count: number;
  has(person: string): boolean;
}

/** Whom an event names. */
export type Named = Pick<LogEvent, 'type' | 'userId' | 'identifier' | 'targetUserId'>;

/** What counting weeks asks: everything of a range narrowly, some of it whole, and what is known beyond retention. */
export interface CountingStore {
  /** Everything of a range. Between stretches others get their turn. */
  columns(range: Range): Reading;
  /** Whole events by the keys of their rows; one that was pruned meanwhile is missing. */
  whole(keys: readonly number[]): Promise<ReadonlyMap<number, LogEvent>>;
  /** User ids and names that came together with any of the keys in a range, each pair once. */
  namesOf(keys: PersonKeys, range: Range): Promise<Pick<SeenIdentity, 'userId' | 'identifier'>[]>;
  /**
   * Of some people what their later failures are understood by: events of these types, operations on them, and logins;
   * of these at least the newest over each connection, from each address in each browser.
   */
  backgroundOf(keys: PersonKeys, types: readonly string[], range: Range): Promise<LogEvent[]>;
  /**
   * Those of the newest events of some indexed types that name somebody who is meant, oldest first: the others are not
   * read whole. @param limit of events, meant or not
   */
  ofTypesNaming(
    types: readonly string[],
    range: Range,
    limit: number,
    isMeant: (named: Named) => boolean,
  ): Promise<LogEvent[]>;
  /** People who never logged in before, among all events ever stored. */
  firstLogins(range: Range): Promise<FirstLogins>;
  /** Events ever stored in each quarter of an hour of a range, pruned ones too: [quarter (epoch ms / 900,000), events]. */
  quarterHours(range: Range): Promise<ReadonlyMap<number, number>>;
  /** Events ever stored that are dated before a moment, pruned ones too. Tells whether any came late. */
  datedBefore(at: number): Promise<number>;
}

/**
 * Where events stay. Every question is bounded: by a key, a range and a number of rows.
 * Rows come oldest first; where a limit cuts, the newest are kept.
 */
export interface EventStore {
  /** Stores what is new, by log id. Resolves when durable: what it acknowledged survives kill -9 and power loss. */
  add(batch: readonly Arrival[]): Promise<Receipt>;
  /** Keeps what could not be understood. */
  addOdd(odd: readonly OddEvent[]): Promise<void>;

  /** Events of a person: by user id, by identifier, or as target of an API call. Not those of an administrator's calls. */
  ofPerson(keys: PersonKeys, range: Range, limit: number): Promise<LogEvent[]>;
  /** User ids and identifiers seen together with any of the keys, in the order of user ids, then identifiers. */
  identitiesOf(keys: PersonKeys): Promise<SeenIdentity[]>;
  atAddress(ip: string, range: Range, limit: number): Promise<LogEvent[]>;
  /** Events that name no person (neither user id nor identifier) but one of these sessions or transactions. */
  unnamedIn(
    joins: { sessions: readonly string[]; transactions: readonly string[] },
    range: Range,
    limit: number,
  ): Promise<LogEvent[]>;
  /** Events of some types. Only failure and notice types are indexed (see event-types.ts); other types are refused. */
  ofTypes(types: readonly string[], range: Range, limit: number): Promise<LogEvent[]>;
  /** Failed login attempts on a connection or in an application. */
  failuresOn(place: Place, range: Range, limit: number): Promise<LogEvent[]>;
  /** Login outcomes on a connection or in an application. */
  tally(place: Place, range: Range): Promise<Tally>;
  get(logId: string): Promise<LogEvent | null>;
  /** The raw JSON of an event, to show it. Slow (opens a compressed block): never part of an answer. */
  body(logId: string): Promise<string | null>;
  /** All events of a range, oldest first, in pages. */
  scan(range: Range): AsyncIterable<LogEvent[]>;

  /** All raw bodies of a range, oldest first, in pages: to take them elsewhere. */
  bodies(range: Range): AsyncIterable<StoredBody[]>;

  /** What could not be understood, in pages. */
  odd(): AsyncIterable<OddEvent[]>;

  /** For counts of whole weeks. */
  readonly counting: CountingStore;

  coverage(): Promise<StoreCoverage>;
  /** Deletes events older than `before` and gives the space back. Returns how many. */
  prune(before: number): Promise<number>;
  /**
   * Everything that names a person by one of these keys, wherever in an event it stands, and what names nobody but
   * belongs to a session or a transaction of such an event. Reads all there is: seconds for every million events.
   */
  naming(keys: PersonKeys): Promise<Forgotten>;
  /** Deletes all of that, as if it had never come, so that its bytes are gone too. Safe to break off and to repeat. */
  forget(keys: PersonKeys): Promise<Forgotten>;
  /** Writes a consistent copy to a new file. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
