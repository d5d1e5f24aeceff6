import type { CauseId } from '../causes/ids.ts';
import type { IncidentView } from './view.ts';

/** What stops one person, and where. */
export interface Stopped {
  cause: CauseId;
  connection: string | null;
  /** The application's name, as events carry it. */
  application: string | null;
}

/** Causes that an incident of a family explains, whatever its own dominant cause. */
const BY_FAMILY: Partial<Record<IncidentView['incident']['family'], readonly CauseId[]>> = {
  credential_attack: ['suspected_attack', 'ip_throttled'],
  rate_limit: ['tenant_rate_limited'],
};

/** So much of an incident has to lie at one place for the place to decide. */
const MOSTLY = 0.5;

/** Whether an incident is why this person cannot log in: the same cause at the same place, or one that it brings about. */
export function explains({ incident, evidence }: IncidentView, { cause, connection, application }: Stopped): boolean {
  if (BY_FAMILY[incident.family]?.includes(cause)) return true;
  if (incident.family === 'credential_attack' || evidence.cause?.id !== cause) return false;
  return evidence.drivers.every(({ dimension, value, share }) => {
    if (share < MOSTLY) return true;
    if (dimension === 'connection') return value === connection;
    return dimension !== 'application' || value === application;
  });
}
