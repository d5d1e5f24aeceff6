import { NOBODY } from '../why/story.ts';
import type { Row } from './rows.ts';

/** What of a row is kept to find it again. Texts by number. */
interface Stretch {
  length: number;
  key: Float64Array;
  at: Float64Array;
  person: Int32Array;
  ip: Int32Array;
  userAgent: Int32Array;
  clientId: Int32Array;
  role: Uint8Array;
}

const SIZE = 8_192;
/** Roles of a row, in bits. */
const LOGIN = 1;
const EXCHANGE = 2;
const NOBODYS = 4;
const TELLING = 8;
/** Rows that neither make an attempt nor explain one. */
const SILENT = new Set(['pla', 'w', 'slo', 'ssa', 'sertft', 'seccft', 'sapi', 'fapi', 'mgmt_api_read']);

/** Somebody at some time. */
export interface Trace {
  at: number;
  person: number;
}

/** Every row that was read, in the order of time and 40 bytes each: whose it is and from which browser. */
export class Trail {
  readonly #stretches: Stretch[] = [];
  readonly #loginRequired: number;

  /** @param loginRequired the number of that text: an application asked for a session in vain */
  constructor(loginRequired: number) {
    this.#loginRequired = loginRequired;
  }

  add(row: Row): void {
    let last = this.#stretches.at(-1);
    if (last === undefined || last.length === SIZE) {
      last = stretch();
      this.#stretches.push(last);
    }
    const i = last.length++;
    last.key[i] = row.key;
    last.at[i] = row.at;
    last.person[i] = row.person;
    last.ip[i] = row.ip;
    last.userAgent[i] = row.userAgent;
    last.clientId[i] = row.clientId;
    const { code } = row.type;
    last.role[i] =
      (row.login || row.reuse ? LOGIN : 0) |
      (code === 'seacft' ? EXCHANGE : 0) |
      (NOBODY.has(code) ? NOBODYS : 0) |
      (SILENT.has(code) || (code === 'fsa' && row.error === this.#loginRequired) ? 0 : TELLING);
  }

  /** The rows of some people that make an attempt or may explain one. */
  keysOf(people: ReadonlySet<number>): number[] {
    const keys: number[] = [];
    for (const { length, key, person, role } of this.#stretches)
      for (let i = 0; i < length; i++) if (role[i]! & TELLING && people.has(person[i]!)) keys.push(key[i]!);
    return keys;
  }

  /** Who used each of some browsers (address and user agent), and when. */
  inBrowsers(browsers: Iterable<Browser>): Map<string, Trace[]> {
    const found = new Map<string, Trace[]>();
    const ips = new Set<number>();
    for (const browser of browsers) {
      found.set(browserKey(browser), []);
      ips.add(browser.ip);
    }
    for (const { length, at, person, ip, userAgent, role } of this.#stretches)
      for (let i = 0; i < length; i++) {
        if (person[i] === 0 || !ips.has(ip[i]!) || role[i]! & NOBODYS) continue;
        found.get(browserKey({ ip: ip[i]!, userAgent: userAgent[i]! }))?.push({ at: at[i]!, person: person[i]! });
      }
    return found;
  }

  /** Logins in an application during a time whose code was not exchanged within another, newest first. */
  unexchanged(clientId: number, from: number, to: number, within: number): Trace[] {
    const found: Trace[] = [];
    const exchanged = new Set<number>();
    for (let s = this.#stretches.length - 1; s >= 0; s--) {
      const { length, at, person, clientId: client, role } = this.#stretches[s]!;
      if (at[0]! > to + within) continue;
      if (at[length - 1]! < from) break;
      for (let i = length - 1; i >= 0 && at[i]! >= from; i--) {
        if (person[i] === 0 || at[i]! > to + within) continue;
        if (role[i]! & EXCHANGE) exchanged.add(person[i]!);
        if (!(role[i]! & LOGIN) || at[i]! > to || exchanged.has(person[i]!)) continue;
        if (clientId === 0 || client[i] === 0 || client[i] === clientId) found.push({ at: at[i]!, person: person[i]! });
      }
    }
    return found;
  }
}

export interface Browser {
  ip: number;
  userAgent: number;
}

export function browserKey({ ip, userAgent }: Browser): string {
  return `${ip} ${userAgent}`;
}

function stretch(): Stretch {
  return {
    length: 0,
    key: new Float64Array(SIZE),
    at: new Float64Array(SIZE),
    person: new Int32Array(SIZE),
    ip: new Int32Array(SIZE),
    userAgent: new Int32Array(SIZE),
    clientId: new Int32Array(SIZE),
    role: new Uint8Array(SIZE),
  };
}
