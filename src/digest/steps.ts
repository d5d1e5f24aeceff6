import type { Try } from '../causes/story.ts';
import { STEPS, type Step } from '../causes/terms.ts';
import { PASS_TYPES, STEP_TYPES } from '../why/roles.ts';

/** Not everybody comes to these: only who is seen there does. The others lie on everybody's way. */
export const OPTIONAL = ['email_verification', 'mfa_enrollment', 'mfa_challenge', 'consent'] as const satisfies Step[];
export type OptionalStep = (typeof OPTIONAL)[number];

/** Names of `details.prompts` by the step they belong to. */
const PROMPTS: readonly (readonly [RegExp, OptionalStep])[] = [
  [/email-verification/, 'email_verification'],
  [/mfa.*enroll/, 'mfa_enrollment'],
  [/mfa/, 'mfa_challenge'],
  [/consent/, 'consent'],
];

/** The optional step that a row of this type shows. */
export function stepOfType(type: string): OptionalStep | null {
  const step = PASS_TYPES.get(type) ?? STEP_TYPES.get(type);
  return OPTIONAL.find((optional) => optional === step) ?? null;
}

/** The optional steps that a login's prompts show. */
export function stepsOfPrompts(prompts: readonly string[] | null): OptionalStep[] {
  if (prompts === null || prompts.length === 0) return [];
  const found = prompts.map((name) => PROMPTS.find(([pattern]) => pattern.test(name))?.[1]);
  return [...new Set(found.filter((step) => step !== undefined))];
}

/** What everybody passes who comes to a step, and the step. */
const ON_THE_WAY: ReadonlyMap<Step, readonly Step[]> = new Map(
  STEPS.map((last, place) => [last, STEPS.filter((step, i) => step === last || (i < place && !isOptional(step)))]),
);

/** The steps that an attempt came to: as far as it reached; optional ones only where its rows show them. */
export function stepsOf({ reached, rows }: Try): Set<Step> {
  const steps = new Set(ON_THE_WAY.get(reached));
  for (const row of rows) {
    const shown = stepOfType(row.type);
    if (shown !== null) steps.add(shown);
    for (const step of stepsOfPrompts(row.prompts)) steps.add(step);
  }
  return steps;
}

export function isOptional(step: Step): step is OptionalStep {
  return (OPTIONAL as readonly Step[]).includes(step);
}
