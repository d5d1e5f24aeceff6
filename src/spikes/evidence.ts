import type { Cause } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import { isUnknownName } from '../causes/reading.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { eventType } from '../event/event-types.ts';
import type { IpPlaces } from '../event/ip-places.ts';
import { isFailedAttempt, isLogin, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIp } from '../privacy.ts';
import { type Driver, driversOf } from './drivers.ts';
import { type Incident, leadOf, type Member, type Severity } from './incident.ts';
import { type Family, placeOf, type Series, seriesOf } from './series.ts';
import { Suspects } from './suspects.ts';
import { changeOf, type TenantChange } from './tenant-change.ts';

/** Nothing at all for so long, ms. */
const SILENT = 2 * 60_000;
/** A whole address may be shown in a channel from so many people on. */
const SHOWN_WHOLE = 5;
/** So much of what is seen has to have one cause for it to be the incident's. */
const DOMINANT = 0.5;
/** A series that had fewer events in earlier weeks says nothing of what is usual there; all login attempts do. */
const ENOUGH = 20;

/** What was gathered about an incident. All of it is bounded; oldest first. */
export interface Gathered {
  /** Up to when, epoch ms. */
  until: number;
  /** Minutes that `now` covers, and `before` together. */
  minutes: number;
  beforeMinutes: number;
  now: readonly LogEvent[];
  before: readonly LogEvent[];
  /** Management API operations in the hour before it began. */
  changes: readonly LogEvent[];
}

/** What the events say about an incident. Holds no person's name; addresses as a channel may see them. */
export interface Evidence {
  /** What the application that leads is called; null where none leads, or no event names it. */
  application: string | null;
  addresses: number;
  drivers: Driver[];
  cause: { id: CauseId; share: number } | null;
  /** Of the names that failed, how many nobody has: 0 to 1. */
  unknownNames: number;
  /** People who logged in from where it comes. Null where that says nothing, as in an outage. */
  gotIn: number | null;
  /** People whom attack protection stopped. */
  blocked: number;
  /** The tenant change just before. */
  change: TenantChange | null;
  /** Everything fell alike: nothing at all arrives. */
  silent: boolean;
  /** Addresses that tried several people. */
  attacking: number;
}

/** Reads what was gathered. Pure. */
export function evidenceOf(
  incident: Incident,
  found: Gathered,
  places: IpPlaces,
): { evidence: Evidence; suspects: Suspects } {
  const names = namesOf([...found.before, ...found.now]);
  const gathered: Gathered = { ...found, now: named(found.now, names), before: named(found.before, names) };
  const { now, before, changes } = gathered;
  const lead = seriesOf(leadOf(incident).series);
  const application = names.get(placeOf(lead.name, 'application') ?? '') ?? null;
  const place = application === null ? lead.name : `application:${application}`;
  const fell = incident.kind === 'drop';
  const seen = now.filter((event) => lead.belongs(event));
  const drivers = driving(lead, fell, gathered, places);
  const suspects = new Suspects(now, before, drivers, places);
  const cause = dominant(fell ? now.filter(isFailedAttempt) : seen);
  const attack = !fell && incident.family !== 'rate_limit' && !isOwnDoing(cause);
  const evidence: Evidence = {
    application,
    addresses: new Set(seen.map(({ ip }) => ip)).size,
    drivers: drivers
      .filter(({ dimension, value }) => `${dimension}:${value}` !== place)
      .map((driver) => channelSafe(driver, now)),
    cause,
    unknownNames: unknownOf(now.filter(isFailedAttempt)),
    gotIn: attack ? 0 : null,
    blocked: new Set(now.filter(({ type }) => eventType(type).anomalyDetection).map(whoOf)).size,
    change: changeOf(changes),
    silent: fell && now.every(({ at }) => at < gathered.until - SILENT),
    attacking: suspects.addresses.size,
  };
  return { evidence, suspects };
}

/** What applications are called, by their client ids: some rows carry the id alone. */
function namesOf(events: readonly LogEvent[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { clientId, clientName } of events)
    if (clientId !== null && clientName !== null) names.set(clientId, clientName);
  return names;
}

function named(events: readonly LogEvent[], names: ReadonlyMap<string, string>): readonly LogEvent[] {
  return events.map((event) => {
    const name = event.clientName === null ? names.get(event.clientId ?? '') : undefined;
    return name === undefined ? event : { ...event, clientName: name };
  });
}

/** What it is and how grave, now that the events are known. */
export function gradeOf(incident: Incident, { cause, gotIn }: Evidence): { family: Family; severity: Severity } {
  const own = incident.kind === 'spike' && isOwnDoing(cause);
  const attacked = incident.kind === 'spike' && gotIn !== null && gotIn > 0;
  return {
    family: own ? 'configuration' : incident.family,
    severity: attacked ? 'critical' : incident.severity,
  };
}

/**
 * The member that says better what goes on: what fails, where so far only the place led in which it fails, and that
 * place is not why. Null where the lead is right.
 */
export function betterLead({ kind, lead, members }: Incident, { cause }: Evidence): Member | null {
  if (kind !== 'spike' || !isPlace(lead) || isOwnDoing(cause)) return null;
  const what = members.filter(({ series }) => !isPlace(series)).sort((a, b) => b.score - a.score);
  return what[0] ?? null;
}

function isPlace(series: string): boolean {
  return seriesOf(series).family === 'configuration';
}

function unknownOf(failed: readonly LogEvent[]): number {
  const names = new Set(failed.map(whoOf));
  return names.size === 0 ? 0 : new Set(failed.filter(isUnknownName).map(whoOf)).size / names.size;
}

/** Families of causes that no attacker brings about. */
const OWN_DOING: ReadonlySet<Cause['family']> = new Set(['configuration', 'enterprise', 'action', 'organization']);

/** Whether what most of it fails of is the tenant's own doing, not an attacker's. */
export function isOwnDoing(cause: Evidence['cause']): boolean {
  return cause !== null && OWN_DOING.has(causeOf(cause.id).family);
}

function driving(lead: Series, fell: boolean, gathered: Gathered, places: IpPlaces): Driver[] {
  const { now, before, minutes, beforeMinutes } = gathered;
  const longer = Math.max(beforeMinutes / Math.max(1, minutes), 1e-9);
  const seen = now.filter((event) => lead.belongs(event));
  const usual = before.filter((event) => lead.belongs(event));
  if (fell) return driversOf({ now: usual, before: seen, usual: seen.length * longer }, places, lead.oneCause);
  const alike = usual.length >= ENOUGH ? usual : before.filter((event) => isFailedAttempt(event) || isLogin(event));
  return driversOf({ now: seen, before: alike, usual: usual.length / longer }, places, lead.oneCause);
}

function dominant(events: readonly LogEvent[]): Evidence['cause'] {
  const people = new Map<CauseId, Set<string>>();
  const all = new Set<string>();
  for (const event of events) {
    const cause = signalOf(event);
    all.add(whoOf(event));
    if (cause === null) continue;
    const known = people.get(cause);
    if (known === undefined) people.set(cause, new Set([whoOf(event)]));
    else known.add(whoOf(event));
  }
  const [most] = [...people].sort((a, b) => b[1].size - a[1].size);
  if (most === undefined || most[1].size < DOMINANT * all.size) return null;
  return { id: most[0], share: most[1].size / all.size };
}

/** An address only where it acted against several people and is no shared one; else its network. */
function channelSafe(driver: Driver, now: readonly LogEvent[]): Driver {
  if (driver.dimension !== 'address') return driver;
  const here = now.filter(({ ip }) => ip === driver.value);
  const tried = new Set(here.filter(isFailedAttempt).map(whoOf));
  const inside = new Set(here.filter(isLogin).map(whoOf));
  const whole = tried.size >= SHOWN_WHOLE && inside.size * 2 < tried.size;
  return whole ? driver : { ...driver, value: maskIp(driver.value) };
}
