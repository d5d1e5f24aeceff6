import { DateTime, Duration } from 'luxon';
import { Fault } from '../errors.ts';

const UNITS = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' } as const;
const LONGEST_DAYS = 365;

/** Reads `--at`: an ISO 8601 time; without an offset it is UTC. Returns epoch ms. */
export function parseMoment(text: string): number {
  const moment = DateTime.fromISO(text, { zone: 'utc' });
  if (!moment.isValid)
    throw new Fault('bad_request', `--at: “${text}” isn’t a time. Like this: --at 2026-11-20T15:00:00Z`);
  return moment.toMillis();
}

/** Reads `--since`: a number and a unit (30m, 12h, 7d, 4w), at most a year. Returns ms. */
export function parseSpan(text: string): number {
  const found = /^(\d{1,5})\s*([mhdw])$/i.exec(text.trim());
  const unit = found?.[2]?.toLowerCase() as keyof typeof UNITS | undefined;
  const span = found && unit ? Duration.fromObject({ [UNITS[unit]]: Number(found[1]) }) : null;
  if (span === null || span.toMillis() === 0 || span.as('days') > LONGEST_DAYS) {
    throw new Fault(
      'bad_request',
      `--since: “${text}” isn’t a span of time of at most a year. Like this: --since 7d (or 12h, 90m, 4w)`,
    );
  }
  return span.toMillis();
}
