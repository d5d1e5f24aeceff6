import type { CauseId } from '../causes/ids.ts';
import type { Owner } from '../causes/terms.ts';
import type { ActorRow, Digest, Dimension, FunnelRow, PrimeTimes, ProtectionRow, RecoveryRow } from './digest.ts';
import type { Division } from './segments.ts';

/** Raised whenever a week would be counted otherwise than before: what was remembered is then counted anew. */
export const COUNTED_AS = 1;

/** All that is known of one week by itself; also what is remembered of a week that is over. Names nobody. */
export interface WeekSummary {
  week: string;
  /** Events, all of them, whatever was asked for. */
  events: number;
  logins: number;
  failedAttempts: number;
  signups: number;
  people: number;
  newPeople: number;
  reuse: number;
  /** Monday first. */
  days: { logins: number[]; failedAttempts: number[] };
  audience: Record<Dimension, Division>;
  primeTimes: PrimeTimes[];
  funnel: FunnelRow[];
  signupToFirstLogin: Digest['behavior']['signupToFirstLogin'];
  passwordReset: Digest['behavior']['passwordReset'];
  recovery: RecoveryRow[];
  causes: CauseSummary[];
  /** People with a cause beyond the list. */
  peopleOfOtherCauses: number;
  actors: ActorRow[];
  protection: ProtectionRow[];
}

/** One cause in one week, every one of them. */
export interface CauseSummary {
  cause: CauseId;
  owner: Owner;
  people: number;
  /** Attempts. */
  events: number;
  /** People by day, Monday first. */
  days: number[];
  /** Where most of these people were: the application, and how many; null where none shows. */
  mostIn: { application: string; people: number } | null;
}
