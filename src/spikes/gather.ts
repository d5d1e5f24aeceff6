import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Range } from '../store/port.ts';
import type { Gathered } from './evidence.ts';
import { type Incident, leadOf } from './incident.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
/** What is read of an incident, back from now, and of each earlier week. */
const LONGEST = 30 * MINUTE;
const MOST_NOW = 20_000;
const EARLIER_WEEKS = 4;
const MOST_EARLIER = 5_000;
const CHANGES_BEFORE = HOUR;
const MOST_CHANGES = 50;
/** Shorter stretches of earlier weeks would hold too little of a quiet tenant. */
const EARLIER_LEAST = 15 * MINUTE;

export type GatherPorts = Pick<EventStore, 'scan' | 'ofTypes'>;

/** Reads what happened during an incident, and in the same hours of earlier weeks. Bounded in time and rows. */
export async function gatherIncident(incident: Incident, until: number, store: GatherPorts): Promise<Gathered> {
  const { since } = leadOf(incident);
  const range = { from: Math.max(since, until - LONGEST), to: until - 1 };
  const now = await newestOf(store, range, MOST_NOW);
  const length = Math.max(EARLIER_LEAST, range.to - range.from);
  const before: LogEvent[] = [];
  let beforeMinutes = 0;
  for (let week = 1; week <= EARLIER_WEEKS; week++) {
    const to = range.to - week * WEEK;
    const rows = await newestOf(store, { from: to - length, to }, MOST_EARLIER);
    if (rows.length === 0) continue;
    // Where a stretch was cut, only what was read of it counts as looked at.
    const read = rows.length < MOST_EARLIER ? length : to - rows[0]!.at;
    beforeMinutes += Math.max(1, read / MINUTE);
    before.push(...rows);
  }
  const changes = await store.ofTypes(['sapi'], { from: since - CHANGES_BEFORE, to: since }, MOST_CHANGES);
  const covered = now.length < MOST_NOW ? range.to - range.from : range.to - (now[0]?.at ?? range.from);
  return { minutes: Math.max(1, covered / MINUTE), beforeMinutes, now, before, changes };
}

async function newestOf(store: GatherPorts, range: Range, most: number): Promise<LogEvent[]> {
  let rows: LogEvent[] = [];
  for await (const page of store.scan(range)) {
    rows.push(...page);
    if (rows.length > 2 * most) rows = rows.slice(-most);
  }
  return rows.slice(-most);
}
