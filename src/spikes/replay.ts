import { Board, type Move } from './board.ts';
import { Detector } from './detector.ts';
import type { Incident } from './incident.ts';
import type { Kind } from './kind.ts';
import { LocalWeek } from './local-week.ts';
import { moveOf } from './move.ts';
import { type Sensitivity, thresholdFor } from './sensitivity.ts';
import { type Family, SERIES } from './series.ts';

const MINUTE = 60_000;

/** Counts as they stand in a file: a column a series, a row a step; NaN where nobody looked. */
export interface Counts {
  series: readonly string[];
  /** The first step's beginning, minutes since 1970, and the length of all, in minutes. */
  from: number;
  step: number;
  columns: readonly Float64Array[];
}

/** What would have been posted on these counts. Of a column nothing is known but its name, so rises and falls count. */
export function replay(counts: Counts, { zone, sensitivity }: { zone: string; sensitivity: Sensitivity }): Incident[] {
  const week = new LocalWeek(zone);
  const kinds: readonly Kind[] = ['spike', 'drop'];
  const asked = thresholdFor(sensitivity, counts.series.length);
  const watched = counts.series.map((name, column) => ({
    name,
    family: familyOf(name),
    values: counts.columns[column]!,
    detector: new Detector({ step: counts.step, week, kinds, ...asked }),
  }));
  const board = new Board();
  const incidents: Incident[] = [];
  const steps = counts.columns[0]?.length ?? 0;
  for (let i = 0; i < steps; i++) {
    const minute = counts.from + i * counts.step;
    const moves: Move[] = [];
    let open = false;
    for (const { name, family, values, detector } of watched) {
      const value = values[i]!;
      const turn = detector.observe(minute, Number.isNaN(value) ? null : value);
      if (turn !== null) moves.push(moveOf({ name, family }, turn, detector));
      open ||= detector.kind !== null;
    }
    if (moves.length === 0 && !open) continue;
    const at = (minute + counts.step) * MINUTE;
    const standing = watched
      .filter(({ detector }) => detector.kind !== null)
      .map(({ name, detector }) => ({ series: name, peak: detector.peak }));
    for (const { incident, what } of board.step(at, at, moves, standing))
      if (what === 'opened') incidents.push(incident);
  }
  return incidents;
}

/** Auth0's own type codes are as good a name for a column as ours. */
const BY_CODE: Record<string, string> = {
  f: 'failed_login',
  fp: 'wrong_password',
  fu: 'unknown_user',
  limit_wc: 'brute_force_block',
  limit_sul: 'brute_force_block',
  limit_mu: 'ip_throttle',
  pwd_leak: 'breached_password',
  fs: 'signup_failure',
  ss: 'signup',
  api_limit: 'rate_limit',
  s: 'login',
};

function familyOf(name: string): Family {
  const key = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/s$/, '');
  const known = SERIES.find((series) => series.name === key || series.name === BY_CODE[name.trim()]);
  if (known === undefined) return key.startsWith('gd_') || key.startsWith('mfa') ? 'mfa_attack' : 'other';
  // More logins than usual is no outage.
  return known.family === 'outage' ? 'other' : known.family;
}
