import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, PersonKeys, Range } from '../store/port.ts';
import type { Profile } from './profile.ts';

/** Whom a look-up is about. */
export type Whom =
  | { kind: 'person'; userId: string | null; identifier: string | null }
  | { kind: 'address'; ip: string }
  | { kind: 'event'; logId: string };

/** What Auth0 says now, and in sentences what it was asked and what it did not say. */
export interface Known {
  profile: Profile | null;
  notes: readonly string[];
}

/** Asks Auth0 about somebody. Never throws and takes about a second at most: what does not come in time is left out. */
export type LookUp = (whom: Whom) => Promise<Known>;

/** Another place that holds a tenant's events, to be asked for one person's. Slower than the store. */
export interface Archive {
  /** "Splunk" */
  readonly name: string;
  /** Never throws: what could not be had is told. Ends by itself in the time that it was given. */
  search(keys: PersonKeys, range: Range): Promise<FoundThere>;
}

interface FoundThere {
  /** Events of the person in the range; any order. */
  events: LogEvent[];
  /** Null: that is all there is. Else why it may not be, as the end of a sentence: "it did not answer within 10 s". */
  missing: string | null;
  /** How far back the archive reaches, epoch ms; null where it does not say. */
  reaches: number | null;
}

/** The store for one question, reaching further back than it does by itself. */
export interface Reaching {
  store: EventStore;
  /** What was found where, and what could not be had, in sentences; once the question was asked. */
  notes(): string[];
}
