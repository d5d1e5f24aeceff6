import { isDeepStrictEqual } from 'node:util';
import type { Digest } from '../../src/digest/digest.ts';
import type { Recounted } from './recount.ts';
import type { Retold } from './retold.ts';

/** The part of a digest that the recount has, in the recount's shape. */
export function recountable(digest: Digest): Recounted {
  const plain = ({ now, before, change }: Digest['volume']['logins']) => ({ now, before, change });
  const { behavior, coverage } = digest;
  return {
    volume: Object.fromEntries(Object.entries(digest.volume).map(([name, figure]) => [name, plain(figure)])),
    primeTimes: digest.primeTimes,
    audience: digest.audience,
    signupToFirstLogin: behavior.signupToFirstLogin,
    passwordReset: behavior.passwordReset,
    actors: digest.actors.map(({ failures, people, gotIn, blocked }) => ({ failures, people, gotIn, blocked })),
    protection: digest.protection
      .map(({ type, events, people, ips, before }) => ({ type, events, people, ips, before }))
      .sort((a, b) => (a.type < b.type ? -1 : 1)),
    events: coverage.events,
    gaps: coverage.gaps,
  };
}

/** Every place in which two countings differ: "volume.logins.now: 12 here, 13 there". Fractions to 12 digits. */
export function differences(here: unknown, there: unknown, path = ''): string[] {
  if (typeof here === 'number' && typeof there === 'number' && Math.abs(here - there) <= 1e-12 * Math.abs(here))
    return [];
  if (typeof here === 'object' && typeof there === 'object' && here !== null && there !== null) {
    const keys = [...new Set([...Object.keys(here), ...Object.keys(there)])];
    return keys.flatMap((key) =>
      differences((here as Record<string, unknown>)[key], (there as Record<string, unknown>)[key], `${path}.${key}`),
    );
  }
  return isDeepStrictEqual(here, there)
    ? []
    : [`${path.slice(1)}: ${JSON.stringify(here)} here, ${JSON.stringify(there)} there`];
}

/** How many single numbers and names were compared. */
export function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + leaves(one), 0);
}

/** Causes, funnel and recovery of a digest in the shape of `retell`. */
export function retellable({ causes, behavior }: Digest): Retold {
  return {
    causes: Object.fromEntries(causes.map(({ cause, people, events }) => [cause, { people, events }])),
    funnel: Object.fromEntries(
      behavior.funnel.map(({ step, entered, left, topCause }) => [step, { entered, left, topCause }]),
    ),
    recovery: Object.fromEntries(
      behavior.recovery.map(({ cause, people, inWithin10m, inWithin24h, notBack }) => [
        cause,
        { people, inWithin10m, inWithin24h, notBack },
      ]),
    ) as Retold['recovery'],
  };
}
