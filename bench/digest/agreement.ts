import type { Attempt, Explanation } from '../../src/why/explanation.ts';

const DAY = 86_400_000;
/** How long an unfinished attempt is left to go on before it counts as given up. */
const GIVEN_UP = 600_000;

/** An attempt without success and its cause, as explanations tell it. */
export interface Told {
  cause: string;
  /** Of the row that ended it. */
  logId: string;
}

/**
 * What explanations say of all attempts without success that ended in a time: each person is asked about at the end
 * of each episode, an episode being attempts without success that follow each other within a day.
 * @param people every name or user id to ask about; an attempt that two of them share is told once
 * @param ask one question: about whom, at which moment, looking back for so long (ms)
 */
export async function tellAttempts(
  people: readonly string[],
  span: { from: number; to: number },
  ask: (who: string, at: number, since: number) => Promise<Explanation>,
): Promise<Told[]> {
  const told = new Map<string, Told>();
  const background = span.from - DAY;
  for (const who of people) {
    const whole = await ask(who, span.to + DAY - 1, span.to + DAY - 1 - background);
    const mine = whole.attempts.filter((attempt) => !told.has(attempt.logIds.at(-1)!));
    for (const episode of episodesOf(mine.filter(({ endedAt }) => inside(endedAt, span)))) {
      const last = episode.at(-1)!;
      const at = Date.parse(last.endedAt) + (last.outcome === 'abandoned' ? GIVEN_UP : 0);
      const then = await ask(who, at, at - background);
      for (const { logIds } of episode) {
        const logId = logIds.at(-1)!;
        const cause = then.attempts.find((attempt) => attempt.logIds.includes(logId))?.cause;
        told.set(logId, { logId, cause: cause ?? endCause(whole, logId) });
      }
    }
  }
  return [...told.values()];
}

/** A mistyped name is known for whose it is only once the browser is known. */
function endCause({ attempts }: Explanation, logId: string): string {
  return attempts.find((attempt) => attempt.logIds.includes(logId))?.cause ?? 'none';
}

function inside(moment: string, { from, to }: { from: number; to: number }): boolean {
  return Date.parse(moment) >= from && Date.parse(moment) < to;
}

function episodesOf(attempts: readonly Attempt[]): Attempt[][] {
  const episodes: Attempt[][] = [];
  let before: Attempt | null = null;
  for (const attempt of attempts) {
    if (attempt.outcome === 'succeeded') before = null;
    if (attempt.outcome === 'succeeded' || attempt.outcome === 'open') continue;
    if (before === null || Date.parse(attempt.endedAt) - Date.parse(before.endedAt) > DAY) episodes.push([]);
    episodes.at(-1)!.push(attempt);
    before = attempt;
  }
  return episodes;
}
