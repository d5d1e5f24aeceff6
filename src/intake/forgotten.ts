import { identifierKey } from '../event/identifier.ts';
import { namedIn, names, type Whom } from '../event/mention.ts';
import { bareId } from '../event/user-id.ts';
import type { Archive } from '../live/port.ts';
import { keyedHash } from '../privacy.ts';
import type { State } from '../state/port.ts';
import type { EventStore, PersonKeys } from '../store/port.ts';

/** Answers of hashing that are kept: the same people come again and again. */
const REMEMBERED = 100_000;

/** The hashes by which a forgotten person is known again; one or two a name. */
export function tombstonesOf({ userIds, identifiers }: PersonKeys, secret: string): string[] {
  const all = [
    ...identifiers.map(byName),
    // Of a user id without its provider any will do; one with a provider is also seen without.
    ...userIds.flatMap((id) => (id.includes('|') ? [byUser(id), byUser(bareId(id))] : [byUser(id), byAnyUser(id)])),
  ];
  return [...new Set(all)].map((name) => keyedHash(secret, name));
}

const byName = (identifier: string): string => `name ${identifierKey(identifier)}`;
const byUser = (userId: string): string => `user ${userId}`;
const byAnyUser = (userId: string): string => `any user ${userId}`;

/** Who was forgotten, as far as the state knows: also what another process has just set there. */
export class ForgottenPeople {
  readonly #state: Pick<State, 'tombstones' | 'secrets'>;
  #mark: string | null = null;
  #whom: Whom | null = null;

  constructor(state: Pick<State, 'tombstones' | 'secrets'>) {
    this.#state = state;
  }

  /** Knows them; null where there is nobody. The same object until that changes. */
  async whom(): Promise<Whom | null> {
    const { tombstones, secrets } = this.#state;
    const mark = await tombstones.mark();
    if (mark !== this.#mark) {
      const hashes = new Set(await tombstones.all());
      this.#whom = hashes.size === 0 ? null : knownBy(hashes, await secrets.get('forgotten'));
      this.#mark = mark;
    }
    return this.#whom;
  }
}

function knownBy(hashes: ReadonlySet<string>, secret: string): Whom {
  const has = (name: string): boolean => hashes.has(keyedHash(secret, name));
  return {
    isName: remembering((identifier) => has(byName(identifier))),
    isUser: remembering((id) => has(byUser(id)) || (id.includes('|') && has(byAnyUser(bareId(id))))),
  };
}

/** Asks once for each name, however often it comes. */
function remembering(ask: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = ask(name);
    if (known.size >= REMEMBERED) known.clear();
    known.set(name, answer);
    return answer;
  };
}

/**
 * A store that takes in nothing of the forgotten, wherever it comes from. Who is forgotten while something is being
 * stored is taken out of the store again: whoever forgets writes that down before deleting.
 */
export function leavingOut<S extends Pick<EventStore, 'add' | 'addOdd' | 'forget'>>(
  store: S,
  people: Pick<ForgottenPeople, 'whom'>,
): S {
  /** Stores what names none of them. */
  async function storing<T, R>(
    all: readonly T[],
    isNaming: (each: T, whom: Whom) => boolean,
    add: (kept: readonly T[]) => Promise<R>,
  ): Promise<{ result: R; forgotten: number }> {
    const before = await people.whom();
    const kept = before === null ? all : all.filter((each) => !isNaming(each, before));
    const result = await add(kept);
    const after = await people.whom();
    if (after !== before && after !== null) {
      const { noting, keys } = notingNames(after);
      if (kept.filter((each) => isNaming(each, noting)).length > 0) await store.forget(keys());
    }
    return { result, forgotten: all.length - kept.length };
  }

  return {
    ...store,
    async add(batch) {
      const { result, forgotten } = await storing(batch, names, (kept) => store.add(kept));
      return forgotten === 0 ? result : { ...result, forgotten };
    },
    async addOdd(odd) {
      await storing(
        odd,
        ({ raw }, whom) => namedIn(raw, whom),
        (kept) => store.addOdd(kept),
      );
    },
  };
}

/** Knows the same people, and notes by which names. */
function notingNames(whom: Whom): { noting: Whom; keys(): PersonKeys } {
  const userIds = new Set<string>();
  const identifiers = new Set<string>();
  return {
    noting: {
      isUser: (id) => whom.isUser(id) && Boolean(userIds.add(id)),
      isName: (identifier) => whom.isName(identifier) && Boolean(identifiers.add(identifier)),
    },
    keys() {
      const whole = new Set([...userIds].filter((id) => id.includes('|')).map(bareId));
      // Alone, an id without its provider would mean whoever has it under any.
      return { userIds: [...userIds].filter((id) => !whole.has(id)), identifiers: [...identifiers] };
    },
  };
}

/** An archive that gives nothing of the forgotten. */
export function withoutForgotten(archive: Archive, people: Pick<ForgottenPeople, 'whom'>): Archive {
  return {
    name: archive.name,
    async search(keys, range) {
      const [found, whom] = await Promise.all([archive.search(keys, range), people.whom()]);
      if (whom === null) return found;
      return { ...found, events: found.events.filter((event) => !names({ event, body: '' }, whom)) };
    },
  };
}
