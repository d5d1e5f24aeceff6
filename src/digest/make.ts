import { createHash } from 'node:crypto';
import type { Range } from '../store/port.ts';
import { audienceOf, type Compared, causeRows, protectionOf, volumeOf } from './compare.ts';
import { type CountPorts, countWeek, horizonOf } from './count.ts';
import type { Digest, Filter } from './digest.ts';
import { gapsLookFrom, gapsOf } from './gaps.ts';
import { headlinesOf } from './headlines.ts';
import { MOST_WEEKS } from './noise.ts';
import { notesOf } from './notes.ts';
import { COUNTED_AS, type WeekSummary } from './summary.ts';
import { DAY, lastWholeWeek, type Week, weeksBefore } from './week.ts';

/** What was counted of weeks that are over, so that nobody counts them again. */
export interface WeekMemory {
  /** @param mark what was stored when it was counted; anything else is forgotten */
  recall(name: string, mark: number): Promise<WeekSummary | null>;
  remember(name: string, mark: number, summary: WeekSummary): Promise<void>;
}

export interface DigestPorts extends CountPorts {
  /** null where nothing is remembered. */
  memory: WeekMemory | null;
  /** Of the program: another one may find other causes. */
  version: string;
  /** Counts a week somewhere else; where not given, it is counted here. */
  count?(question: DigestQuestion): Promise<WeekSummary>;
  /** Stretches of the tenant's log that are known to be lost. */
  lost?(): Promise<readonly Range[]>;
}

export interface DigestQuestion {
  week: Week;
  /** Epoch ms; nothing after it is seen. */
  at: number;
  filter?: Filter;
}

/** What a week looked like, beside the week before and the noise of up to eight earlier ones. */
export async function makeDigest(question: DigestQuestion, ports: DigestPorts): Promise<Digest> {
  const { week, at, filter } = question;
  const { store } = ports;
  const stored = await store.coverage();
  const weekOf = (weeks: number) => summaryOf({ ...question, week: weeksBefore(week, weeks) }, stored.first, ports);
  const now = await weekOf(0);
  const before = await weekOf(1);
  const earlier = before.whole ? [before.summary] : [];
  for (let weeks = 2; weeks <= MOST_WEEKS; weeks++) {
    const one = { ...question, week: weeksBefore(week, weeks) };
    // A week that is stored in part tells nothing of the usual: it is not worth counting.
    const known = isWhole(one, stored.first) ? (await weekOf(weeks)).summary : await recalled(one, ports);
    if (known !== null) earlier.push(known);
  }
  const compared: Compared = { now: now.summary, before: before.summary, earlier };
  const gaps = gapsOf(week, at, await store.counting.quarterHours({ from: gapsLookFrom(week), to: week.to }));
  const lost = ((await ports.lost?.()) ?? []).filter(({ from, to }) => from < week.to && to >= week.from);
  const protection = protectionOf(compared);
  const longAgo = weeksBefore(week, 4).from;
  const digest: Omit<Digest, 'headlines'> = {
    week: week.name,
    zone: week.zone,
    from: iso(week.from),
    to: iso(week.to),
    ...(filter === undefined ? {} : { filter }),
    volume: volumeOf(compared),
    days: now.summary.days,
    primeTimes: now.summary.primeTimes,
    audience: audienceOf(compared),
    behavior: {
      funnel: now.summary.funnel,
      signupToFirstLogin: now.summary.signupToFirstLogin,
      passwordReset: now.summary.passwordReset,
      recovery: now.summary.recovery,
    },
    causes: causeRows(compared),
    actors: now.summary.actors,
    protection,
    coverage: {
      events: now.summary.events,
      gaps: gaps.map(written),
      lost: lost.map(written),
      notes: notesOf({
        week,
        at,
        first: stored.first,
        longKnown: (await store.counting.datedBefore(longAgo + DAY)) > 0,
        earlier: earlier.length,
        gaps,
        lost,
        odd: stored.odd.reduce((sum, { count }) => sum + count, 0),
        protection,
        nothingOf: now.summary.logins + now.summary.failedAttempts === 0 ? filter : undefined,
      }),
    },
  };
  const { week: name, zone, from, to, ...rest } = digest;
  return { week: name, zone, from, to, headlines: headlinesOf(digest, compared), ...rest };
}

/** Counts those of the last weeks that are over and not remembered, so that nobody has to wait for it. */
export async function rememberWeeks({ at, zone }: { at: number; zone: string }, ports: DigestPorts): Promise<void> {
  const { first } = await ports.store.coverage();
  const last = lastWholeWeek(at, zone);
  for (let weeks = 0; weeks <= MOST_WEEKS; weeks++) {
    const question = { week: weeksBefore(last, weeks), at };
    if (isOver(question) && isWhole(question, first)) await summaryOf(question, first, ports);
  }
}

interface Counted {
  summary: WeekSummary;
  /** All of its events were stored when it was counted. */
  whole: boolean;
}

/** As remembered, where the week is over and nothing of it came since; else counted anew. */
async function summaryOf(question: DigestQuestion, first: number | null, ports: DigestPorts): Promise<Counted> {
  const known = await recalled(question, ports);
  if (known !== null) return { summary: known, whole: true };
  const mark = await ports.store.counting.datedBefore(horizonOf(question.week));
  const whole = isWhole(question, first);
  const summary = await (ports.count?.(question) ?? countWeek(question, ports));
  if (whole && isOver(question)) await ports.memory?.remember(nameOf(question, ports), mark, summary);
  return { summary, whole };
}

async function recalled(question: DigestQuestion, ports: DigestPorts): Promise<WeekSummary | null> {
  if (ports.memory === null || !isOver(question)) return null;
  const mark = await ports.store.counting.datedBefore(horizonOf(question.week));
  return ports.memory.recall(nameOf(question, ports), mark);
}

/** Whether events are stored from its beginning on. */
function isWhole({ week }: DigestQuestion, first: number | null): boolean {
  return first !== null && first <= week.from;
}

function isOver({ week, at }: DigestQuestion): boolean {
  return at >= horizonOf(week);
}

/** Under which a week is remembered: all that its numbers depend on, beside the events. */
function nameOf({ week, filter }: DigestQuestion, { rules, version }: DigestPorts): string {
  const means = createHash('sha256')
    .update(JSON.stringify([filter ?? null, rules, version, COUNTED_AS]))
    .digest('hex');
  return `${week.name} ${week.zone} ${means.slice(0, 16)}`;
}

function written({ from, to }: Range): { from: string; to: string } {
  return { from: iso(from), to: iso(to) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
