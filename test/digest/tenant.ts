import type { Digest, Filter } from '../../src/digest/digest.ts';
import { type DigestPorts, makeDigest } from '../../src/digest/make.ts';
import type { WeekMemory } from '../../src/digest/remembered.ts';
import { weekNamed } from '../../src/digest/week.ts';
import type { IpPlaces } from '../../src/event/ip-places.ts';
import { NO_PLACES } from '../../src/event/ip-places.ts';
import { normalize } from '../../src/event/normalize.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';

export const ZONE = 'Europe/Berlin';
/** Monday of week 46 in 2026 in Berlin, and long after it. */
export const MONDAY = Date.parse('2026-11-08T23:00:00Z');
const LATER = Date.parse('2026-12-31T00:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

let last = 0;

/** A row as the Management API returns it. */
export function row(at: number, type: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    date: new Date(at).toISOString(),
    type,
    log_id: `9002026${String(++last).padStart(49, '0')}`,
    client_id: 'web',
    client_name: 'Web',
    ip: '203.0.113.5',
    user_agent: 'Chrome 141.0.0 / Windows 10.0.0',
    ...fields,
  };
}

/** Who logs in: "ada" is auth0|ada, ada@example.com. */
export function named(name: string): Record<string, unknown> {
  return { user_id: `auth0|${name}`, user_name: `${name}@example.com`, connection: 'users', strategy: 'auth0' };
}

export function login(at: number, name: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return row(at, 's', { ...named(name), details: { prompts: [{ name: 'login' }] }, ...fields });
}

export function wrongPassword(at: number, name: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return row(at, 'fp', { ...named(name), description: 'Wrong email or password.', ...fields });
}

/** Everybody from a to the letter at a place, as names. */
export function people(number: number, prefix = 'p'): string[] {
  return Array.from({ length: number }, (_, i) => `${prefix}${i}`);
}

/** A throw-away store with these rows. */
export async function storeOf(...rows: readonly object[]): Promise<EventStore> {
  const store = await openEventStore(':memory:');
  await add(store, rows);
  return store;
}

export async function add(store: EventStore, rows: readonly object[]): Promise<void> {
  await store.add(
    rows.map((each) => {
      const read = normalize(each as Parameters<typeof normalize>[0]);
      if (!('event' in read)) throw new Error('a row that cannot be understood');
      return read;
    }),
  );
}

/** Week 46, seen long after it, unless something else is asked for. */
export function digestOf(
  store: EventStore,
  {
    week = '2026-W46',
    zone = ZONE,
    at = LATER,
    filter,
    memory = null,
    places = NO_PLACES,
    ports = {},
  }: {
    week?: string;
    zone?: string;
    at?: number;
    filter?: Filter;
    memory?: WeekMemory | null;
    places?: IpPlaces;
    ports?: Partial<DigestPorts>;
  } = {},
): Promise<Digest> {
  return makeDigest(
    { week: weekNamed(week, zone), at, filter },
    { store, places, rules: [], memory, version: 'test', pause: async () => {}, ...ports },
  );
}
