import { DateTime } from 'luxon';
import { lastWholeWeek, type Week } from '../../digest/week.ts';
import type { Subscription } from '../../state/port.ts';

/**
 * The week whose digest a subscription should have got by now: the one before its last time of posting, and that time
 * (epoch ms). null where it was made after that time. A digest missed is due until the next one.
 */
export function dueWeek(
  { weekday, time, at }: Pick<Subscription, 'weekday' | 'time' | 'at'>,
  now: number,
  zone: string,
): { week: Week; at: number } | null {
  const [hour, minute] = time.split(':').map(Number);
  const local = DateTime.fromMillis(now, { zone });
  let due = local
    .startOf('week')
    .plus({ days: weekday - 1 })
    .set({ hour, minute });
  if (due.toMillis() > now) due = due.minus({ weeks: 1 });
  return due.toMillis() < at ? null : { week: lastWholeWeek(due.toMillis(), zone), at: due.toMillis() };
}
