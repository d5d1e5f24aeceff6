import type { Audit } from './audit.ts';
import type { Claims } from './claims.ts';
import type { Cursors } from './cursors.ts';
import type { Digests } from './digests.ts';
import type { Feedbacks } from './feedback.ts';
import type { Incidents } from './incidents.ts';
import type { Leases } from './leases.ts';
import type { Secrets } from './secrets.ts';
import type { Tombstones } from './tombstones.ts';
import type { Watches } from './watches.ts';
import type { WeekMemories } from './week-memory.ts';

export type { Audit, AuditAction } from './audit.ts';
export type { KeptDigest, Subscription } from './digests.ts';
export type { KeptFeedback } from './feedback.ts';
export type { KeptIncident } from './incidents.ts';
export type { Watch } from './watches.ts';

/** What must be remembered beside the events, and what must happen only once. One part a concern. */
export interface State {
  /** How far something has come: files imported, logs polled. */
  cursors: Cursors;
  /** Things done once only, across crashes and replicas. */
  claims: Claims;
  /** What one replica at a time does. */
  leases: Leases;
  /** Keys made here and kept here. */
  secrets: Secrets;
  /** Who asked about whom, in a chain of hashes. */
  audit: Audit;
  /** Answers that were wrong. */
  feedback: Feedbacks;
  /** People who are waited for. */
  watches: Watches;
  /** Spikes and drops: what is known, what was posted, what people did with it. */
  incidents: Incidents;
  /** Who gets a digest, and the digests that were posted. */
  digests: Digests;
  /** Weeks that were counted. */
  weeks: WeekMemories;
  /** Who was forgotten and must not come back. */
  tombstones: Tombstones;
  /** Leaves nothing on the disk of what was deleted. */
  scrub(): Promise<void>;
  /** Writes a consistent copy to a new file. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
