import { createHash } from 'node:crypto';
import { type CountPorts, countWeek, horizonOf } from './count.ts';
import type { Filter } from './digest.ts';
import { COUNTED_AS, type WeekSummary } from './summary.ts';
import type { Week } from './week.ts';

/** What was counted of weeks that are over, so that nobody counts them again. */
export interface WeekMemory {
  /** @param mark what was stored when it was counted; anything else is forgotten */
  recall(name: string, mark: number): Promise<WeekSummary | null>;
  remember(name: string, mark: number, summary: WeekSummary): Promise<void>;
}

export interface DigestQuestion {
  week: Week;
  /** Epoch ms; nothing after it is seen. */
  at: number;
  filter?: Filter;
}

export interface SummaryPorts extends CountPorts {
  /** null where nothing is remembered. */
  memory: WeekMemory | null;
  /** Of the program: another one may find other causes. */
  version: string;
  /** Counts a week somewhere else; where not given, it is counted here. */
  count?(question: DigestQuestion): Promise<WeekSummary>;
}

interface Counted {
  summary: WeekSummary;
  /** All of its events were stored when it was counted. */
  whole: boolean;
}

/**
 * As remembered, where the week is over and nothing of it came since; else counted anew.
 * @param first event time of the oldest event stored, epoch ms; null where there is none
 */
export async function summaryOf(question: DigestQuestion, first: number | null, ports: SummaryPorts): Promise<Counted> {
  const known = await recalled(question, ports);
  if (known !== null) return { summary: known, whole: true };
  const mark = await ports.store.counting.datedBefore(horizonOf(question.week));
  const whole = isWhole(question, first);
  const summary = await (ports.count?.(question) ?? countWeek(question, ports));
  if (whole && isOver(question)) await ports.memory?.remember(nameOf(question, ports), mark, summary);
  return { summary, whole };
}

/** null where it is not over, was never counted, or events of it came since. */
export async function recalled(question: DigestQuestion, ports: SummaryPorts): Promise<WeekSummary | null> {
  if (ports.memory === null || !isOver(question)) return null;
  const mark = await ports.store.counting.datedBefore(horizonOf(question.week));
  return ports.memory.recall(nameOf(question, ports), mark);
}

/** Whether events are stored from its beginning on. */
export function isWhole({ week }: Pick<DigestQuestion, 'week'>, first: number | null): boolean {
  return first !== null && first <= week.from;
}

/** Whether nothing that happens from now on can belong to it. */
export function isOver({ week, at }: Pick<DigestQuestion, 'week' | 'at'>): boolean {
  return at >= horizonOf(week);
}

/** Under which a week is remembered: all that its numbers depend on, beside the events. */
function nameOf({ week, filter }: DigestQuestion, { rules, version }: SummaryPorts): string {
  const means = createHash('sha256')
    .update(JSON.stringify([inOneOrder(filter) ?? null, rules, version, COUNTED_AS]))
    .digest('hex');
  return `${week.name} ${week.zone} ${means.slice(0, 16)}`;
}

/** However it was written. */
function inOneOrder(filter: Filter | undefined): Filter | undefined {
  return filter && Object.fromEntries(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));
}
