import type { IpPlaces } from '../event/ip-places.ts';
import type { EventStore } from '../store/port.ts';
import { evidenceOf, gradeOf } from './evidence.ts';
import { gatherIncident } from './gather.ts';
import type { Incident, Notice } from './incident.ts';
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
  // As the running bot does: who got in is looked up whenever something is said.
  const grade = async ({ incident, at }: Notice): Promise<void> => {
    const evidence = evidenceOf(incident, await gatherIncident(incident, at, store), places);
    watch.board.grade(incident, gradeOf(incident, evidence), at);
  };
  if (first === null || last === null) return { minutes: 0, series: watch.series, incidents };
  watch.close(Math.floor(first / MINUTE) - 1, first);
  for await (const page of store.scan({ from: first, to: last })) {
    for (const event of page) {
      // A later event shows that a minute is complete.
      const before = Math.floor(event.at / MINUTE) - 1;
      for (let minute = watch.closed! + 1; minute <= before; minute++)
        for (const notice of watch.close(minute, (minute + 1) * MINUTE)) {
          if (notice.what === 'opened') incidents.push(notice.incident);
          await grade(notice);
        }
      watch.add(event);
    }
  }
  const minutes = Math.floor(last / MINUTE) - Math.floor(first / MINUTE) + 1;
  return { minutes, series: watch.series, incidents };
}
