import type { CauseId } from '../causes/ids.ts';
import type { Owner, Step } from '../causes/terms.ts';

/**
 * What one ISO week of one tenant looked like; printed in Slack, in the terminal and as JSON. docs/digest.md says how
 * each number is counted. Nothing in it names a person.
 */
export interface Digest {
  week: string;
  zone: string;
  /** ISO 8601 in UTC; the end is not included. */
  from: string;
  to: string;
  /** Only where the digest is of a part of the tenant. */
  filter?: Filter;
  /** At most three sentences; one that says that nothing is notable where nothing is. */
  headlines: string[];
  volume: Volume;
  /** By day in the digest's zone, Monday first. */
  days: { logins: number[]; failedAttempts: number[] };
  primeTimes: PrimeTimes[];
  audience: Record<Dimension, AudienceRow[]>;
  behavior: {
    funnel: FunnelRow[];
    /** Shares of the people who signed up; null where nobody's time is over yet. */
    signupToFirstLogin: { within1h: number | null; within24h: number | null; never: number | null };
    passwordReset: { asked: number; finished: number };
    recovery: RecoveryRow[];
  };
  causes: CauseRow[];
  actors: ActorRow[];
  protection: ProtectionRow[];
  /** gaps: hours in which events are missing; lost: what is known to have been dropped before it was read. */
  coverage: { events: number; gaps: Stretch[]; lost: Stretch[]; notes: string[] };
}

/** ISO 8601 in UTC. */
interface Stretch {
  from: string;
  to: string;
}

/** Part of a tenant: an application or organization by name or id, a connection by name. */
export interface Filter {
  application?: string;
  connection?: string;
  organization?: string;
}

/** change: null where there was nothing before; notable: beyond the usual noise between weeks (noise.ts). */
export interface Figure {
  now: number;
  before: number;
  change: number | null;
  notable: boolean;
}

export const FIGURES = [
  'logins',
  'failedAttempts',
  'failureRate',
  'signups',
  'people',
  'newPeople',
  'returningPeople',
  'reuse',
] as const;
export type Volume = Record<(typeof FIGURES)[number], Figure>;

export const DIMENSIONS = ['applications', 'connections', 'regions', 'devices', 'organizations'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** share: of the week's logins; change: of the logins against the week before. */
export interface AudienceRow {
  name: string;
  people: number;
  logins: number;
  share: number;
  change: number | null;
}

/** hours: logins by hour of the week on the region's clocks, Monday 0:00 first. zone is null for several zones at once. */
export interface PrimeTimes {
  region: string;
  zone: string | null;
  /** weekday: 1 is Monday. */
  peak: { weekday: number; hour: number };
  hours: number[];
}

/** Attempts that came to a step, and those that ended there without success. */
export interface FunnelRow {
  step: Step;
  entered: number;
  left: number;
  topCause: CauseId | null;
}

export interface RecoveryRow {
  cause: CauseId | 'other';
  people: number;
  inWithin10m: number | null;
  inWithin24h: number | null;
  notBack: number | null;
}

/** people: with an attempt of this cause; events: attempts; before: people the week before. */
export interface CauseRow {
  cause: CauseId | 'other';
  owner: Owner;
  people: number;
  events: number;
  before: number;
  notable: boolean;
}

/** ip: whole, or the network where it looks shared. gotIn: people who logged in from it; blocked: protection triggers. */
export interface ActorRow {
  ip: string;
  network: string | null;
  region: string;
  failures: number;
  people: number;
  gotIn: number;
  blocked: number;
  note: string;
}

export interface ProtectionRow {
  type: string;
  name: string;
  events: number;
  people: number;
  ips: number;
  /** Events the week before. */
  before: number;
}
