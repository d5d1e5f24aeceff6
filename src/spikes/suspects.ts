import type { IpPlaces } from '../event/ip-places.ts';
import { isFailedAttempt, isLogin, personOf, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { type Dimension, type Driver, partOf } from './drivers.ts';

/** An address that tried so many people is one that attacks, unless half as many usually log in from it. */
const ATTACKS = 3;
/** A network is strange that usually has less than this share. */
const STRANGE = 0.02;
const NETWORKS: ReadonlySet<Dimension> = new Set(['network', 'range']);

/** Where an attack comes from. */
export class Suspects {
  /** Addresses that tried several people, by how many. */
  readonly addresses: ReadonlyMap<string, number>;
  readonly #isStrange: (event: LogEvent) => boolean;

  /**
   * @param now events of the incident @param before of the same hours of earlier weeks
   * @param drivers what explains the excess
   */
  constructor(now: readonly LogEvent[], before: readonly LogEvent[], drivers: readonly Driver[], places: IpPlaces) {
    const home = peopleAt(before.filter(isLogin));
    this.addresses = new Map(
      [...peopleAt(now.filter(isFailedAttempt))]
        .map(([ip, people]): [string, number] => [ip, people.size])
        .filter(([ip, people]) => people >= ATTACKS && (home.get(ip)?.size ?? 0) * 2 < people),
    );
    this.#isStrange = strangeNetworks(drivers, places);
  }

  /** Somebody who logged in from there; null where this is no such login. */
  insider(event: LogEvent): string | null {
    if (event.ip === null || !isLogin(event)) return null;
    return this.addresses.has(event.ip) || this.#isStrange(event) ? personOf(event) : null;
  }
}

/** Whether an event comes from where an incident is driven from and where hardly anybody usually is. */
export function strangeNetworks(drivers: readonly Driver[], places: IpPlaces): (event: LogEvent) => boolean {
  const strange = drivers.filter(
    ({ dimension, usualShare }) => NETWORKS.has(dimension) && usualShare !== null && usualShare < STRANGE,
  );
  return (event) => strange.some(({ dimension, value }) => partOf(dimension, event, places) === value);
}

/** Distinct people by address. */
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
