import type { Evidence } from './evidence.ts';
import { type Incident, leadOf, type Notice } from './incident.ts';

/** Something that changed the picture: it is noted in the thread. Event time, epoch ms. */
export interface TurningPoint {
  what: Notice['what'];
  at: number;
  /** How far it went and who got in, as of then. */
  peak: number;
  gotIn: number | null;
}

/** The last hours of the leading series, for a chart: what came and what is usual, in equal steps. */
export interface Curve {
  /** Beginning of the first step, epoch ms, and minutes of each. */
  from: number;
  step: number;
  /** Null where nobody looked. */
  seen: (number | null)[];
  usual: number[];
}

/** All there is to say of an incident; kept as JSON. Holds no person's name. */
export interface IncidentView {
  incident: Incident;
  evidence: Evidence;
  curve: Curve;
  turns: TurningPoint[];
  /** Event time up to which this is known. */
  asOf: number;
}

/** What tells an incident from others of its series: "not a problem" is taught by it. */
export function signatureOf({ incident, evidence }: Pick<IncidentView, 'incident' | 'evidence'>): string {
  const [driver] = evidence.drivers;
  const by = driver === undefined ? (evidence.cause?.id ?? '') : `${driver.dimension}=${driver.value}`;
  return [incident.kind, leadOf(incident).series, by].join('|');
}
