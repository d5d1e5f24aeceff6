import type { Arrival, LogEvent, OddEvent } from '../event/log-event.ts';

/** Both ends included, epoch milliseconds. */
export interface Range {
  from: number;
  to: number;
}

/** Ways to name one person. Identifiers are compared as `identifierKey` of event/identifier.ts makes them. */
export interface PersonKeys {
  userIds: readonly string[];
  identifiers: readonly string[];
}

/** A user id and an identifier that were seen on the same event. */
export interface SeenIdentity {
  userId: string;
  identifier: string;
  connection: string | null;
  lastSeen: number;
}

/** What became of a batch. */
export interface Receipt {
  added: number;
  duplicates: number;
}

/** How many logins went which way. */
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

/**
 * Where events stay. Every question is bounded: by a key, a range and a number of rows.
 * Rows come oldest first; where a limit cuts, the newest are kept.
 */
export interface EventStore {
  /** Stores what is new, by log id. Resolves when durable: what it acknowledged survives kill -9 and power loss. */
  add(batch: readonly Arrival[]): Promise<Receipt>;
  /** Keeps what could not be understood. */
  addOdd(odd: readonly OddEvent[]): Promise<void>;

  /** Events of a person: by user id, by identifier where the event has no user id, or as target of an API call. */
  ofPerson(keys: PersonKeys, range: Range, limit: number): Promise<LogEvent[]>;
  /** User ids and identifiers seen together with any of the keys. */
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
  failuresOn(place: { connection: string } | { clientId: string }, range: Range, limit: number): Promise<LogEvent[]>;
  /** Login outcomes on a connection or in an application. */
  tally(place: { connection: string } | { clientId: string }, range: Range): Promise<Tally>;
  get(logId: string): Promise<LogEvent | null>;
  /** The raw JSON of an event, to show it. Slow (opens a compressed block): never part of an answer. */
  body(logId: string): Promise<string | null>;
  /** All events of a range, oldest first, in pages. */
  scan(range: Range): AsyncIterable<LogEvent[]>;

  coverage(): Promise<StoreCoverage>;
  /** Deletes events older than `before` and gives the space back. Returns how many. */
  prune(before: number): Promise<number>;
  /** Writes a consistent copy to a new file. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
