import type { Candidate } from './candidate.ts';
import { Chance } from './chance.ts';
import type { Tenant } from './world.ts';

/** What is done to a tenant: its rate times `times` for `minutes`; a ramp grows there on a straight line. */
export interface Attack {
  name: string;
  times: number;
  minutes: number;
  ramp?: boolean;
  drop?: boolean;
}

export const ATTACKS: readonly Attack[] = [
  { name: '×3 60 min', times: 3, minutes: 60 },
  { name: '×10 10 min', times: 10, minutes: 10 },
  { name: '×5–×50 10 min', times: 0, minutes: 10 },
  { name: '×2 60 min', times: 2, minutes: 60 },
  { name: 'ramp to ×6 in 2 h', times: 6, minutes: 120, ramp: true },
  { name: '×1.5 6 h', times: 1.5, minutes: 360 },
  { name: 'outage 30 min', times: 0, minutes: 30, drop: true },
  { name: 'half outage 60 min', times: 0.5, minutes: 60, drop: true },
];

/** One attack's outcome. Minutes from its first second to the look that showed it. */
export interface Outcome {
  attack: string;
  /** Events a minute that are usual when it begins. */
  rate: number;
  delay: number | null;
  /** Times it was opened again after it had been closed, until 45 minutes after the end. */
  reopened: number;
  /** Minutes from the end to the close; null where it never closed in time. */
  resolved: number | null;
}

export interface Quiet {
  weeks: number;
  up: number;
  down: number;
  /** Openings by age: the first day, days 2 to 14; and the weeks these last were. */
  firstDay: number;
  young: number;
  youngWeeks: number;
}

const DAY = 1440;
const AFTER = 45;
/** Delays of events of the same minute that come late. */
const LATE_BY = 4;
/** Looks at the running minute before its end, as shares of it: every ten seconds. */
const LOOKS = [1, 2, 3, 4, 5].map((look) => look / 6);

/** Plays the whole of a tenant's time without any attack, and attacks on copies of the candidate at chosen moments. */
export function trial(
  world: Tenant,
  candidate: Candidate,
  moments: readonly { at: number; attack: Attack; seed: string }[],
): { quiet: Quiet; outcomes: Outcome[] } {
  const quiet: Quiet = { weeks: 0, up: 0, down: 0, firstDay: 0, young: 0, youngWeeks: 0 };
  const outcomes: Outcome[] = [];
  const due = [...moments].sort((a, b) => a.at - b.at);
  for (let t = 0; t < world.counts.length; t++) {
    while (due[0]?.at === t) {
      const { attack, seed } = due.shift()!;
      if (candidate.open !== null || Number.isNaN(world.counts[t])) continue;
      const saved = candidate.save();
      outcomes.push(strike(world, candidate, t, attack, new Chance(seed)));
      candidate.restore(saved);
    }
    const before = candidate.open;
    feed(world, candidate, t, world.counts[t]!);
    const opened = before === null ? candidate.open : null;
    if (opened === null) continue;
    if (t < DAY) quiet.firstDay++;
    else if (t < 14 * DAY) quiet.young++;
    else if (opened === 'spike') quiet.up++;
    else quiet.down++;
  }
  quiet.weeks = Math.max(0, world.counts.length - 14 * DAY) / (7 * DAY);
  quiet.youngWeeks = 13 / 7;
  return { quiet, outcomes };
}

function feed(world: Tenant, candidate: Candidate, t: number, count: number): void {
  candidate.observe(world.from + t, Number.isNaN(count) ? null : count);
  const late = world.late.get(t - LATE_BY);
  if (late !== undefined) candidate.amend?.(world.from + t - LATE_BY, LATE_BY, late);
}

function strike(world: Tenant, candidate: Candidate, at: number, attack: Attack, chance: Chance): Outcome {
  const begin = chance.next();
  const times = attack.name.startsWith('×5–×50') ? 5 * 10 ** chance.next() : attack.times;
  const outcome: Outcome = { attack: attack.name, rate: world.rate[at]!, delay: null, reopened: 0, resolved: null };
  const kind = attack.drop === true ? 'drop' : 'spike';
  const looks = chance.apart();
  for (let i = 0; i < attack.minutes + AFTER && at + i < world.counts.length; i++) {
    const share = i === 0 ? 1 - begin : i < attack.minutes ? 1 : i === attack.minutes ? begin : 0;
    const factor = attack.ramp ? 1 + ((times - 1) * i) / attack.minutes : times;
    const clean = world.counts[at + i]!;
    let count = clean;
    if (share > 0 && !Number.isNaN(clean)) {
      if (factor > 1) count += chance.poisson(share * (factor - 1) * world.rate[at + i]!);
      else count = thinned(chance, clean, 1 - share * (1 - factor));
    }
    const before = candidate.open;
    const waits = kind === 'spike' && before === null && outcome.delay === null && count > 0;
    const shown = waits
      ? early(candidate, looks, world.from + at + i, clean, count - clean, i === 0 ? begin : 0)
      : null;
    feed(world, candidate, at + i, count);
    if (before === null && candidate.open === kind) {
      if (outcome.delay !== null) outcome.reopened++;
      else if (i < attack.minutes) outcome.delay = i + (shown ?? 1) - begin;
      else break;
    }
    if (before !== null && candidate.open === null && i >= attack.minutes)
      outcome.resolved = i + 1 - begin - attack.minutes;
  }
  return outcome;
}

/**
 * The share of a minute after which it shows what its whole would show; null where only its end does. Events come
 * evenly, those of the attack from its begin on.
 */
function early(
  candidate: Candidate,
  chance: Chance,
  minute: number,
  clean: number,
  added: number,
  begin: number,
): number | null {
  let last = 0;
  let usual = 0;
  let more = 0;
  for (const look of LOOKS) {
    usual += thinned(chance, clean - usual, (look - last) / (1 - last));
    if (look > begin) {
      const since = Math.max(last, begin);
      more += thinned(chance, added - more, (look - since) / (1 - since));
      if (candidate.opensWith(minute, usual + more)) return look;
    }
    last = look;
  }
  return null;
}

/** Each of so many is kept with this chance. */
function thinned(chance: Chance, count: number, keep: number): number {
  if (count > 60) return Math.max(0, Math.round(count * keep + Math.sqrt(count * keep * (1 - keep)) * chance.normal()));
  let kept = 0;
  for (let i = 0; i < count; i++) if (chance.next() < keep) kept++;
  return kept;
}
