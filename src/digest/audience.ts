import { deviceOf } from '../event/device.ts';
import { ByNumber } from './by-number.ts';
import type { Dimension } from './digest.ts';
import type { Places } from './places.ts';
import type { Row } from './rows.ts';
import { type Division, Segments } from './segments.ts';

/** Two numbers of texts as one key; texts are far fewer than two to the 26th. */
const PAIR = 2 ** 26;

/** Who the logins of a week come from: by application, connection, region, device and organization. */
export class AudienceCount {
  readonly #applications = new Segments();
  readonly #connections = new Segments();
  readonly #regions = new Segments();
  readonly #devices = new Segments();
  readonly #organizations = new Segments();
  /** Names of applications and organizations by the number of their id: some rows hold the id alone. */
  readonly #names = new ByNumber();
  readonly #places: Places;
  readonly #text: (number: number) => string | null;

  constructor(places: Places, text: (number: number) => string | null) {
    this.#places = places;
    this.#text = text;
  }

  see(row: Row): void {
    if (row.clientId !== 0 && row.clientName !== 0) this.#names.set(row.clientId, row.clientName);
    if (row.organizationId !== 0 && row.organizationName !== 0)
      this.#names.set(row.organizationId, row.organizationName);
    if (!row.login || !row.inWeek || !row.wanted) return;
    this.#applications.add(row.clientName * PAIR + row.clientId, row.person);
    this.#connections.add(row.connection, row.person);
    this.#regions.add(this.#places.region(row.country, row.ip), row.person);
    this.#devices.add(row.userAgent, row.person);
    this.#organizations.add(row.organizationName * PAIR + row.organizationId, row.person);
  }

  divide(): Record<Dimension, Division> {
    const named = (key: number) => this.#named(Math.floor(key / PAIR), key % PAIR);
    return {
      applications: this.#applications.divide((key) => named(key) ?? 'unknown'),
      connections: this.#connections.divide((key) => this.#textOf(key) ?? 'unknown'),
      regions: this.#regions.divide((key) => this.#places.regionName(key)),
      devices: this.#devices.divide((key) => deviceOf(this.#textOf(key)) ?? 'unknown'),
      // Most tenants have logins outside of any organization: those are no segment.
      organizations: this.#organizations.divide(named),
    };
  }

  /** By the region's number. */
  peopleByRegion(): ReadonlyMap<number, number> {
    return this.#regions.people();
  }

  /** By client id. */
  applicationNames(): Map<string, string> {
    const names = new Map<string, string>();
    this.#names.forEach((name, id) => {
      names.set(this.#textOf(id)!, this.#textOf(name)!);
    });
    return names;
  }

  #named(name: number, id: number): string | null {
    return this.#textOf(name || this.#names.get(id)) ?? this.#textOf(id);
  }

  #textOf(number: number): string | null {
    return number === 0 ? null : this.#text(number);
  }
}
