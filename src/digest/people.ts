/** People by a small number, so that counting them costs little: 0 is nobody. See `personOf` of event/kind.ts. */
export class People {
  readonly #text: (number: number) => string | null;
  readonly #byUser = new Map<number, number>();
  readonly #byTyped = new Map<number, number>();
  readonly #byName = new Map<string, number>();
  /** Names by user id and user ids by name, as they came together; by number. */
  readonly #namesOf = new Map<number, Set<number>>();
  readonly #usersOf = new Map<number, Set<number>>();
  readonly #lastName = new Map<number, number>();
  /** The number of the user id, or the name in lower case, of each person. */
  readonly #who: (number | string)[] = [0];

  /** @param text of a reading of the store */
  constructor(text: (number: number) => string | null) {
    this.#text = text;
  }

  /** The person of a row, from its columns. */
  of(userId: number, identifier: number): number {
    if (userId !== 0) {
      if (identifier !== 0) this.#pair(userId, identifier);
      return this.#remembered(this.#byUser, userId, () => this.#add(userId));
    }
    if (identifier === 0) return 0;
    return this.#remembered(this.#byTyped, identifier, () => {
      const name = this.#text(identifier)!.toLowerCase();
      return this.#remembered(this.#byName, name, () => this.#add(name));
    });
  }

  /** The person of a user id's number; 0 where no row was theirs. */
  withUserId(userId: number): number {
    return this.#byUser.get(userId) ?? 0;
  }

  /** Who is known by name alone: the name in lower case, and the person. */
  get named(): ReadonlyMap<string, number> {
    return this.#byName;
  }

  /** The number of the person's user id; 0 for one known by name alone. */
  userIdOf(person: number): number {
    const who = this.#who[person]!;
    return typeof who === 'number' ? who : 0;
  }

  /** The user id or the name. */
  textOf(person: number): string {
    const who = this.#who[person]!;
    return typeof who === 'string' ? who : this.#text(who)!;
  }

  /** The numbers of the names that came together with somebody's user id. */
  namesOf(person: number): number[] {
    return [...(this.#namesOf.get(this.userIdOf(person)) ?? [])];
  }

  /** Every user id and name that came together with any of some user ids or, through a shared name, with those. */
  pairsAround(userIds: Iterable<number>): [userId: number, identifier: number][] {
    const pairs = new Map<number, Set<number>>();
    for (const userId of userIds) {
      for (const identifier of this.#namesOf.get(userId) ?? []) {
        for (const other of this.#usersOf.get(identifier)!)
          if (!pairs.has(other)) pairs.set(other, this.#namesOf.get(other)!);
      }
    }
    return [...pairs].flatMap(([userId, names]) => [...names].map((name): [number, number] => [userId, name]));
  }

  #pair(userId: number, identifier: number): void {
    // Nearly always the same pair as last time.
    if (this.#lastName.get(userId) === identifier) return;
    this.#lastName.set(userId, identifier);
    const names = this.#namesOf.get(userId);
    if (names === undefined) this.#namesOf.set(userId, new Set([identifier]));
    else names.add(identifier);
    const users = this.#usersOf.get(identifier);
    if (users === undefined) this.#usersOf.set(identifier, new Set([userId]));
    else users.add(userId);
  }

  #add(who: number | string): number {
    return this.#who.push(who) - 1;
  }

  #remembered<K>(map: Map<K, number>, key: K, make: () => number): number {
    let person = map.get(key);
    if (person === undefined) {
      person = make();
      map.set(key, person);
    }
    return person;
  }
}
