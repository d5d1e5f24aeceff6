import { setImmediate } from 'node:timers/promises';
import type { EventStore, Range } from '../store/port.ts';
import type { Arrivals } from './arrivals.ts';
import type { Notice } from './incident.ts';
import type { TenantWatch } from './tenant-watch.ts';

const MINUTE = 60_000;
/** Minutes and events after which others get their turn: some two milliseconds of work. */
const MINUTES_AT_ONCE = 25;
const EVENTS_AT_ONCE = 250;

export interface CatchUpPorts {
  store: Pick<EventStore, 'scan'>;
  watch: TenantWatch;
  arrivals: Arrivals;
  /** Whether somebody looked in a minute. @param heard something came in it */
  wasObserved(minute: number, heard: boolean): boolean;
  /** When a minute's outcome is known, epoch ms. */
  known(minute: number): number;
  /** What has to be said of the minutes that were just counted. */
  said(notices: readonly Notice[]): Promise<void>;
}

/**
 * Takes stored events in, in the order of their times, so that the watch knows what it would know had it been there.
 * Others who wait get their turn in between.
 * @param counted the last minute that the watch knows: what is older is only remembered
 */
export async function catchUp(range: Range, counted: number, ports: CatchUpPorts): Promise<void> {
  const { store, watch, arrivals, wasObserved, known, said } = ports;
  let heard = -1;
  let worked = 0;
  const rest = async () => {
    worked = 0;
    await setImmediate();
  };
  for await (const page of store.scan(range)) {
    for (const event of page) {
      worked += 1 / EVENTS_AT_ONCE;
      if (worked >= 1) await rest();
      const minute = Math.floor(event.at / MINUTE);
      if (minute <= counted) {
        watch.remember(event);
        continue;
      }
      for (let before = watch.closed! + 1; before < minute; before++) {
        const notices = watch.close(before, known(before), wasObserved(before, before === heard));
        if (notices.length > 0) await said(notices);
        worked += 1 / MINUTES_AT_ONCE;
        if (worked >= 1) await rest();
      }
      heard = minute;
      arrivals.note(event, (watch.closed! + 1) * MINUTE);
      watch.add(event);
    }
    arrivals.forget((watch.closed! + 1) * MINUTE);
  }
}
