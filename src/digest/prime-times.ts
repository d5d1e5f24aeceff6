import { IANAZone } from 'luxon';
import { zoneOfCountry } from '../event/country-zone.ts';
import type { PrimeTimes } from './digest.ts';
import type { Places } from './places.ts';
import type { Row } from './rows.ts';
import { byName, fold } from './segments.ts';
import { localHours, QUARTER, quartersOf, type Week } from './week.ts';

const HOURS = 168;

interface Region {
  name: string;
  /** Logins by quarter of an hour, under the number of each zone that Auth0 wrote (0: none). */
  zones: Map<number, Uint32Array>;
}

/** When people log in, on the clocks of where they are. */
export class PrimeTimeCount {
  readonly #week: Week;
  readonly #places: Places;
  readonly #text: (number: number) => string | null;
  readonly #regions = new Map<number, Region>();
  readonly #hours = new Map<string, Uint8Array>();

  constructor(week: Week, places: Places, text: (number: number) => string | null) {
    this.#week = week;
    this.#places = places;
    this.#text = text;
  }

  see(row: Row): void {
    if (!row.login || !row.inWeek || !row.wanted) return;
    const number = this.#places.region(row.country, row.ip);
    let region = this.#regions.get(number);
    if (region === undefined) {
      region = { name: this.#places.regionName(number), zones: new Map() };
      this.#regions.set(number, region);
    }
    let logins = region.zones.get(row.timeZone);
    if (logins === undefined) {
      logins = new Uint32Array(quartersOf(this.#week));
      region.zones.set(row.timeZone, logins);
    }
    logins[Math.floor((row.at - this.#week.from) / QUARTER)]!++;
  }

  /** @param people with a login in each region */
  times(people: ReadonlyMap<number, number>): PrimeTimes[] {
    const regions = [...this.#regions].map(([number, region]) => ({ ...region, people: people.get(number) ?? 0 }));
    const { shown, folded } = fold(regions, (region) => region.people);
    const rows = shown.map((region) => prime(region.name, this.#zoneOf(region), this.#hoursOf(region)));
    if (folded.length > 0) rows.push(prime('other', null, sum(folded.map((region) => this.#hoursOf(region)))));
    return rows;
  }

  /** The zone most used there, else the country's first one, else the tenant's. */
  #zoneOf(region: Region): string {
    const used = [...region.zones]
      .map(([number, logins]) => ({ zone: this.#zone(number), logins: logins.reduce((a, b) => a + b, 0) }))
      .filter((use): use is { zone: string; logins: number } => use.zone !== null)
      .sort((a, b) => b.logins - a.logins || byName(a.zone, b.zone));
    return used[0]?.zone ?? zoneOfCountry(region.name) ?? this.#week.zone;
  }

  #hoursOf(region: Region): number[] {
    const hours = new Array<number>(HOURS).fill(0);
    for (const [number, logins] of region.zones) {
      const local = this.#local(this.#zone(number) ?? this.#zoneOf(region));
      for (const [quarter, count] of logins.entries()) if (count > 0) hours[local[quarter]!]! += count;
    }
    return hours;
  }

  #local(zone: string): Uint8Array {
    let hours = this.#hours.get(zone);
    if (hours === undefined) {
      hours = localHours(this.#week, zone);
      this.#hours.set(zone, hours);
    }
    return hours;
  }

  /** The zone that Auth0 wrote, where it wrote one. */
  #zone(number: number): string | null {
    const name = number === 0 ? null : this.#text(number);
    return name !== null && IANAZone.isValidZone(name) ? name : null;
  }
}

function prime(region: string, zone: string | null, hours: number[]): PrimeTimes {
  const busiest = hours.indexOf(Math.max(...hours));
  return { region, zone, peak: { weekday: Math.floor(busiest / 24) + 1, hour: busiest % 24 }, hours };
}

function sum(lists: readonly number[][]): number[] {
  return lists[0]!.map((_, hour) => lists.reduce((total, list) => total + list[hour]!, 0));
}
