import type { Digest } from './digest.ts';

type Cell = string | number | boolean | null;

/**
 * Every number of a digest as CSV (RFC 4180): part, name, measure, value. Names out of the tenant that a spreadsheet
 * would take for a formula begin with an apostrophe.
 */
export function csvOf(digest: Digest): string {
  const rows: [string, string, string, Cell][] = [];
  const add = (part: string, name: string, values: Readonly<Record<string, unknown>>) => {
    for (const [measure, value] of Object.entries(values))
      if (value === null || typeof value !== 'object') rows.push([part, name, measure, value as Cell]);
  };
  for (const [name, figure] of Object.entries(digest.volume)) add('volume', name, { ...figure });
  for (const { region, zone, peak, hours } of digest.primeTimes) {
    add('primeTimes', region, { zone, peakWeekday: peak.weekday, peakHour: peak.hour });
    for (const [hour, logins] of hours.entries()) add('primeTimes', region, { [`hour ${hour}`]: logins });
  }
  for (const [dimension, segments] of Object.entries(digest.audience))
    for (const { name, ...values } of segments) add(dimension, name, values);
  const { funnel, recovery, signupToFirstLogin, passwordReset } = digest.behavior;
  for (const { step, ...values } of funnel) add('funnel', step, values);
  add('signupToFirstLogin', 'all', signupToFirstLogin);
  add('passwordReset', 'all', passwordReset);
  for (const { cause, ...values } of recovery) add('recovery', cause, values);
  for (const { cause, ...values } of digest.causes) add('causes', cause, values);
  for (const { ip, ...values } of digest.actors) add('actors', ip, values);
  for (const { type, ...values } of digest.protection) add('protection', type, values);
  add('coverage', digest.week, { events: digest.coverage.events, gaps: digest.coverage.gaps.length });
  return [['part', 'name', 'measure', 'value'], ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

function cell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
