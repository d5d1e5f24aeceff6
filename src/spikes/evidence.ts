import type { Cause } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { eventType } from '../event/event-types.ts';
import type { IpPlaces } from '../event/ip-places.ts';
import { isFailedAttempt, isLogin, personOf, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIdentifier, maskIp, maskPeople } from '../privacy.ts';
import { type Driver, driversOf, partOf } from './drivers.ts';
import { type Incident, leadOf, type Severity } from './incident.ts';
import { countedAs, type Family, seriesOf } from './series.ts';

/** An address that tried so many people is one that attacks, unless as many usually log in from it. */
const ATTACKS = 3;
/** A whole address may be shown in a channel from so many people on. */
const SHOWN_WHOLE = 5;
/** So much of what is seen has to have one cause for it to be the incident's. */
const DOMINANT = 0.5;

/** What was gathered about an incident. All of it is bounded; oldest first. */
export interface Gathered {
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
  minutes: number;
  people: number;
  addresses: number;
  drivers: Driver[];
  cause: { id: CauseId; share: number } | null;
  /** People who logged in from the addresses that attack. Null where that says nothing, as in an outage. */
  gotIn: number | null;
  /** People whom attack protection stopped. */
  blocked: number;
  /** The tenant change just before. */
  change: { at: number; text: string } | null;
  /** Everything fell alike: nothing at all arrives. */
  silent: boolean;
  /** The addresses that tried most people, and how many. */
  sources: { ip: string; people: number }[];
}

/** Reads what was gathered. Pure. */
export function evidenceOf(incident: Incident, gathered: Gathered, places: IpPlaces): Evidence {
  const { now, before, minutes, beforeMinutes, changes } = gathered;
  const lead = seriesOf(leadOf(incident).series);
  const fell = incident.kind === 'drop';
  const seen = now.filter((event) => lead.belongs(event));
  const usual = before.filter((event) => lead.belongs(event));
  const scale = beforeMinutes / Math.max(1, minutes);
  const drivers = fell
    ? driversOf(usual, seen, 1 / Math.max(scale, 1e-9), places)
    : driversOf(seen, usual, Math.max(scale, 1e-9), places);
  const attacking = attackers(now, before);
  return {
    minutes,
    people: new Set(seen.map((event) => countedAs(lead, event))).size,
    addresses: new Set(seen.map(({ ip }) => ip)).size,
    drivers: drivers.map((driver) => channelSafe(driver, now)),
    cause: dominant(fell ? now.filter(isFailedAttempt) : seen),
    gotIn:
      fell || incident.family === 'rate_limit' || incident.family === 'configuration'
        ? null
        : inside(now, attacking, drivers, places),
    blocked: new Set(now.filter(({ type }) => eventType(type).anomalyDetection).map(whoOf)).size,
    change: changeOf(changes),
    silent: fell && now.length === 0,
    sources: [...attacking]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3)
      .map(([ip, people]) => ({ ip: people >= SHOWN_WHOLE ? ip : maskIp(ip), people })),
  };
}

/** Families of causes that no attacker brings about. */
const OWN_DOING: ReadonlySet<Cause['family']> = new Set(['configuration', 'enterprise', 'action', 'organization']);

/** What it is and how grave, now that the events are known. */
export function gradeOf(incident: Incident, { cause, gotIn }: Evidence): { family: Family; severity: Severity } {
  const own = incident.kind === 'spike' && cause !== null && OWN_DOING.has(causeOf(cause.id).family);
  const family = own ? 'configuration' : incident.family;
  const attacked = incident.kind === 'spike' && !own && gotIn !== null && gotIn > 0;
  return { family, severity: attacked ? 'critical' : incident.severity };
}

/** Addresses that failed for several people and from which nobody, or far fewer, usually log in. */
function attackers(now: readonly LogEvent[], before: readonly LogEvent[]): Map<string, number> {
  const tried = peopleAt(now.filter(isFailedAttempt));
  const home = peopleAt(before.filter(isLogin));
  return new Map(
    [...tried]
      .map(([ip, people]): [string, number] => [ip, people.size])
      .filter(([ip, people]) => people >= ATTACKS && (home.get(ip)?.size ?? 0) * 2 < people),
  );
}

function peopleAt(events: readonly LogEvent[]): Map<string, Set<string>> {
  const at = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.ip === null) continue;
    const people = at.get(event.ip);
    if (people === undefined) at.set(event.ip, new Set([whoOf(event)]));
    else people.add(whoOf(event));
  }
  return at;
}

/** People who logged in from an address that attacks, or from a network that is unusual now and failed there too. */
function inside(
  now: readonly LogEvent[],
  attacking: ReadonlyMap<string, number>,
  drivers: readonly Driver[],
  places: IpPlaces,
): number {
  const strange = drivers.filter(
    ({ dimension, usualShare }) => (dimension === 'network' || dimension === 'range') && (usualShare ?? 1) < 0.02,
  );
  const failed = new Set(now.filter(isFailedAttempt).map(({ ip }) => ip));
  const people = new Set<string>();
  for (const event of now) {
    if (event.ip === null || !isLogin(event)) continue;
    const from =
      attacking.has(event.ip) ||
      (failed.has(event.ip) && strange.some(({ dimension, value }) => partOf(dimension, event, places) === value));
    const person = personOf(event);
    if (from && person !== null) people.add(person);
  }
  return people.size;
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

/** An address only where it acted against several people; else its network. */
function channelSafe(driver: Driver, now: readonly LogEvent[]): Driver {
  if (driver.dimension !== 'address') return driver;
  const people = new Set(now.filter((event) => event.ip === driver.value && isFailedAttempt(event)).map(whoOf));
  const home = new Set(now.filter((event) => event.ip === driver.value && isLogin(event)).map(whoOf));
  const whole = people.size >= SHOWN_WHOLE && home.size * 2 < people.size;
  return whole ? driver : { ...driver, value: maskIp(driver.value) };
}

const CONFIGURATION =
  /^\/(clients|connections|tenants|actions|rules|hooks|client-grants|organizations|attack-protection|custom-domains|email|guardian|network-acls)/;

/** The last change of the configuration before it began. */
function changeOf(changes: readonly LogEvent[]): Evidence['change'] {
  const last = changes.findLast(
    ({ facts }) =>
      CONFIGURATION.test(facts.api?.path ?? '') && (facts.api?.status ?? 200) < 300 && facts.api?.method !== 'GET',
  );
  if (last === undefined) return null;
  const by = last.facts.api?.actor ? ` by ${maskIdentifier(last.facts.api.actor)}` : '';
  return { at: last.at, text: `${maskPeople(last.text ?? 'A change of the tenant')}${by}` };
}
