import type { IpPlaces } from '../event/ip-places.ts';
import { maskIp } from '../privacy.ts';
import type { ActorRow } from './digest.ts';
import type { Places } from './places.ts';
import type { Row } from './rows.ts';
import { byName, FEWEST, SHOWN } from './segments.ts';
import type { Trail } from './trail.ts';

interface Address {
  failures: number;
  victims: Set<number>;
  unknown: Set<number>;
  blocked: number;
  country: number;
}

interface Actor extends Address {
  /** Who logged in from there. */
  inside: ReadonlySet<number>;
}

/** Addresses from which logins of at least five people failed. */
export class ActorCount {
  readonly #addresses = new Map<number, Address>();
  readonly #places: Places;
  readonly #networks: IpPlaces;
  readonly #text: (number: number) => string | null;

  constructor(places: Places, networks: IpPlaces, text: (number: number) => string | null) {
    this.#places = places;
    this.#networks = networks;
    this.#text = text;
  }

  see(row: Row): void {
    if (!row.inWeek || !row.wanted || row.ip === 0) return;
    if (!row.failed && !row.type.protection) return;
    let address = this.#addresses.get(row.ip);
    if (address === undefined) {
      address = { failures: 0, victims: new Set(), unknown: new Set(), blocked: 0, country: 0 };
      this.#addresses.set(row.ip, address);
    }
    if (row.country !== 0) address.country = row.country;
    if (row.type.protection) address.blocked++;
    if (!row.failed) return;
    address.failures++;
    if (row.person === 0) return;
    address.victims.add(row.person);
    if (row.userId === 0) address.unknown.add(row.person);
  }

  /** @param trail knows who logged in from where */
  rows(trail: Trail): ActorRow[] {
    const found = [...this.#addresses].filter(([, { victims }]) => victims.size >= FEWEST);
    const inside = trail.loginsFrom(new Set(found.map(([ip]) => ip)));
    const all = found.map(([ip, address]): [number, Actor] => [ip, { ...address, inside: inside.get(ip)! }]);
    const rows = all.map(([ip, address]) => this.#row(ip, address)).sort(inOrder);
    const folded = all
      .filter(([ip]) => !rows.slice(0, SHOWN).some(({ key }) => key === ip))
      .map(([, address]) => address);
    return [...rows.slice(0, SHOWN).map(({ row }) => row), ...(folded.length > 0 ? [others(folded)] : [])];
  }

  #row(ip: number, address: Actor): { key: number; row: ActorRow } {
    const text = this.#text(ip)!;
    const shared = isShared(address);
    return {
      key: ip,
      row: {
        ip: shared ? maskIp(text) : text,
        network: this.#networks.networkOf(text),
        region: this.#places.regionName(this.#places.region(address.country, ip)),
        failures: address.failures,
        people: address.victims.size,
        gotIn: address.inside.size,
        blocked: address.blocked,
        note: noteOf(address, shared),
      },
    };
  }
}

/** Many people get in from there too: an office, a school, a carrier. */
function isShared({ victims, inside }: Actor): boolean {
  return inside.size >= FEWEST && inside.size * 2 >= victims.size;
}

function noteOf(address: Actor, shared: boolean): string {
  const { victims, unknown, inside } = address;
  if (shared) return 'looks like a shared office or carrier address: many people log in from there';
  const names = unknown.size * 2 > victims.size ? 'mostly names that nobody has' : 'mostly existing accounts';
  if (inside.size === 0) return `${names}; nobody got in from there`;
  return `${names}; ${inside.size === 1 ? '1 person' : `${inside.size} people`} got in from there: look at them`;
}

function inOrder(a: { row: ActorRow }, b: { row: ActorRow }): number {
  return b.row.people - a.row.people || byName(a.row.ip, b.row.ip);
}

function others(folded: readonly Actor[]): ActorRow {
  const people = (of: 'victims' | 'inside') => new Set(folded.flatMap((address) => [...address[of]])).size;
  const sum = (of: 'failures' | 'blocked') => folded.reduce((total, address) => total + address[of], 0);
  return {
    ip: 'other',
    network: null,
    region: 'other',
    failures: sum('failures'),
    people: people('victims'),
    gotIn: people('inside'),
    blocked: sum('blocked'),
    note: `${folded.length} more addresses`,
  };
}
