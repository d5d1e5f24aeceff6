import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { deviceOf } from '../event/device.ts';
import type { IpPlaces } from '../event/ip-places.ts';
import { whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIp } from '../privacy.ts';

export type Dimension = 'address' | 'network' | 'country' | 'application' | 'connection' | 'device' | 'cause' | 'range';

/** One value that explains a good part of what is too much (or missing). Shares are of people, 0 to 1. */
export interface Driver {
  dimension: Dimension;
  value: string;
  people: number;
  share: number;
  /** In the same hours of earlier weeks; null where none are known. */
  usualShare: number | null;
}

/** A value must explain this much of the excess to be named; so much together is enough; so many values at most. */
const LEAST = 0.1;
const ENOUGH = 0.67;
const MOST_VALUES = 3;
const MOST_DIMENSIONS = 3;
/** With a chance of 95 %, at least so many times as frequent as usual. */
const TIMES = 2;

/** Ways to cut events into parts, the more telling first: of two that explain as much the first is named. */
const CUTS: readonly Dimension[] = [
  'cause',
  'connection',
  'application',
  'network',
  'address',
  'range',
  'country',
  'device',
];

/** Events to compare. */
export interface Compared {
  now: readonly LogEvent[];
  /** What shares are usual: events of the same hours of earlier weeks. */
  before: readonly LogEvent[];
  /** How many events are usual in a time as long as that of `now`. */
  usual: number;
}

/**
 * Which values explain the difference, by contribution and surprise (after Adtributor, NSDI 2014): each value's part
 * of the excess, and how far its share moved (its term of the Jensen-Shannon divergence between usual and now).
 * @param oneCause all events have the same cause, which explains nothing then
 */
export function driversOf({ now, before, usual }: Compared, places: IpPlaces, oneCause: boolean): Driver[] {
  const cuts = CUTS.filter((dimension) => !(oneCause && dimension === 'cause'));
  const events = now.length;
  const found = cuts.map((dimension) => {
    const seen = peopleBy(dimension, now, places);
    // People are counted, events are expected: the excess is the same part of either.
    const expected = events === 0 ? 0 : (usual / events) * sum(seen);
    return explained(dimension, seen, peopleBy(dimension, before, places), expected);
  });
  const telling = found.filter(({ drivers }) => drivers.length > 0).sort((a, b) => b.surprise - a.surprise);
  const chosen: typeof telling = [];
  for (const each of telling) {
    // A network, its range, its only address and its country say the same thing.
    if (SAME.has(each.dimension) && chosen.some(({ dimension }) => SAME.has(dimension))) continue;
    if (chosen.length < MOST_DIMENSIONS) chosen.push(each);
  }
  return chosen.flatMap(({ drivers }) => drivers);
}

const SAME: ReadonlySet<Dimension> = new Set(['address', 'network', 'range', 'country']);

function explained(
  dimension: Dimension,
  now: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  usual: number,
): { dimension: Dimension; surprise: number; drivers: Driver[] } {
  const all = sum(now);
  const known = sum(before);
  const excess = all - usual;
  if (all === 0 || excess <= 0) return { dimension, surprise: 0, drivers: [] };
  const values = [...now].map(([value, people]) => {
    const p = known === 0 ? 0 : ((before.get(value) ?? 0) + 0.5) / (known + 0.5);
    const q = people / all;
    return { value, people, p, q, part: (people - p * usual) / excess, surprise: divergence(p, q) };
  });
  values.sort((a, b) => b.surprise - a.surprise);
  const drivers: Driver[] = [];
  let part = 0;
  let surprise = 0;
  for (const each of values) {
    if (part >= ENOUGH || drivers.length === MOST_VALUES) break;
    if (each.part < LEAST || atLeast(each.people) / all < TIMES * each.p) continue;
    part += each.part;
    surprise += each.surprise;
    const usualShare = known === 0 ? null : (before.get(each.value) ?? 0) / known;
    drivers.push({ dimension, value: each.value, people: each.people, share: each.q, usualShare });
  }
  // Many values that only together explain it explain little; fewer are preferred.
  const few = Math.sqrt(Math.max(1, drivers.length));
  return { dimension, drivers: part >= ENOUGH / 2 ? drivers : [], surprise: surprise / few };
}

function divergence(p: number, q: number): number {
  const term = (a: number, b: number) => (a === 0 ? 0 : a * Math.log((2 * a) / (a + b)));
  return 0.5 * (term(p, q) + term(q, p));
}

/** The lower end of a count's 95 % range (Poisson, near enough). */
function atLeast(count: number): number {
  return Math.max(0, count - 1.96 * Math.sqrt(count));
}

function sum(counts: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}

function peopleBy(dimension: Dimension, events: readonly LogEvent[], places: IpPlaces): Map<string, number> {
  const people = new Map<string, Set<string>>();
  for (const event of events) {
    const value = partOf(dimension, event, places);
    if (value === null) continue;
    const known = people.get(value);
    if (known === undefined) people.set(value, new Set([whoOf(event)]));
    else known.add(whoOf(event));
  }
  return new Map([...people].map(([value, who]) => [value, who.size]));
}

export function partOf(dimension: Dimension, event: LogEvent, places: IpPlaces): string | null {
  switch (dimension) {
    case 'address':
      return event.ip;
    case 'range':
      return event.ip === null ? null : maskIp(event.ip);
    case 'network':
      return event.ip === null ? null : places.networkOf(event.ip);
    case 'country':
      return event.country ?? (event.ip === null ? null : places.countryOf(event.ip));
    case 'application':
      return event.clientName ?? (event.clientId === null ? null : `with the id ${event.clientId}`);
    case 'connection':
      return event.connection;
    case 'device':
      return deviceOf(event.userAgent);
    case 'cause': {
      const cause = signalOf(event);
      return cause === null ? null : causeOf(cause).name;
    }
  }
}
