import type { Digest, Figure, FunnelRow, PrimeTimes, RecoveryRow } from './digest.ts';
import { STEP_NAMES } from './names.ts';
import { datesOf, type Week } from './week.ts';
import { change, count, percent, points, WEEKDAYS } from './wording.ts';

/** "Week 46 (9–15 Nov, Europe/Berlin)" */
export function titleOf(digest: Pick<Digest, 'week' | 'zone' | 'from' | 'to' | 'filter'>): string {
  const week: Week = { name: digest.week, zone: digest.zone, from: Date.parse(digest.from), to: Date.parse(digest.to) };
  const part = Object.entries(digest.filter ?? {})
    .map(([kind, name]) => `${kind} ${name}`)
    .join(', ');
  return `Week ${Number(digest.week.slice(-2))} (${datesOf(week)}, ${digest.zone})${part === '' ? '' : `: ${part}`}`;
}

/** "48,210 (+2 %, usual)" */
export function figureText(name: string, figure: Figure): string {
  const rate = name === 'failureRate';
  const now = rate ? percent(figure.now) : count(figure.now);
  const moved = figure.change === null ? 'none before' : rate ? points(figure.change) : change(figure.change);
  return `${now} (${moved}${figure.notable ? ', unusual' : ''})`;
}

/** "Tue 9–10 (Europe/Berlin)": the busiest hour on the region's clocks. */
export function peakText({ peak, zone }: Pick<PrimeTimes, 'peak' | 'zone'>): string {
  const hour = `${peak.hour}–${peak.hour + 1}`;
  return `${WEEKDAYS[peak.weekday - 1]!.slice(0, 3)} ${hour}${zone === null ? '' : ` (${zone})`}`;
}

/** The step at which the most attempts end; null where none does. */
export function worstStep(funnel: readonly FunnelRow[]): FunnelRow | null {
  const worst = funnel.reduce<FunnelRow | null>((most, row) => (row.left > (most?.left ?? 0) ? row : most), null);
  return worst;
}

/** "password or code: 4,803 of 66,823 ended there (7.2 %)" */
export function stepText({ step, entered, left }: FunnelRow): string {
  return `${STEP_NAMES[step]}: ${count(left)} of ${count(entered)} ended there${entered > 0 ? ` (${percent(left / entered)})` : ''}`;
}

/**
 * "84 % logged in within 10 minutes, 2 % have not logged in since"; null where nobody's time is over yet.
 */
export function recoveryText({ people, inWithin10m, notBack }: RecoveryRow): string | null {
  if (notBack === 1) return people === 1 ? 'has not logged in since' : 'none has logged in since';
  const parts = [
    inWithin10m === null ? null : soon(inWithin10m, people),
    // Said only where somebody is missing.
    notBack === null || notBack === 0 ? null : `${part(notBack)} have not logged in since`,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}

function soon(share: number, people: number): string {
  const when = 'within 10 minutes';
  if (people === 1) return share === 1 ? `logged in ${when}` : `did not log in ${when}`;
  if (share === 1) return `all logged in ${when}`;
  return share === 0 ? `none logged in ${when}` : `${part(share)} logged in ${when}`;
}

/** In whole percent, never all or none where it is some. */
function part(share: number): string {
  if (share < 0.01) return 'under 1 %';
  return share > 0.99 ? 'over 99 %' : `${Math.round(share * 100)} %`;
}
