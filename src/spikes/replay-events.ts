import type { IpPlaces } from '../event/ip-places.ts';
import type { EventStore } from '../store/port.ts';
import type { Incident } from './incident.ts';
import { Inquiry } from './inquiry.ts';
import { TenantWatch, type WatchOptions } from './tenant-watch.ts';

const MINUTE = 60_000;

export interface Replay {
  minutes: number;
  series: string[];
  incidents: Incident[];
}

/** What would have been posted on a tenant's stored events, all of them replayed in the order of their own times. */
export async function replayEvents(
  store: Pick<EventStore, 'scan' | 'coverage' | 'ofTypes'>,
  options: WatchOptions,
  places: IpPlaces,
): Promise<Replay> {
  const watch = new TenantWatch(options);
  const { first, last } = await store.coverage();
  const incidents: Incident[] = [];
  // As the running bot does: who got in is looked up whenever something is said, and when somebody does.
  const inquiry = new Inquiry(store, places);
  if (first === null || last === null) return { minutes: 0, series: watch.series, incidents };
  watch.close(Math.floor(first / MINUTE) - 1, first);
  for await (const page of store.scan({ from: first, to: last })) {
    for (const event of page) {
      // A later event shows that a minute is complete.
      const before = Math.floor(event.at / MINUTE) - 1;
      for (let minute = watch.closed! + 1; minute <= before; minute++)
        for (const notice of watch.close(minute, (minute + 1) * MINUTE, true, inquiry)) {
          if (notice.what === 'opened') incidents.push(notice.incident);
          await inquiry.look(notice, watch.board);
        }
      watch.add(event);
      inquiry.see(event);
    }
  }
  const minutes = Math.floor(last / MINUTE) - Math.floor(first / MINUTE) + 1;
  return { minutes, series: watch.series, incidents };
}
