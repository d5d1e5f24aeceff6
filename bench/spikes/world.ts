import { DateTime } from 'luxon';
import { Chance } from './chance.ts';

const DAY = 1440;
const WEEK = 7 * DAY;

/** A place whose people use the tenant: when they are awake, and how much of all they are. */
interface Market {
  zone: string;
  share: number;
  /** Humps of the day: hour, width in hours, height. */
  weekday: readonly (readonly [number, number, number])[];
  weekend: number;
  /** Days off by the date, "MM-DD". */
  holidays: ReadonlySet<string>;
  holidayShare: number;
}

export interface Tenant {
  seed: string;
  /** Mean events a minute over a week. */
  base: number;
  /** What the bot was told. */
  zone: string;
  /** First minute, UTC since 1970. */
  from: number;
  /** What happens on average in each minute, were there no noise of counting. */
  rate: Float32Array;
  /** People seen in each minute; NaN: not observed. */
  counts: Float32Array;
  /** Events that reach us late: minute, how many. They are not in `counts`. */
  late: Map<number, number>;
  /** Chance that somebody turns up again in the next minute. */
  again: number;
}

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata', 'America/Los_Angeles'];
const OFFICE = [
  [8.9, 0.8, 1.6],
  [13.4, 1.6, 0.8],
  [16, 1.8, 0.5],
] as const;
const HOME = [
  [7.5, 1.2, 0.5],
  [12.6, 1.5, 0.6],
  [20.4, 2.1, 1.3],
] as const;

function market(chance: Chance, zone: string, share: number): Market {
  const shape = chance.chance(0.5) ? OFFICE : HOME;
  const days = Array.from({ length: 9 }, () => {
    const month = 1 + Math.floor(chance.next() * 12);
    return `${String(month).padStart(2, '0')}-${String(1 + Math.floor(chance.next() * 28)).padStart(2, '0')}`;
  });
  return {
    zone,
    share,
    weekday: shape.map(([hour, width, height]) => [
      hour + chance.normal() * 0.4,
      width * chance.between(0.8, 1.3),
      height * chance.between(0.7, 1.3),
    ]),
    weekend: shape === OFFICE ? chance.between(0.05, 0.35) : chance.between(0.7, 1.25),
    holidays: new Set([...days, '12-25', '01-01']),
    holidayShare: shape === OFFICE ? chance.between(0.15, 0.5) : chance.between(0.4, 0.9),
  };
}

/** How awake a market is in each hour of a span, relative, by quarter hours. */
function awake(market: Market, from: number, minutes: number): Float32Array {
  const quarters = Math.ceil(minutes / 15);
  const values = new Float32Array(quarters);
  for (let i = 0; i < quarters; i++) {
    const local = DateTime.fromMillis((from + i * 15) * 60_000, { zone: market.zone });
    const hour = local.hour + local.minute / 60;
    // People's days end when they go to bed.
    const lived = local.minus({ hours: 4 });
    let value = 0;
    for (const [center, width, height] of market.weekday) {
      const off = Math.abs(hour - center);
      const away = Math.min(off, 24 - off) / width;
      value += height * Math.exp(-0.5 * away * away);
    }
    if (lived.weekday > 5) value *= market.weekend;
    if (market.holidays.has(lived.toFormat('MM-dd'))) value *= market.holidayShare;
    // At night only machines and the sleepless are there, whatever the day.
    values[i] = value + 0.06;
  }
  return values;
}

/** Where a tenant's people are, and what the bot was told of it: shared by all its series. */
interface Home {
  /** What the bot was told. */
  told: string;
  from: number;
  places: readonly Market[];
}

function homeOf(seed: string): Home {
  const chance = new Chance(`home/${seed}`);
  const zone = chance.pick(ZONES);
  // Monday, 6 January 2025, and some days: years do not begin alike.
  const from = DateTime.fromISO('2025-01-06', { zone: 'utc' }).toMillis() / 60_000 + Math.floor(chance.next() * WEEK);
  const places = [market(chance, zone, 1)];
  for (let more = Math.floor(chance.next() * 3); more > 0; more--)
    places.push(market(chance, chance.pick(ZONES), chance.between(0.1, 0.6)));
  return { told: chance.chance(0.25) ? 'UTC' : zone, from, places };
}

/**
 * A tenant's year of minutes: people in one to three places with their own days and holidays, restlessness that
 * carries over from minute to minute and from hour to hour, people who try again, jobs on the hour, growth, releases
 * that stop the log in for a moment, polls that fail, and events that come late.
 * @param home what the tenant's people are drawn from: series of one tenant have the same
 */
export function tenant(seed: string, base: number, weeks: number, home = `${seed}/${base}`): Tenant {
  const chance = new Chance(`${seed}/${base}`);
  const { told, from, places } = homeOf(home);
  const minutes = weeks * WEEK;
  const shapes = places.map((place) => ({ values: awake(place, from, minutes), share: place.share }));

  const quick = { sd: chance.between(0.04, 0.13), tau: chance.between(10, 60), now: 0 };
  const slow = { sd: chance.between(0.03, 0.08), tau: 300, now: 0 };
  const daySd = chance.between(0.02, 0.08);
  const growth = chance.between(-0.05, 0.5) / (52 * WEEK);
  const onTheHour = chance.chance(0.3) ? chance.between(1.3, 3) : 1;
  const again = chance.between(0.05, 0.35);
  const step = chance.chance(0.3) ? { at: chance.between(0.3, 0.9) * minutes, by: chance.between(0.75, 1.35) } : null;

  const rate = new Float32Array(minutes);
  let day = 1;
  let sum = 0;
  for (let t = 0; t < minutes; t++) {
    if (t % DAY === 0) day = Math.exp(daySd * chance.normal());
    for (const noise of [quick, slow]) {
      const keep = Math.exp(-1 / noise.tau);
      noise.now = keep * noise.now + Math.sqrt(1 - keep * keep) * chance.normal();
    }
    let value = 0;
    for (const { values, share } of shapes) {
      const at = t / 15;
      const i = Math.min(values.length - 2, Math.floor(at));
      value += share * (values[i]! + (values[i + 1]! - values[i]!) * (at - i));
    }
    value *= day * Math.exp(quick.sd * quick.now + slow.sd * slow.now) * (1 + growth * t);
    if ((from + t) % 60 === 0) value *= onTheHour;
    if (step !== null && t > step.at) value *= 1 + (step.by - 1) * Math.min(1, (t - step.at) / DAY);
    rate[t] = value;
    sum += value;
  }
  const scale = (base * minutes) / sum;
  for (let t = 0; t < minutes; t++) rate[t]! *= scale;
  dips(chance, rate);

  const counts = new Float32Array(minutes);
  const late = new Map<number, number>();
  let returning = 0;
  for (let t = 0; t < minutes; t++) {
    const fresh = chance.poisson(rate[t]! * (1 - again));
    const count = fresh + returning;
    returning = chance.poisson(count * again);
    counts[t] = count;
  }
  for (let t = 0; t < minutes; t++) {
    const delayed = chance.poisson(counts[t]! * 0.01);
    if (delayed === 0 || delayed > counts[t]!) continue;
    counts[t]! -= delayed;
    late.set(t, delayed);
  }
  for (let missed = chance.poisson(0.7 * weeks); missed > 0; missed--) {
    const at = Math.floor(chance.next() * minutes);
    counts.fill(Number.NaN, at, at + 1 + Math.floor(chance.next() * 12));
  }
  return { seed, base, zone: told, from, rate, counts, late, again };
}

/** Releases: logins stop for one to three minutes, some people come back right after. */
function dips(chance: Chance, rate: Float32Array): void {
  for (let left = chance.poisson((1.5 * rate.length) / WEEK); left > 0; left--) {
    const at = Math.floor(chance.next() * (rate.length - 10));
    const length = 1 + Math.floor(chance.next() * 3);
    const share = chance.between(0.05, 0.5);
    for (let i = 0; i < length; i++) rate[at + i]! *= share;
    for (let i = length; i < length + 3; i++) rate[at + i]! *= 1.2;
  }
}
