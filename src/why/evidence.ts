import type { LogEvent } from '../event/log-event.ts';
import type { Profile } from '../live/profile.ts';
import type { SeenIdentity, StoreCoverage, Tally } from '../store/port.ts';
import type { TenantRule } from './rules.ts';
import type { Subject } from './subject.ts';

/** All that was gathered for one question, before any thinking. Rows are oldest first and none is after `at`. */
export interface Evidence {
  subject: Subject;
  /** Epoch ms: the moment of asking, the beginning of the window, and how far back background was read. */
  at: number;
  from: number;
  background: number;
  userIds: readonly string[];
  /** Keys of identifiers; the one asked about first. */
  identifiers: readonly string[];
  identities: readonly SeenIdentity[];
  /** Rows that name the person. For an address all rows from it; for an event without a name its attempt. */
  rows: readonly LogEvent[];
  /** Rows without a name in the person's sessions and transactions. */
  unnamed: readonly LogEvent[];
  /** Everything from the addresses the person used. */
  atAddresses: readonly LogEvent[];
  /** Token exchanges that name nobody: an application's server asks, not the person's browser. */
  exchanges: readonly LogEvent[];
  /** Logins of anybody around those exchanges that could be the person's. */
  beside: readonly LogEvent[];
  /** Some rows of anybody, where nothing was found by the person's name. */
  sample: readonly LogEvent[];
  /** Names that nobody has (fu), tenant-wide. */
  unknownNames: readonly LogEvent[];
  notices: readonly LogEvent[];
  changes: readonly LogEvent[];
  connections: ReadonlyMap<string, Place>;
  applications: ReadonlyMap<string, Place>;
  profile: Profile | null;
  rules: readonly TenantRule[];
  stored: StoreCoverage;
  /** Events of the window are known not to be stored yet, or to be lost. */
  unread: boolean;
  /** What was cut or could not be asked, in sentences. */
  notes: readonly string[];
}

/** Others' failures and everybody's outcomes on a connection or in an application. */
export interface Place {
  failures: readonly LogEvent[];
  /** Null where it was not counted. */
  tally: Tally | null;
}
