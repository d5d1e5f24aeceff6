import { horizonOf } from './count.ts';
import type { Filter } from './digest.ts';
import { MOST_WEEKS } from './noise.ts';
import { isOver, isWhole, type SummaryPorts, summaryOf } from './remembered.ts';
import { lastWholeWeek, type Week, weeksBefore } from './week.ts';

/** A digest offers the weeks that it is compared with, and those are compared with as many before them. */
const WEEKS = 1 + 2 * MOST_WEEKS;
/** Fewer than are remembered, so that none of them is forgotten for another and counted again and again. */
const MOST = 400;

/** What is to be counted before anybody asks. */
export interface Ahead {
  /** The moment of counting, epoch ms. */
  at: number;
  zone: string;
  /** undefined is all of the tenant. */
  parts: readonly (Filter | undefined)[];
}

/**
 * Counts those of the last weeks that are over and not remembered, or that events came late for, so that nobody has to
 * wait for it: the newest first, in every part.
 */
export async function countAhead({ at, zone, parts }: Ahead, ports: SummaryPorts): Promise<void> {
  const { first } = await ports.store.coverage();
  const last = lastOver(at, zone);
  const questions = Array.from({ length: WEEKS }, (_, weeks) => weeksBefore(last, weeks))
    .filter((week) => isWhole({ week }, first))
    .flatMap((week) => parts.map((filter) => ({ week, at, ...(filter && { filter }) })));
  for (const question of questions.slice(0, MOST)) await summaryOf(question, first, ports);
}

/** Tells, by a single number, whether anything came for the weeks that are counted ahead. */
export function markOf({ at, zone }: Pick<Ahead, 'at' | 'zone'>, { store }: SummaryPorts): Promise<number> {
  return store.counting.datedBefore(horizonOf(lastOver(at, zone)));
}

/** The last week that is over, with what follows within a day. */
function lastOver(at: number, zone: string): Week {
  const last = lastWholeWeek(at, zone);
  return isOver({ week: last, at }) ? last : weeksBefore(last, 1);
}
