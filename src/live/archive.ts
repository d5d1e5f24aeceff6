import { arrivalsOf } from '../event/arrivals.ts';
import { identifierKey } from '../event/identifier.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { PersonKeys, Range } from '../store/port.ts';
import type { Archive } from './port.ts';
import { RequestError } from './request.ts';

/** Rows of one person that are taken from an archive; more than almost anybody makes in a window. */
export const MOST_ROWS = 1_000;

/** One search of an archive. */
export interface Search {
  keys: PersonKeys;
  range: Range;
  /** Aborts when the time is up. What was handed over until then counts. */
  signal: AbortSignal;
  /** Takes rows in whatever envelope as they come. */
  found(rows: readonly unknown[]): void;
  /** Takes how far back the archive reaches, epoch ms. */
  reaches(at: number): void;
}

/**
 * What the archives have in common: a time limit, no exceptions, and that only the person's own rows come out, however
 * loosely the archive compares.
 * @param search resolves with null when everything was found, else with why not
 */
export function archiveOf(name: string, seconds: number, search: (asked: Search) => Promise<string | null>): Archive {
  return {
    name,
    async search(keys, range) {
      const signal = AbortSignal.timeout(seconds * 1000);
      const events = new Map<string, LogEvent>();
      let reach: number | null = null;
      const reaches = (at: number): void => {
        reach = at;
      };
      const found = (rows: readonly unknown[]): void => {
        for (const { event } of arrivalsOf(rows.map((value) => ({ value }))).arrivals)
          if (event.at >= range.from && event.at <= range.to && isOf(event, keys)) events.set(event.logId, event);
      };
      try {
        const missing = await search({ keys, range, signal, found, reaches });
        return { events: [...events.values()], missing, reaches: reach };
      } catch (error) {
        const missing = signal.aborted ? late(seconds) : reasonOf(error);
        return { events: [...events.values()], missing, reaches: reach };
      }
    },
  };
}

function late(seconds: number): string {
  return `it did not finish within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

/** Why a request brought nothing, as the end of a sentence about the service. */
export function reasonOf(error: unknown): string {
  const trouble = error instanceof RequestError ? error.trouble : null;
  if (trouble?.kind === 'slow') return 'it did not answer in time';
  if (trouble?.kind === 'foreign') return 'its answer was not understood';
  if (trouble?.kind === 'unreachable') return 'it cannot be reached';
  if (trouble === null) return 'it could not be asked';
  if (trouble.status === 429) return 'it refuses requests for the moment (429)';
  if (trouble.status === 401 || trouble.status === 403) return `it refuses whylogin’s credentials (${trouble.status})`;
  return trouble.status >= 500 ? `it has a problem of its own (${trouble.status})` : `it refused (${trouble.status})`;
}

function isOf(event: LogEvent, { userIds, identifiers }: PersonKeys): boolean {
  return (
    (event.userId !== null && userIds.includes(event.userId)) ||
    (event.targetUserId !== null && userIds.includes(event.targetUserId)) ||
    (event.identifier !== null && identifiers.includes(identifierKey(event.identifier)))
  );
}
