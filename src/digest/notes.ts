import type { Digest } from './digest.ts';
import { DAY, type Week, weeksBefore } from './week.ts';
import { count, day, minute, stretch } from './wording.ts';

interface Stretch {
  from: number;
  to: number;
}

export interface Known {
  week: Week;
  at: number;
  /** Date of the oldest event stored, epoch ms; null where there is none. */
  first: number | null;
  /** Whether anything dated four weeks before the week was ever stored. */
  longKnown: boolean;
  /** Earlier weeks whose noise is the usual one. */
  earlier: number;
  gaps: readonly Stretch[];
  /** What Auth0 dropped before it was read. */
  lost: readonly Stretch[];
  odd: number;
  protection: Digest['protection'];
  /** A part of the tenant was asked about, and nothing of it was found. */
  nothingOf: Digest['filter'];
}

const NAMED_GAPS = 3;

/** What limits the numbers, in sentences. */
export function notesOf(known: Known): string[] {
  const { week, at, first, lost } = known;
  // Why nothing is there is known then.
  const gaps = known.gaps.filter((gap) => !lost.some(({ from, to }) => from <= gap.from && to >= gap.to));
  const notes: string[] = [];
  if (at < week.to) notes.push(`The week is not over: counted up to ${minute(at, week.zone)}.`);
  if (first === null) notes.push('No events are stored.');
  else if (first > week.from + DAY / 24) notes.push(`Events are stored since ${day(first, week.zone)} only.`);
  else if (first > weeksBefore(week, 1).from + DAY / 24)
    notes.push(`Events are stored since ${day(first, week.zone)} only: changes against the week before mislead.`);
  if (known.nothingOf !== undefined)
    notes.push(`Nothing was found of ${Object.values(known.nothingOf).join(', ')}: check the name.`);
  if (known.earlier < 3) notes.push('Fewer than three earlier weeks are stored: nothing can be called unusual yet.');
  if (!known.longKnown && first !== null)
    notes.push('No events are stored from four weeks before: people who were only away may count as new.');
  for (const one of lost.slice(0, NAMED_GAPS))
    notes.push(`${stretch(one, week.zone)} was not received: the numbers are too low there.`);
  if (lost.length > NAMED_GAPS) notes.push(`${lost.length - NAMED_GAPS} more stretches were not received.`);
  for (const gap of gaps.slice(0, NAMED_GAPS))
    notes.push(`No events ${stretch(gap, week.zone)}, where there usually are some: the numbers are too low there.`);
  if (gaps.length > NAMED_GAPS) notes.push(`${gaps.length - NAMED_GAPS} more gaps.`);
  if (known.odd > 0) notes.push(`${count(known.odd)} stored rows could not be understood and are not counted.`);
  if (known.protection.length > 0)
    notes.push('Auth0 logs attack protection only now and then, so its numbers are minimums.');
  return notes;
}
