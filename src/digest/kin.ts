import { identifierKey } from '../event/identifier.ts';
import type { PersonKeys } from '../store/port.ts';

/** All user ids and names of one human being. */
export interface Family {
  userIds: string[];
  /** As `identifierKey` makes them. */
  identifiers: string[];
}

/** Which user ids and names belong to the same human being: those that were seen together. */
export class Kin {
  readonly #parents = new Map<string, string>();
  readonly #asked = new Set<string>();
  /** Names are written alike again and again. */
  readonly #nameKeys = new Map<string, string>();
  /** Until somebody is added or linked. */
  #families: ReadonlyMap<string, Family> | null = null;

  /** Somebody of whom nothing else may be known. */
  add({ userIds, identifiers }: PersonKeys): void {
    this.#families = null;
    for (const userId of userIds) this.#root(userKey(userId));
    for (const identifier of identifiers) this.#root(this.#nameKey(identifier));
  }

  link(seen: readonly { userId: string; identifier: string }[]): void {
    if (seen.length > 0) this.#families = null;
    for (const { userId, identifier } of seen)
      this.#parents.set(this.#root(userKey(userId)), this.#root(this.#nameKey(identifier)));
  }

  /** Everybody, by a mark that all names of one human being share. */
  families(): ReadonlyMap<string, Family> {
    if (this.#families !== null) return this.#families;
    const families = new Map<string, Family>();
    for (const key of this.#parents.keys()) {
      const root = this.#root(key);
      const family = families.get(root) ?? { userIds: [], identifiers: [] };
      families.set(root, family);
      (key.startsWith('u') ? family.userIds : family.identifiers).push(key.slice(1));
    }
    this.#families = families;
    return families;
  }

  /** All user ids and names. */
  keys(): PersonKeys {
    return keysOf([...this.#parents.keys()]);
  }

  /** User ids and names that this did not return before. */
  unaskedKeys(): PersonKeys {
    const keys = [...this.#parents.keys()].filter((key) => !this.#asked.has(key));
    for (const key of keys) this.#asked.add(key);
    return keysOf(keys);
  }

  /** The mark of whoever has this user id, else this name; null where nobody is known under either. */
  markOf(userId: string | null, identifier: string | null): string | null {
    const key = userId !== null ? userKey(userId) : identifier !== null ? this.#nameKey(identifier) : null;
    return key !== null && this.#parents.has(key) ? this.#root(key) : null;
  }

  #nameKey(identifier: string): string {
    let key = this.#nameKeys.get(identifier);
    if (key === undefined) {
      key = `n${identifierKey(identifier)}`;
      this.#nameKeys.set(identifier, key);
    }
    return key;
  }

  #root(key: string): string {
    let root = this.#parents.get(key) ?? key;
    this.#parents.set(key, root);
    while (root !== this.#parents.get(root)) {
      root = this.#parents.get(root)!;
      this.#parents.set(key, root);
    }
    return root;
  }
}

function userKey(userId: string): string {
  return `u${userId}`;
}

function keysOf(keys: readonly string[]): { userIds: string[]; identifiers: string[] } {
  const of = (kind: string) => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(1));
  return { userIds: of('u'), identifiers: of('n') };
}
