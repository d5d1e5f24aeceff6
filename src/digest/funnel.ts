import type { CauseId } from '../causes/ids.ts';
import type { Try } from '../causes/story.ts';
import { STEPS, type Step } from '../causes/terms.ts';
import type { FunnelRow } from './digest.ts';
import type { Passed } from './passes.ts';
import { byName } from './segments.ts';
import { isOptional, stepsOf } from './steps.ts';
import type { Trouble } from './troubles.ts';

/**
 * How many attempts came to each step of a login and how many ended there without success. A session that answered
 * by itself passes no step.
 * @param passed attempts that went well in one go
 * @param attempts all others, troubles among them
 */
export function funnelOf(passed: Passed, attempts: readonly Try[], troubles: readonly Trouble[]): FunnelRow[] {
  const entered = new Map(STEPS.map((step): [Step, number] => [step, cameThrough(passed, step)]));
  for (const attempt of attempts)
    if (!attempt.reuse) for (const step of stepsOf(attempt)) entered.set(step, entered.get(step)! + 1);
  return STEPS.map((step) => {
    const left = troubles.filter(({ attempt }) => attempt.reached === step && !attempt.reuse);
    return { step, entered: entered.get(step)!, left: left.length, topCause: topCause(left) };
  });
}

/** What went well came as far as the token; to the application where the code was exchanged. */
function cameThrough({ attempts, exchanged, through }: Passed, step: Step): number {
  if (isOptional(step)) return through[step];
  return step === 'application' ? exchanged : attempts;
}

/** The cause that most people left with. */
function topCause(left: readonly Trouble[]): CauseId | null {
  const causes = new Map<CauseId, { people: Set<string>; attempts: number }>();
  for (const { cause, person } of left) {
    const known = causes.get(cause) ?? { people: new Set(), attempts: 0 };
    causes.set(cause, known);
    known.attempts++;
    if (person !== null) known.people.add(person);
  }
  const [top] = [...causes].sort(
    (a, b) => b[1].people.size - a[1].people.size || b[1].attempts - a[1].attempts || byName(a[0], b[0]),
  );
  return top?.[0] ?? null;
}
