import type { Join } from '../causes/story.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Range, Reading } from '../store/port.ts';
import { type Joined, joinSlips, joinUnnamed } from './joins.ts';
import { type Family, Kin } from './kin.ts';
import type { CleanPasses, LooseRow } from './passes.ts';
import { addPast, PAST_SPAN } from './past.ts';
import type { People } from './people.ts';
import type { Trail } from './trail.ts';

/** Somebody whose passes have to be rebuilt, under all their names: what an explanation would be about. */
export interface Human extends Family {
  /** Their rows of the time that was read, with what explains them before. In no order; each once. */
  rows: Map<string, LogEvent>;
  /** How rows came here that do not name this human. */
  joins: Map<string, Join>;
}

/** What was read of a week: see count.ts. */
export interface Sources {
  store: EventStore;
  reading: Reading;
  range: Range;
  people: People;
  trail: Trail;
  passes: CleanPasses;
}

/** Rows that are an attempt even where nobody can be found behind them. */
const ATTEMPTS = new Set(['f', 'fc', 'fco', 'fcoa', 'fens', 'fp', 'fu', 'fsa', 'feacft', 'fepft']);

/** Everybody in trouble with all their rows, and the people (numbers) among them. */
export async function findHumans(sources: Sources): Promise<{ humans: Human[]; people: Set<number> }> {
  const { store, people, trail, passes, range } = sources;
  const kin = new Kin();
  await addKin(passes.troubled, sources, kin);
  const joined = joins(sources, kin);
  await addKin(new Set(joined.map(({ person }) => person)), sources, kin);

  const humans = new Map([...kin.families()].map(([mark, family]): [string, Human] => [mark, human(family)]));
  const inside = peopleIn(sources, kin);
  const elsewhere = new Map(joined.map((join) => [join.key, join]));
  const { telling, passing } = trail.rowsOf(inside, people);
  for (const [key, row] of await store.counting.whole(telling)) if (!elsewhere.has(key)) add(row);
  for (const row of passing) add(row);
  await addPast(humans, kin, store, range);

  function add(row: LogEvent): void {
    const mark = kin.markOf(row.userId, row.identifier);
    if (mark !== null) humans.get(mark)!.rows.set(row.logId, row);
  }

  const sessions = sessionsOf(humans.values());
  const loose = await store.counting.whole([...new Set([...passes.unnamed, ...joined].map(({ key }) => key))]);
  for (const [key, row] of loose) {
    const join = elsewhere.get(key);
    const bySession = sessions.get(row.sessionId ?? '') ?? sessions.get(row.transactionId ?? '');
    const byJoin = join === undefined ? undefined : humans.get(markOf(join, people, kin));
    const owner = (join?.how === 'slip' ? byJoin : (bySession ?? byJoin)) ?? nobody(row);
    if (owner === null) continue;
    owner.rows.set(row.logId, row);
    if (owner === byJoin) owner.joins.set(row.logId, join!.how);
    else if (owner === bySession) owner.joins.set(row.logId, 'session');
  }

  /** The browser itself stands for whoever sat at it. */
  function nobody(row: LogEvent): Human | null {
    if (!ATTEMPTS.has(row.type)) return null;
    const mark = `b${row.ip} ${row.userAgent}`;
    const known = humans.get(mark) ?? human({ userIds: [], identifiers: [] });
    humans.set(mark, known);
    return known;
  }
  return { humans: [...humans.values()], people: inside };
}

function human({ userIds, identifiers }: Family): Human {
  return { userIds, identifiers, rows: new Map(), joins: new Map() };
}

/** Rows that name nobody, and mistyped names, with whom they belong to. */
function joins({ reading, people, trail, passes }: Sources, kin: Kin): Joined[] {
  const families = kin.families();
  const isStranger = ({ person }: LooseRow) =>
    families.get(kin.markOf(null, people.textOf(person)) ?? '')?.userIds.length === 0;
  const strangers = passes.typed.filter(isStranger);
  return [...joinUnnamed(passes.unnamed, trail), ...joinSlips(strangers, trail, people, reading.text)];
}

/** Adds people with what they are known by in the week, and the accounts of bare names from the month before. */
async function addKin(
  persons: ReadonlySet<number>,
  { store, people, reading, range }: Sources,
  kin: Kin,
): Promise<void> {
  const known = [...persons].filter((person) => people.userIdOf(person) !== 0);
  kin.add({
    userIds: known.map((person) => people.textOf(person)),
    identifiers: [...persons].filter((person) => people.userIdOf(person) === 0).map((person) => people.textOf(person)),
  });
  const pairs = people.pairsAround(known.map((person) => people.userIdOf(person)));
  kin.link(pairs.map(([user, name]) => ({ userId: reading.text(user)!, identifier: reading.text(name)! })));
  const asked = new Set(kin.unaskedKeys().identifiers);
  const strangers = [...kin.families().values()].filter(({ userIds }) => userIds.length === 0);
  const identifiers = strangers.flatMap((family) => family.identifiers).filter((name) => asked.has(name));
  if (identifiers.length === 0) return;
  kin.link(await store.counting.namesOf({ userIds: [], identifiers }, { ...range, from: range.from - PAST_SPAN }));
}

function markOf({ person }: Joined, people: People, kin: Kin): string {
  const text = people.textOf(person);
  return people.userIdOf(person) !== 0 ? kin.markOf(text, null)! : kin.markOf(null, text)!;
}

/** The people of the week who are behind the user ids and names. */
function peopleIn({ reading, people }: Sources, kin: Kin): Set<number> {
  const inside = new Set(kin.keys().userIds.map((userId) => people.withUserId(reading.number(userId))));
  for (const [name, person] of people.named) if (kin.markOf(null, name) !== null) inside.add(person);
  inside.delete(0);
  return inside;
}

/** Whose a session or transaction is. */
function sessionsOf(humans: Iterable<Human>): Map<string, Human> {
  const sessions = new Map<string, Human>();
  for (const owner of humans)
    for (const { sessionId, transactionId } of owner.rows.values())
      for (const id of [sessionId, transactionId]) if (id !== null) sessions.set(id, owner);
  return sessions;
}
