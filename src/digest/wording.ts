import { DateTime } from 'luxon';
import type { CauseId } from '../causes/ids.ts';
import type { Owner } from '../causes/terms.ts';
import { causeOf } from '../causes/vocabulary.ts';

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** "48,210" */
export function count(value: number): string {
  return COUNT.format(value);
}

/** "143 people", "1 person" */
export function people(value: number): string {
  return value === 1 ? '1 person' : `${count(value)} people`;
}

/** "1 sign-up", "1,204 addresses" */
export function number(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "84 %", "7.1 %": one decimal below ten. */
export function percent(share: number): string {
  const points = share * 100;
  return `${points !== 0 && Math.abs(points) < 9.95 ? points.toFixed(1).replace(/\.0$/, '') : COUNT.format(points)} %`;
}

/** "+2 %", "−18 %", "none before" */
export function change(value: number | null): string {
  return value === null ? 'none before' : signed(value, percent(Math.abs(value)));
}

/** "+1.2 percentage points" */
export function points(value: number): string {
  return signed(value, `${(Math.abs(value) * 100).toFixed(1)} percentage points`);
}

function signed(value: number, text: string): string {
  return /^0(\.0)? /.test(text) ? `±${text}` : `${value < 0 ? '−' : '+'}${text}`;
}

/** "MFA set-up not finished" */
export function causeName(cause: CauseId | 'other'): string {
  return cause === 'other' ? 'other causes' : causeOf(cause).name;
}

export const OWNERS: Readonly<Record<Owner, string>> = {
  user: 'the people themselves',
  support: 'support',
  tenant_admin: 'whoever runs Auth0',
  developer: 'the developers',
  idp_admin: 'whoever runs the identity provider',
  nobody: 'nobody',
};

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "13 Nov 02:00–05:00", with the second day where it is another one. */
export function stretch({ from, to }: { from: number; to: number }, zone: string): string {
  const first = DateTime.fromMillis(from, { zone, locale: 'en' });
  const last = DateTime.fromMillis(to, { zone, locale: 'en' });
  return `${first.toFormat('d LLL HH:mm')}–${last.toFormat(first.hasSame(last, 'day') ? 'HH:mm' : 'd LLL HH:mm')}`;
}

/** "13 Nov 2026" */
export function day(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone, locale: 'en' }).toFormat('d LLL yyyy');
}

/** "12 Nov 15:00" */
export function minute(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone, locale: 'en' }).toFormat('d LLL HH:mm');
}
