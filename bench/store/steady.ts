import { setTimeout as pause } from 'node:timers/promises';
import { readEvents } from '../../src/intake/file.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { explain } from '../../src/why/explain.ts';
import { gather } from '../../src/why/gather.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { percentile } from '../figures.ts';

const SECONDS = 20;
const PAGE = 100;
const DAY = 86_400_000;

/** Resident bytes: before anything was asked, over the last half of the time, at most. */
export interface Steady {
  idle: number;
  steady: number;
  most: number;
}

/**
 * Does for some seconds what a bot does at a busy tenant: pages of 100 events arrive, ten a second, and five people a
 * second are explained. Prints a Steady.
 */
const [file, path, end, busy] = process.argv.slice(2);
const at = Number(end);
const store = await openEventStore(path!);
const resident: number[] = [];
const look = () => resident.push(process.memoryUsage.rss());
look();
const until = performance.now() + SECONDS * 1_000;
const arriving = (async () => {
  for await (const { arrivals } of readEvents([file!])) {
    for (let i = 0; i < arrivals.length && performance.now() < until; i += PAGE) {
      const page = arrivals
        .slice(i, i + PAGE)
        .map(({ event, body }) => ({ event: { ...event, logId: `${event.logId}0` }, body }));
      await store.add(page);
      await pause(100);
    }
    if (performance.now() >= until) break;
  }
})();
for (let i = 0; performance.now() < until; i++) {
  const subject = parseSubject(i % 10 === 0 ? busy! : `ada.berg${i}@example.com`);
  explain(await gather({ subject, at, since: 7 * DAY }, { store, profile: null, rules: [] }));
  look();
  await pause(200);
}
await arriving;
await store.close();
const last = resident.slice(resident.length / 2);
const result: Steady = { idle: resident[0]!, steady: percentile(last, 0.5), most: Math.max(...resident) };
process.stdout.write(JSON.stringify(result));
