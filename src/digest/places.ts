import type { IpPlaces } from '../event/ip-places.ts';

/** Where logins come from: the country Auth0 wrote, else the address's, else unknown. Countries stand by number. */
export class Places {
  readonly #countryOf: IpPlaces['countryOf'];
  readonly #text: (number: number) => string | null;
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #byCountry = new Map<number, number>();
  readonly #byAddress = new Map<number, number>();

  constructor(places: IpPlaces, text: (number: number) => string | null) {
    this.#countryOf = (ip) => places.countryOf(ip);
    this.#text = text;
  }

  /** @param country, ip numbers of texts, 0 where there is none */
  region(country: number, ip: number): number {
    if (country !== 0) {
      let known = this.#byCountry.get(country);
      if (known === undefined) {
        known = this.#number(this.#text(country)!);
        this.#byCountry.set(country, known);
      }
      return known;
    }
    let known = this.#byAddress.get(ip);
    if (known === undefined) {
      known = this.#number((ip === 0 ? null : this.#countryOf(this.#text(ip)!)) ?? 'unknown');
      this.#byAddress.set(ip, known);
    }
    return known;
  }

  /** "DE", or "unknown". */
  regionName(region: number): string {
    return this.#names[region]!;
  }

  #number(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }
}
