import type { Claims } from './claims.ts';
import type { Cursors } from './cursors.ts';
import type { Secrets } from './secrets.ts';

/** What must be remembered beside the events, and what must happen only once. One part a concern. */
export interface State {
  /** How far something has come: files imported, logs polled. */
  cursors: Cursors;
  /** Things done once only, across crashes and replicas. */
  claims: Claims;
  /** Keys made here and kept here. */
  secrets: Secrets;
  /** Writes a consistent copy to a new file. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
