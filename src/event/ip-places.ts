/** Where an address lies and whose network it is, from data that is kept on this machine. */
export interface IpPlaces {
  /** ISO 3166 alpha-2, upper-case; null where it is not known. */
  countryOf(ip: string): string | null;
  /** "AS64500 Example Hosting"; null where it is not known. */
  networkOf(ip: string): string | null;
}

/** Nothing is known of any address. */
export const NO_PLACES: IpPlaces = { countryOf: () => null, networkOf: () => null };
