import { setImmediate } from 'node:timers/promises';
import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Range } from '../store/port.ts';
import type { Gathered } from './evidence.ts';
import { type Incident, leadOf } from './incident.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What is read of an incident, back from now, and of each earlier week. */
const LONGEST = 30 * MINUTE;
const MOST_NOW = 20_000;
/** The same hours of earlier weeks, in days ago; of the days before where no week is known yet. */
const WEEKS = [7, 14, 21, 28];
const DAYS = [1, 2, 3];
const MOST_EARLIER = 5_000;
const CHANGES_BEFORE = HOUR;
const MOST_CHANGES = 50;
/** How long a stretch of each earlier week is read at least, and where that holds too little, as at night. */
const EARLIER_LEAST = 15 * MINUTE;
const EARLIER_QUIET = 3 * HOUR;
/** Fewer events say nothing of what shares are usual. */
const ENOUGH = 100;

export type GatherPorts = Pick<EventStore, 'scan' | 'ofTypes'>;

/** Reads what happened during an incident, and in the same hours of earlier weeks. Bounded in time and rows. */
export async function gatherIncident(incident: Incident, until: number, store: GatherPorts): Promise<Gathered> {
  const { since } = leadOf(incident);
  const range = { from: Math.max(since, until - LONGEST), to: until - 1 };
  const now = await newestOf(store, range, MOST_NOW);
  const { rows: before, minutes: beforeMinutes } = await usually(store, range);
  const changes = await store.ofTypes(['sapi'], { from: since - CHANGES_BEFORE, to: since }, MOST_CHANGES);
  const covered = now.length < MOST_NOW ? range.to - range.from : range.to - (now[0]?.at ?? range.from);
  return { until, minutes: Math.max(1, covered / MINUTE), beforeMinutes, now, before, changes };
}

async function usually(store: GatherPorts, range: Range): Promise<Earlier> {
  let best: Earlier = { rows: [], minutes: 0 };
  for (const daysAgo of [WEEKS, DAYS])
    for (const least of [EARLIER_LEAST, EARLIER_QUIET]) {
      const found = await earlier(store, range, daysAgo, least);
      if (found.rows.length >= ENOUGH) return found;
      if (found.rows.length > best.rows.length) best = found;
    }
  return best;
}

interface Earlier {
  rows: LogEvent[];
  minutes: number;
}

/** Events at the same time of so many days ago, and how many minutes of them were read. */
async function earlier(store: GatherPorts, range: Range, daysAgo: readonly number[], least: number): Promise<Earlier> {
  const length = Math.max(least, range.to - range.from);
  const all: LogEvent[] = [];
  let minutes = 0;
  for (const days of daysAgo) {
    const to = range.to - days * DAY;
    const rows = await newestOf(store, { from: to - length, to }, MOST_EARLIER);
    if (rows.length === 0) continue;
    // Where a stretch was cut, only what was read of it counts as looked at.
    const read = rows.length < MOST_EARLIER ? length : to - rows[0]!.at;
    minutes += Math.max(1, read / MINUTE);
    all.push(...rows);
  }
  return { rows: all, minutes };
}

async function newestOf(store: GatherPorts, range: Range, most: number): Promise<LogEvent[]> {
  let rows: LogEvent[] = [];
  for await (const page of store.scan(range)) {
    rows.push(...page);
    if (rows.length > 2 * most) rows = rows.slice(-most);
    // A store may read in this thread: whoever waits for an answer comes in between.
    await setImmediate();
  }
  return rows.slice(-most);
}
