import { DateTime } from 'luxon';
import type { Backtest, BacktestIncident } from './backtest.ts';

const FAMILIES: Record<BacktestIncident['family'], string> = {
  credential_attack: 'guessed or stolen passwords',
  signup_attack: 'sign-ups',
  mfa_attack: 'second factors',
  rate_limit: 'rate limits',
  outage: 'logins missing',
  configuration: 'a connection or an application',
  other: 'unusual',
};

/** What would have been posted, for a terminal: a line an incident. @param zone IANA zone of the times */
export function printBacktest({ minutes, series, incidents }: Backtest, zone: string): string {
  const pings = incidents.reduce((sum, incident) => sum + incident.pings, 0);
  const what = series.length <= 3 ? series.join(', ') : `${series.length} series`;
  const weeks = minutes / (7 * 24 * 60);
  const rate = weeks >= 2 && pings > 0 ? `, ${(pings / weeks).toFixed(2)} a week` : '';
  const head = `${pings === 0 ? 'Nothing' : `${pings} ${pings === 1 ? 'message' : 'messages'}`} would have been posted in ${span(minutes)} of ${what}${rate}.`;
  const lines = incidents.map((incident) => lineOf(incident, zone));
  return `${[head, ...lines, ...(lines.length > 0 ? [`Times are ${zone}.`] : [])].join('\n')}\n`;
}

function lineOf(incident: BacktestIncident, zone: string): string {
  const { openedAt, resolvedAt, kind, lead, series, family, severity, observed, expected, peakRatio, marks } = incident;
  const from = DateTime.fromISO(openedAt, { zone }).setLocale('en-GB');
  const to = resolvedAt === null ? null : DateTime.fromISO(resolvedAt, { zone }).setLocale('en-GB');
  const until = to === null ? 'not over' : to.toFormat(to.hasSame(from, 'day') ? 'HH:mm' : 'd LLL HH:mm');
  const more = series.length > 1 ? ` (and ${series.length - 1} more)` : '';
  const far =
    kind === 'drop'
      ? `down to ${Math.round(peakRatio * 100)} % of the usual`
      : `up to ${peakRatio.toFixed(1)} times the usual`;
  const end = marks.includes('new_level') ? '; it stayed so' : '';
  return [
    `${from.toFormat('ccc d LLL yyyy HH:mm')} – ${until}`,
    `${lead}${more}`,
    `${observed} where ${expected} were expected, ${far}${end}`,
    `${severity}: ${FAMILIES[family]}`,
  ].join('  ');
}

function span(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  if (minutes < 2 * 24 * 60) return `${Math.round(minutes / 60)} hours`;
  return `${Math.round(minutes / (24 * 60))} days`;
}
