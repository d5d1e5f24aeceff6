import { object } from './json.ts';

/** "2025-09-30 21:23:49.689000000" as warehouses rewrite it; also without a zone, which Auth0 means as UTC. */
const UNZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?: ?UTC)?$/;

/** "2026-10-05T08:22:59.190Z", what nearly all events have. */
const AUTH0 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Auth0 began in 2013; a date outside of this is a wrong unit or a wrong clock. */
const EARLIEST = Date.UTC(2010, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * Epoch milliseconds of an event's `date`, in whatever form it came: ISO 8601, a warehouse's text, epoch seconds,
 * milliseconds or microseconds as a number or digits, or MongoDB's {"$date": …}. Null where it is no date.
 */
export function dateOf(value: unknown): number | null {
  const at =
    typeof value === 'string' ? fromText(value) : typeof value === 'number' ? fromNumber(value) : fromObject(value);
  return at !== null && at >= EARLIEST && at < LATEST ? Math.floor(at) : null;
}

function fromText(value: string): number | null {
  if (value.length > 64) return null;
  if (AUTH0.test(value)) return Date.parse(value);
  if (/^\d{10,16}(?:\.\d+)?$/.test(value)) return fromNumber(Number(value));
  if (!/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const unzoned = UNZONED.exec(value);
  const at = Date.parse(
    unzoned ? `${unzoned[1]}T${unzoned[2]}.${(unzoned[3] ?? '').padEnd(3, '0').slice(0, 3)}Z` : value,
  );
  return Number.isNaN(at) ? null : at;
}

function fromNumber(value: number): number {
  if (value < 1e11) return value * 1000;
  return value < 1e14 ? value : value / 1000;
}

function fromObject(value: unknown): number | null {
  const inner = object(value)?.$date;
  const date = object(inner)?.$numberLong ?? inner;
  if (typeof date === 'string') return fromText(date);
  return typeof date === 'number' ? fromNumber(date) : null;
}
