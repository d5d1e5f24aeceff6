import { isFailedAttempt, isLogin, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { type Incident, leadOf } from './incident.ts';
import { seriesOf } from './series.ts';

/** Somebody who is part of an incident. Personal data: for the private answer to those allowed only. */
export interface Affected {
  who: string;
  events: number;
  first: number;
  last: number;
  /** Logged in during the incident from an address that failed for others in it, or from an attacking network. */
  gotIn: boolean;
}

/**
 * Who is affected, those who got in first, then those with most events.
 * @param events of the incident's time, oldest first
 * @param isStrange it comes from a network that attacks
 */
export function affectedBy(
  incident: Incident,
  events: readonly LogEvent[],
  isStrange: (event: LogEvent) => boolean = () => false,
): Affected[] {
  const lead = seriesOf(leadOf(incident).series);
  // Whoever still gets in is not who a fall shuts out.
  const belongs = incident.kind === 'drop' ? isFailedAttempt : lead.belongs;
  const people = new Map<string, Affected>();
  const tried = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.ip !== null && isFailedAttempt(event)) {
      const there = tried.get(event.ip) ?? new Set();
      tried.set(event.ip, there.add(whoOf(event)));
    }
    if (!belongs(event) || (event.userId === null && event.identifier === null)) continue;
    count(people, event);
  }
  if (incident.kind === 'spike')
    for (const event of events) {
      if (!isLogin(event) || event.ip === null) continue;
      const others = tried.get(event.ip);
      const alone = others === undefined || (others.size === 1 && others.has(whoOf(event)));
      if (alone && !isStrange(event)) continue;
      count(people, event).gotIn = true;
    }
  return [...people.values()].sort(
    (a, b) => Number(b.gotIn) - Number(a.gotIn) || b.events - a.events || a.first - b.first,
  );
}

function count(people: Map<string, Affected>, event: LogEvent): Affected {
  const key = whoOf(event);
  const known = people.get(key) ?? {
    who: event.identifier ?? event.userId ?? key,
    events: 0,
    first: event.at,
    last: event.at,
    gotIn: false,
  };
  known.events += 1;
  known.last = event.at;
  people.set(key, known);
  return known;
}
