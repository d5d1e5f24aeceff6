import type { Kind } from './kind.ts';
import type { Family } from './series.ts';

const SEVERITIES = ['notice', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** past: it was found only after the fact. new_level: it never ended and is how things are now. */
type Mark = 'past' | 'new_level';

/** One series that is part of an incident. Times are epoch ms. */
export interface Member {
  series: string;
  /** End of the step that crossed the threshold, and the beginning of the window that did. */
  openedAt: number;
  since: number;
  /** Null while it goes on. */
  overAt: number | null;
  /** Powers of ten of rarity by chance. */
  score: number;
  /** Over the window that fired. */
  seen: number;
  usual: number;
  /** Variance over mean that counts like the usual have. */
  spread: number;
  /** Furthest from the usual over five minutes, as a ratio. */
  peak: number;
}

/** Series of one tenant that are unusual together: one message, edited until it is over. */
export interface Incident {
  /** "spike-2026-11-20T14:03": the same events make the same id again. */
  id: string;
  kind: Kind;
  openedAt: number;
  /** Null while it goes on. */
  resolvedAt: number | null;
  /** In the order in which they came. */
  members: Member[];
  lead: string;
  family: Family;
  severity: Severity;
  marks: Mark[];
  /** People who got in from where it comes, as far as known. */
  gotIn: number;
  /** Messages that notify, and edits and thread notes beside them. */
  pings: number;
  updates: number;
  /** What was last said of how far it went, and how often it was said anew without cause. */
  toldPeak: number;
  refreshed: number;
}

/** What has to be said of an incident now. */
export interface Notice {
  incident: Incident;
  what: 'opened' | 'joined' | 'refreshed' | 'worse' | 'critical' | 'new_level' | 'over' | 'again';
  /** Event time, epoch ms. */
  at: number;
}

/** How each notice is given. A note in the thread goes with an edit. */
export function mannerOf(what: Notice['what']): 'ping' | 'edit' | 'note' {
  if (what === 'opened' || what === 'critical') return 'ping';
  return what === 'joined' || what === 'refreshed' ? 'edit' : 'note';
}

export function leadOf(incident: Incident): Member {
  return incident.members.find(({ series }) => series === incident.lead)!;
}

/** Worse comes later. */
export function worse(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b);
}
