import { isIndexedType } from '../event/event-types.ts';
import { isFailedAttempt, isLogin, isReuse, isUnnamed } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { MARKS } from './port.ts';

/** Bits of a stored event's `kind`: what questions select by, whatever the store. */
export const INDEXED = 1;
export const FAILED = 2;
export const LOGIN = 4;
export const EXCHANGE = 8;
export const UNNAMED = 16;
const REUSE = 32;
/** pla: bot detection asked for more. */
const VERIFICATION = 64;

export function kindOf(event: LogEvent): number {
  return (
    (isIndexedType(event.type) ? INDEXED : 0) |
    (isFailedAttempt(event) ? FAILED : 0) |
    (isLogin(event) ? LOGIN : 0) |
    (event.type === 'seacft' ? EXCHANGE : 0) |
    (isUnnamed(event) ? UNNAMED : 0) |
    (isReuse(event) ? REUSE : 0) |
    (event.facts.requiresVerification ? VERIFICATION : 0)
  );
}

/** What counting reads of a `kind`, as `Columns.marks` holds it. */
export function marksOf(kind: number): number {
  return (
    (kind & FAILED ? MARKS.failed : 0) |
    (kind & LOGIN ? MARKS.login : 0) |
    (kind & REUSE ? MARKS.reuse : 0) |
    (kind & VERIFICATION ? MARKS.verification : 0)
  );
}
