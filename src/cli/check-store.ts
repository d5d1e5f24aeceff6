import { DateTime } from 'luxon';
import { asFault } from '../errors.ts';
import type { EventStore } from '../store/port.ts';
import type { Check } from './check.ts';

const AREA = 'Events';
const DAY = 86_400_000;
const count = new Intl.NumberFormat('en-US');

/** What the store holds, up to when, and what of it was not understood. */
export async function checkStore(
  open: () => Promise<EventStore>,
  { now, zone, retentionDays }: { now: number; zone: string; retentionDays: number },
): Promise<Check[]> {
  let store: EventStore;
  try {
    store = await open();
  } catch (error) {
    return [{ area: AREA, result: 'wrong', sentence: asFault(error).message }];
  }
  try {
    const { events, first, last, odd } = await store.coverage();
    if (first === null || last === null)
      return [{ area: AREA, result: 'note', sentence: 'None stored yet. Import logs first: whylogin import FILE' }];
    const minute = (at: number): string => DateTime.fromMillis(at, { zone }).toFormat('d LLL yyyy HH:mm');
    const found: Check[] = [
      {
        area: AREA,
        result: 'ok',
        sentence: `${count.format(events)} stored, ${minute(first)} to ${minute(last)} (${zone}); kept for ${retentionDays} days.`,
      },
    ];
    if (now - last > DAY)
      found.push({
        area: AREA,
        result: 'note',
        sentence: `The newest is ${Math.floor((now - last) / DAY)} days old: nothing has come in since.`,
      });
    for (const { reason, count: times } of odd)
      found.push({
        area: AREA,
        result: 'note',
        sentence: `${count.format(times)} not understood (${reason}); kept aside.`,
      });
    return found;
  } finally {
    await store.close();
  }
}
