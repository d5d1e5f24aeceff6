import type { CauseId } from '../../src/causes/ids.ts';
import type { Confidence, Owner, State } from '../../src/causes/terms.ts';
import { unwrap } from '../../src/event/envelope.ts';
import type { Arrival } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import { profileSchema } from '../../src/live/profile.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { explain } from '../../src/why/explain.ts';
import type { Explanation, Scope } from '../../src/why/explanation.ts';
import { gather } from '../../src/why/gather.ts';
import { parseRules } from '../../src/why/rules.ts';
import { parseSubject } from '../../src/why/subject.ts';
import type { Raw, Row } from './row.ts';
import { moment } from './time.ts';

/** A person's story with what an expert says of it. */
export interface Golden {
  title: string;
  /** What is typed; "log 09:31" asks for the row of that time. */
  ask: string;
  /** When it is asked: "10:00". Left out for rows: then the moment of the row. */
  at?: string;
  /** Length of the window in days; 7 where not given. */
  days?: number;
  rows: readonly (Row | readonly Row[])[];
  profile?: unknown;
  rules?: unknown;
  is: Expected;
}

interface Expected {
  /** The first is the best one; the others would be right too. */
  cause: CauseId | readonly CauseId[];
  owner?: Owner | readonly Owner[];
  state?: State | readonly State[];
  confidence?: Confidence | readonly Confidence[];
  scope?: Scope['kind'] | readonly Scope['kind'][];
  /** Others concerned, at least. */
  others?: number;
  /** Rows, by their time, that must stand in the evidence or in the last attempt. */
  cite?: readonly string[];
  alternatives?: readonly CauseId[];
  never?: readonly CauseId[];
  /** Tenant changes that must be named, by their time. */
  changes?: readonly string[];
  /** What the headline must say. */
  says?: RegExp;
  /** What some note of the coverage must say. */
  notes?: RegExp;
  /** What some piece of advice to the agent must say. */
  advises?: RegExp;
  identities?: number;
}

export function rowsOf(story: Golden): Row[] {
  return story.rows.flat() as Row[];
}

function arrival(raw: unknown): Arrival[] {
  return unwrap(raw).map(({ event, logId }) => {
    const made = normalize(event, logId);
    if ('reason' in made) throw new Error(`A golden row is no event: ${made.reason}`);
    return made;
  });
}

/** Tells a story the way production does: rows in whatever envelope → events → store → what was gathered → answer. */
export async function answer(
  story: Golden,
  rows: readonly unknown[] = rowsOf(story).map((r) => r.raw),
  open: () => Promise<EventStore> = () => openEventStore(':memory:'),
): Promise<Explanation> {
  const store = await open();
  try {
    await store.add(rows.flatMap(arrival));
    const subject = parseSubject(
      story.ask.replace(/^log (.*)$/, (_, label: string) => `log:${named(story, label)[0]}`),
    );
    const asked = subject.kind === 'event' ? await store.get(subject.logId) : null;
    const at = story.at === undefined ? asked!.at : moment(story.at);
    const evidence = await gather(
      { subject, at, since: (story.days ?? 7) * 86_400_000 },
      {
        store,
        profile: story.profile === undefined ? null : profileSchema.parse(story.profile),
        rules: story.rules === undefined ? [] : parseRules(JSON.stringify(story.rules), 'rules.yaml'),
      },
    );
    return explain(evidence);
  } finally {
    await store.close();
  }
}

/** The causes that are right for a story, the best one first. */
export function causesOf(story: Golden): readonly CauseId[] {
  return list(story.is.cause)!;
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value : [value as T];
}

/** The log ids of the rows that a case names by their time. */
function named(story: Golden, label: string): string[] {
  const [time, type] = label.split(/ (?=[a-z_]+$)/);
  const found = rowsOf(story).filter((r) => r.when === time && (type === undefined || (r.raw as Raw).type === type));
  if (found.length === 0) throw new Error(`${story.title}: no row at ${label}`);
  return found.map((r) => r.raw.log_id);
}

/** Where an answer falls short of what the expert says, in words; nothing where it is right. */
export function shortcomings(story: Golden, given: Explanation): string[] {
  const { is } = story;
  const found: string[] = [];
  const { verdict, scope } = given;
  const wanted = (what: string, got: string, allowed: readonly string[] | undefined) => {
    if (allowed !== undefined && !allowed.includes(got)) found.push(`${what}: ${got}, wanted ${allowed.join(' or ')}`);
  };
  wanted('cause', verdict.cause, causesOf(story));
  wanted('owner', verdict.owner, list(is.owner));
  wanted('state', verdict.state, list(is.state));
  wanted('confidence', verdict.confidence, list(is.confidence));
  wanted('scope', scope.kind, list(is.scope));
  if (is.others !== undefined && scope.others < is.others) found.push(`others: ${scope.others}, wanted ${is.others}`);
  for (const cause of is.never ?? []) if (cause === verdict.cause) found.push(`never ${cause}`);
  for (const cause of is.alternatives ?? [])
    if (!given.alternatives.some((a) => a.cause === cause)) found.push(`alternative not named: ${cause}`);
  const cited = new Set([...given.evidence.map((e) => e.logId), ...(given.attempts.at(-1)?.logIds ?? [])]);
  for (const label of is.cite ?? [])
    for (const id of named(story, label)) if (!cited.has(id)) found.push(`not cited: ${label}`);
  const changed = new Set(given.changes.map((c) => c.logId));
  for (const label of is.changes ?? [])
    for (const id of named(story, label)) if (!changed.has(id)) found.push(`change not named: ${label}`);
  if (is.says && !is.says.test(verdict.headline)) found.push(`says “${verdict.headline}”, wanted ${is.says}`);
  if (is.notes && !given.coverage.notes.some((n) => is.notes!.test(n))) found.push(`no note says ${is.notes}`);
  if (is.advises && !given.advice.agent.some((n) => is.advises!.test(n))) found.push(`no advice says ${is.advises}`);
  if (is.identities !== undefined && given.identities.length !== is.identities)
    found.push(`identities: ${given.identities.length}, wanted ${is.identities}`);
  return found;
}
