import { CATALOGUE, type CatalogueRow, type EventOutcome } from './catalogue.ts';

type EventCategory = keyof typeof CATALOGUE;

export interface EventType {
  code: string;
  /** Auth0's own short title; for an unknown code the code itself. */
  title: string;
  category: EventCategory;
  outcome: EventOutcome;
  /** One try to log in: a first factor or a whole login. */
  loginAttempt: boolean;
  /** An attack protection feature triggered: Auth0's "anomaly detection". */
  anomalyDetection: boolean;
  /** The log stream filter category that carries it; null where none is known. */
  group: string | null;
  /** legacy: no longer written. rare: documented in one place only. unknown: a code newer than this catalogue. */
  status: 'current' | 'legacy' | 'rare' | 'unknown';
}

const TYPES = new Map<string, EventType>(
  Object.entries(CATALOGUE).flatMap(([category, rows]) =>
    Object.entries<CatalogueRow>(rows).map(([code, [title, outcome, group, ...flags]]): [string, EventType] => [
      code,
      {
        code,
        title,
        category: category as EventCategory,
        outcome,
        loginAttempt: flags.includes('login'),
        anomalyDetection: flags.includes('anomaly'),
        group,
        status: flags.includes('legacy') ? 'legacy' : flags.includes('rare') ? 'rare' : 'current',
      },
    ]),
  ),
);

/** What a type code means. An unknown code gets a neutral entry: a notice, neither a login nor a failure. */
export function eventType(code: string): EventType {
  return (
    TYPES.get(code) ?? {
      code,
      title: code,
      category: 'other',
      outcome: 'notice',
      loginAttempt: false,
      anomalyDetection: false,
      group: null,
      status: 'unknown',
    }
  );
}

/** Every known type, in the catalogue's order. */
export function allEventTypes(): EventType[] {
  return [...TYPES.values()];
}

/** Successes that change an account or the tenant: few, and asked for by type ("what changed before it broke?"). */
const CHANGES = new Set([
  'sapi',
  'scp',
  'scpr',
  'sce',
  'scpn',
  'scu',
  'sdu',
  'ss',
  'si',
  'sv',
  'svr',
  'organization_member_added',
  'gd_enrollment_complete',
  'directory_sync_completed',
  'universal_logout_succeeded',
  'session_revoked',
  'refresh_tokens_revoked_by_session',
]);

/** Notices written about once a login, so as many as the successes: found by person, address or time instead. */
const FLOOD = new Set(['pla', 'scv', 'mfar', 'gd_start_auth', 'passkey_challenge_started']);

/**
 * Whether the store can be asked for events of this type alone: all failures, the notices that do not come with
 * every login, and the successes that change something. The successes of everyday life (s, ssa, seacft, sertft,
 * seccft, slo …) are most of a tenant's rows: indexing them by type would cost more than any answer gains.
 * An unknown code counts as a notice: a new kind of failure must be findable.
 */
export function isIndexedType(code: string): boolean {
  const { outcome } = eventType(code);
  return outcome === 'failure' || CHANGES.has(code) || (outcome === 'notice' && !FLOOD.has(code));
}
