import type { LogEvent } from '../event/log-event.ts';
import { NOBODY } from '../why/story.ts';
import type { People } from './people.ts';
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
  connection: Int32Array;
  prompts: Int32Array;
  type: Uint16Array;
  role: Uint8Array;
}

const SIZE = 8_192;
/** Roles of a row, in bits. */
const LOGIN = 1;
const EXCHANGE = 2;
const NOBODYS = 4;
const TELLING = 8;
/** Of the part of the tenant that was asked about; a login of that part in the week. */
const WANTED = 16;
const COUNTED = 32;
/** Rows that neither make an attempt nor explain one. */
const SILENT = new Set(['pla', 'w', 'slo', 'ssa', 'sertft', 'seccft', 'sapi', 'fapi', 'mgmt_api_read']);

/** Somebody at some time. */
export interface Trace {
  at: number;
  person: number;
}

/** Every row that was read, in the order of time and 50 bytes each: whose it is, from which browser, to where. */
export class Trail {
  readonly #stretches: Stretch[] = [];
  readonly #types: string[] = [];
  /** What a type alone says, by its number: roles. */
  readonly #roles: number[] = [];
  readonly #typeNumbers = new Map<string, number>();
  readonly #text: (number: number) => string | null;
  readonly #loginRequired: number;
  readonly #organization: string | null;

  /**
   * @param text of a number
   * @param loginRequired the number of that text: an application asked for a session in vain
   * @param organization where only its rows are wanted
   */
  constructor(text: (number: number) => string | null, loginRequired: number, organization: string | undefined) {
    this.#text = text;
    this.#loginRequired = loginRequired;
    this.#organization = organization ?? null;
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
    last.connection[i] = row.connection;
    last.prompts[i] = row.prompts;
    const { code } = row.type;
    const type = this.#typeNumbers.get(code) ?? this.#newType(code);
    const isSilent = code === 'fsa' && row.error === this.#loginRequired;
    last.type[i] = type;
    last.role[i] =
      (row.login || row.reuse ? LOGIN : 0) |
      (row.wanted ? WANTED : 0) |
      (row.login && row.inWeek && row.wanted ? COUNTED : 0) |
      (isSilent ? this.#roles[type]! & ~TELLING : this.#roles[type]!);
  }

  #newType(code: string): number {
    const number = this.#types.push(code) - 1;
    this.#typeNumbers.set(code, number);
    this.#roles.push(
      (code === 'seacft' ? EXCHANGE : 0) | (NOBODY.has(code) ? NOBODYS : 0) | (SILENT.has(code) ? 0 : TELLING),
    );
    return number;
  }

  /**
   * The rows of some people that make an attempt or may explain one: the keys of those that have to be read whole, and
   * logins and exchanges, of which everything that is looked at stands here.
   */
  rowsOf(persons: ReadonlySet<number>, people: People): { telling: number[]; passing: LogEvent[] } {
    const telling: number[] = [];
    const passing: LogEvent[] = [];
    for (const stretch of this.#stretches) {
      const { length, key, person, role } = stretch;
      for (let i = 0; i < length; i++) {
        if (!(role[i]! & TELLING) || !persons.has(person[i]!)) continue;
        if (role[i]! & (LOGIN | EXCHANGE)) passing.push(this.#passing(stretch, i, people));
        else telling.push(key[i]!);
      }
    }
    return { telling, passing };
  }

  #passing(
    { key, at, person, ip, userAgent, clientId, connection, prompts, type, role }: Stretch,
    i: number,
    people: People,
  ): LogEvent {
    const text = (number: number) => (number === 0 ? null : this.#text(number));
    const names = text(prompts[i]!);
    const isUser = people.userIdOf(person[i]!) !== 0;
    const who = people.textOf(person[i]!);
    return {
      logId: `row ${key[i]}`,
      at: at[i]!,
      type: this.#types[type[i]!]!,
      userId: isUser ? who : null,
      identifier: isUser ? null : who,
      targetUserId: null,
      connection: text(connection[i]!),
      connectionId: null,
      strategy: null,
      clientId: text(clientId[i]!),
      clientName: null,
      organizationId: null,
      organizationName: role[i]! & WANTED ? this.#organization : null,
      ip: text(ip[i]!),
      userAgent: text(userAgent[i]!),
      country: null,
      city: null,
      timeZone: null,
      text: null,
      error: null,
      errorType: null,
      sessionId: null,
      transactionId: null,
      prompts: prompts[i] === 0 ? null : names === null || names === '' ? [] : names.split('\n'),
      facts: {},
    };
  }

  /** People whose counted logins came from each of some addresses. */
  loginsFrom(ips: ReadonlySet<number>): Map<number, Set<number>> {
    const found = new Map([...ips].map((ip): [number, Set<number>] => [ip, new Set()]));
    for (const { length, ip, person, role } of this.#stretches)
      for (let i = 0; i < length; i++) if (role[i]! & COUNTED && person[i] !== 0) found.get(ip[i]!)?.add(person[i]!);
    return found;
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
    connection: new Int32Array(SIZE),
    prompts: new Int32Array(SIZE),
    type: new Uint16Array(SIZE),
    role: new Uint8Array(SIZE),
  };
}
