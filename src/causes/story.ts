import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { Tally } from '../store/port.ts';
import type { Outcome, Step } from './terms.ts';

/**
 * What the causes look at: everything that was gathered about one person, as plain values in event time.
 * Nothing here knows a store, a clock or Slack.
 */
export interface Story {
  /** The moment of asking and the beginning of the window, epoch ms. Rows before `from` are background. */
  at: number;
  from: number;
  /** The person's rows, oldest first, background included, with rows that name nobody but were joined to them. */
  rows: readonly LogEvent[];
  /** How a row without a name came to be this person's. Rows that name the person are not in here. */
  joins: ReadonlyMap<string, Join>;
  /** Passes through the login, oldest first, background included. */
  tries: readonly Try[];
  person: Person;
  around: Surroundings;
  /** What the Management API says now; null where it was not asked. */
  profile: Profile | null;
}

/**
 * session and transaction are certain; the same browser at the same address is probable, and so is a server's exchange
 * seconds after a login (time), and a name a slip away from the person's, typed in the person's own browser (slip).
 * invited: an invitation sent to the person, opened by another account.
 */
export type Join = 'session' | 'transaction' | 'address' | 'time' | 'slip' | 'invited';

export interface Person {
  userIds: readonly string[];
  /** As `identifierKey` makes them. */
  identifiers: readonly string[];
  /** The address that was asked about, instead of a person. */
  address: string | null;
}

/** One pass through the login. */
export interface Try {
  rows: readonly LogEvent[];
  startedAt: number;
  endedAt: number;
  outcome: Outcome;
  reached: Step;
  /** The row that decided the outcome: the rejection, the block, the success; the last step where nothing did. */
  telling: LogEvent;
  /** Nothing was typed: a session answered. */
  reuse: boolean;
  connection: string | null;
  clientId: string | null;
  application: string | null;
  ip: string | null;
  userAgent: string | null;
}

/** Other people's rows, gathered because they touch this person's address, connection, application or name. */
export interface Surroundings {
  /** Rows from the person's addresses that belong to somebody else or to nobody, oldest first. */
  sameAddress: readonly LogEvent[];
  /** Failed logins of others on the connections and applications where this person failed, oldest first. */
  sameConnection: ReadonlyMap<string, readonly LogEvent[]>;
  sameApplication: ReadonlyMap<string, readonly LogEvent[]>;
  connectionTally: ReadonlyMap<string, Tally>;
  applicationTally: ReadonlyMap<string, Tally>;
  /** Names close to the person's that nobody has, typed in other browsers than the person's: fu rows, oldest first. */
  nearMisses: readonly LogEvent[];
  /** Rows about the tenant: rate limits, connector, access control, attack protection, Action failures. Oldest first. */
  notices: readonly LogEvent[];
  /** Management API operations, oldest first. */
  changes: readonly LogEvent[];
}
