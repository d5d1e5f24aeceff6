import { DateTime } from 'luxon';

/** What dates are shown by: the viewer's zone, and now, for "today" and "3 minutes ago". */
export interface Almanac {
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A date as Slack shows `{date_short_pretty} {time}` and its other tokens to someone with a 24-hour clock. */
export function shownDate(timestamp: number, format: string, { zone, now }: Almanac): string {
  const at = DateTime.fromSeconds(timestamp, { zone }).setLocale('en-US');
  const today = DateTime.fromMillis(now, { zone });
  return format.replace(/\{([a-z_]+)\}/g, (whole, token: string) => {
    const pretty = token.endsWith('_pretty') ? dayName(at, today) : undefined;
    return pretty ?? form(at, token.replace(/_pretty$/, ''), today) ?? whole;
  });
}

function form(at: DateTime, token: string, now: DateTime): string | undefined {
  switch (token) {
    case 'date_num':
      return at.toFormat('yyyy-MM-dd');
    case 'date_slash':
      return at.toFormat('dd/MM/yyyy');
    case 'date':
      return `${at.toFormat('LLLL')} ${ordinal(at.day)}, ${at.year}`;
    case 'date_short':
      return at.toFormat('LLL d, yyyy');
    case 'date_long':
      return `${at.toFormat('cccc, LLLL')} ${ordinal(at.day)}, ${at.year}`;
    case 'day_divider':
      return dayName(at, now) ?? `${at.toFormat('cccc, LLLL')} ${ordinal(at.day)}`;
    case 'time':
      return at.toFormat('HH:mm');
    case 'time_secs':
      return at.toFormat('HH:mm:ss');
    case 'ago':
      return at.toRelative({ base: now }) ?? undefined;
    default:
      return undefined;
  }
}

function dayName(at: DateTime, now: DateTime): string | undefined {
  const days = Math.round(at.startOf('day').diff(now.startOf('day'), 'days').days);
  return { '0': 'today', '-1': 'yesterday', '1': 'tomorrow' }[String(days)];
}

function ordinal(day: number): string {
  const teens = day >= 11 && day <= 13;
  const ending = teens ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th');
  return `${day}${ending}`;
}
