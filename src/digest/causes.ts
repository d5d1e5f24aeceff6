import type { CauseId } from '../causes/ids.ts';
import type { Owner } from '../causes/terms.ts';
import type { RecoveryRow } from './digest.ts';
import { share } from './follow.ts';
import { byName, SHOWN } from './segments.ts';
import type { CauseSummary } from './summary.ts';
import type { Trouble } from './troubles.ts';
import { DAY } from './week.ts';

const TEN_MINUTES = 600_000;

/** Troubles by cause: how many people and attempts, on which days, in which application most. */
export function causesOf(troubles: readonly Trouble[], dayOf: (at: number) => number): CauseSummary[] {
  return [...byCause(troubles)]
    .map(([cause, list]) => ({
      cause,
      owner: mostly(list.map(({ owner }) => owner))!,
      people: peopleIn(list).size,
      events: list.length,
      days: byDay(list, dayOf).map((troubled) => peopleIn(troubled).size),
      mostIn: mostIn(list),
    }))
    .sort((a, b) => b.people - a.people || byName(a.cause, b.cause));
}

/** People with any of the causes that the list has no room for. */
export function peopleOfOthers(troubles: readonly Trouble[], causes: readonly CauseSummary[]): number {
  const others = new Set(causes.slice(SHOWN).map(({ cause }) => cause));
  return peopleIn(troubles.filter(({ cause }) => others.has(cause))).size;
}

/** People with each cause, and when their next login came after they first met it in the week. */
export function recoveryOf(troubles: readonly Trouble[], at: number): RecoveryRow[] {
  const rows = [...byCause(troubles)]
    .map(([cause, list]) => ({ cause, waits: waitsOf(list) }))
    .filter(({ waits }) => waits.length > 0)
    .sort((a, b) => b.waits.length - a.waits.length || byName(a.cause, b.cause));
  const listed: RecoveryRow[] = rows.slice(0, SHOWN).map(({ cause, waits }) => recovery(cause, waits, at));
  const rest = troubles.filter(({ cause }) => rows.slice(SHOWN).some((row) => row.cause === cause));
  return rest.length > 0 ? [...listed, recovery('other', waitsOf(rest), at)] : listed;
}

interface Wait {
  at: number;
  backAt: number | null;
}

/** The first of each person's. */
function waitsOf(troubles: readonly Trouble[]): Wait[] {
  const waits = new Map<string, Wait>();
  for (const { person, attempt, backAt } of troubles) {
    if (person === null) continue;
    const known = waits.get(person);
    if (known === undefined || attempt.endedAt < known.at) waits.set(person, { at: attempt.endedAt, backAt });
  }
  return [...waits.values()];
}

function recovery(cause: RecoveryRow['cause'], waits: readonly Wait[], at: number): RecoveryRow {
  const within = (span: number) => {
    const over = waits.filter((wait) => wait.at + span <= at);
    const followed = over.filter((wait) => wait.backAt !== null && wait.backAt - wait.at <= span).length;
    return share({ people: over.length, followed });
  };
  const over = waits.filter((wait) => wait.at + DAY <= at);
  return {
    cause,
    people: waits.length,
    inWithin10m: within(TEN_MINUTES),
    inWithin24h: within(DAY),
    notBack: share({ people: over.length, followed: over.filter(({ backAt }) => backAt === null).length }),
  };
}

function byCause(troubles: readonly Trouble[]): Map<CauseId, Trouble[]> {
  const groups = new Map<CauseId, Trouble[]>();
  for (const trouble of troubles) {
    const group = groups.get(trouble.cause);
    if (group === undefined) groups.set(trouble.cause, [trouble]);
    else group.push(trouble);
  }
  return groups;
}

function byDay(troubles: readonly Trouble[], dayOf: (at: number) => number): Trouble[][] {
  const days = Array.from({ length: 7 }, (): Trouble[] => []);
  for (const trouble of troubles) days[dayOf(trouble.attempt.endedAt)]?.push(trouble);
  return days;
}

function peopleIn(troubles: readonly Trouble[]): Set<string> {
  return new Set(troubles.map(({ person }) => person).filter((person) => person !== null));
}

function mostly(owners: readonly Owner[]): Owner | undefined {
  const counts = new Map<Owner, number>();
  for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || byName(a[0], b[0]))[0]?.[0];
}

function mostIn(troubles: readonly Trouble[]): CauseSummary['mostIn'] {
  const applications = new Map<string, Set<string>>();
  for (const { attempt, person } of troubles) {
    if (attempt.application === null || person === null) continue;
    applications.set(attempt.application, (applications.get(attempt.application) ?? new Set()).add(person));
  }
  const [most] = [...applications].sort((a, b) => b[1].size - a[1].size || byName(a[0], b[0]));
  return most === undefined ? null : { application: most[0], people: most[1].size };
}
