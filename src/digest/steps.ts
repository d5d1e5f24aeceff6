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
  const step = PASS_TYPES[type] ?? STEP_TYPES[type];
  return OPTIONAL.find((optional) => optional === step) ?? null;
}

/** The optional steps that a login's prompts show. */
export function stepsOfPrompts(prompts: readonly string[] | null): OptionalStep[] {
  const found = (prompts ?? []).map((name) => PROMPTS.find(([pattern]) => pattern.test(name))?.[1]);
  return [...new Set(found.filter((step) => step !== undefined))];
}

/** Did this attempt come to a step? As far as it reached; to an optional one only where its rows show it. */
export function cameTo(attempt: Try, step: Step): boolean {
  if (attempt.reached === step) return true;
  if (!isOptional(step)) return STEPS.indexOf(attempt.reached) > STEPS.indexOf(step);
  return attempt.rows.some((row) => stepOfType(row.type) === step || stepsOfPrompts(row.prompts).includes(step));
}

export function isOptional(step: Step): step is OptionalStep {
  return (OPTIONAL as readonly Step[]).includes(step);
}
