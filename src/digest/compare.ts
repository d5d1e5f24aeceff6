import {
  type AudienceRow,
  type CauseRow,
  DIMENSIONS,
  type Digest,
  type Dimension,
  FIGURES,
  type Figure,
  type Volume,
} from './digest.ts';
import { isUnusualCount, isUnusualRate, type Rate, rateOf } from './noise.ts';
import { withBefore } from './protection.ts';
import { type Division, SHOWN } from './segments.ts';
import type { CauseSummary, WeekSummary } from './summary.ts';

/** A week, the one before it, and those whose noise is the usual one: wholly stored ones, the latest first. */
export interface Compared {
  now: WeekSummary;
  before: WeekSummary | null;
  earlier: readonly WeekSummary[];
}

type Counted = Exclude<(typeof FIGURES)[number], 'failureRate'>;

export function volumeOf({ now, before, earlier }: Compared): Volume {
  const figure = (name: (typeof FIGURES)[number]): Figure => {
    if (name === 'failureRate')
      return rateFigure(failureRate(now), before && failureRate(before), earlier.map(failureRate));
    return countFigure(
      countOf(now, name),
      before === null ? 0 : countOf(before, name),
      earlier.map((week) => countOf(week, name)),
    );
  };
  return Object.fromEntries(FIGURES.map((name) => [name, figure(name)])) as Volume;
}

function countOf(week: WeekSummary, name: Counted): number {
  return name === 'returningPeople' ? week.people - week.newPeople : week[name];
}

function failureRate({ failedAttempts, logins }: WeekSummary): Rate {
  return { part: failedAttempts, whole: failedAttempts + logins };
}

function countFigure(now: number, before: number, earlier: readonly number[]): Figure {
  return { now, before, change: changeOf(now, before), notable: isUnusualCount(now, earlier) };
}

/** The change of a rate is the difference; there is none where nobody tried the week before. */
function rateFigure(now: Rate, before: Rate | null, earlier: readonly Rate[]): Figure {
  const change = before === null || before.whole === 0 ? null : rateOf(now) - rateOf(before);
  return {
    now: rateOf(now),
    before: before === null ? 0 : rateOf(before),
    change,
    notable: isUnusualRate(now, earlier),
  };
}

/** null where there was nothing before. */
function changeOf(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

export function audienceOf({ now, before }: Compared): Digest['audience'] {
  const rows = (dimension: Dimension) =>
    audienceRows(now.audience[dimension], before?.audience[dimension].logins ?? {}, now.logins);
  return Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, rows(dimension)])) as Digest['audience'];
}

function audienceRows({ rows }: Division, before: Readonly<Record<string, number>>, all: number): AudienceRow[] {
  const listed = new Set(rows.map(({ name }) => name));
  const rest = Object.entries(before).reduce((sum, [name, logins]) => (listed.has(name) ? sum : sum + logins), 0);
  return rows.map(({ name, people, logins }, place) => {
    const folded = name === 'other' && place === rows.length - 1;
    return {
      name,
      people,
      logins,
      share: all === 0 ? 0 : logins / all,
      change: changeOf(logins, folded ? rest : (before[name] ?? 0)),
    };
  });
}

/** The first ten causes, and the others together. */
export function causeRows({ now, before, earlier }: Compared): CauseRow[] {
  const people = (week: WeekSummary | null, cause: string) => causeIn(week, cause)?.people ?? 0;
  const rows = now.causes.slice(0, SHOWN).map(({ cause, owner, people: number, events }) => ({
    cause,
    owner,
    people: number,
    events,
    before: people(before, cause),
    notable: isUnusualCount(
      number,
      earlier.map((week) => people(week, cause)),
    ),
  }));
  const rest = now.causes.slice(SHOWN);
  if (rest.length === 0) return rows;
  const sum = (of: (cause: CauseSummary) => number) => rest.reduce((total, cause) => total + of(cause), 0);
  const other = {
    cause: 'other' as const,
    owner: 'nobody' as const,
    people: now.peopleOfOtherCauses,
    events: sum((cause) => cause.events),
    before: sum(({ cause }) => people(before, cause)),
    notable: false,
  };
  return [...rows, other];
}

export function causeIn(week: WeekSummary | null, cause: string): CauseSummary | undefined {
  return week?.causes.find((row) => row.cause === cause);
}

export function protectionOf({ now, before }: Compared): Digest['protection'] {
  return withBefore(now.protection, before?.protection ?? []);
}
