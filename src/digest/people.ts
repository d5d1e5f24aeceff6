import { ByNumber, ManyByNumber } from './by-number.ts';

/** People by a small number, so that counting them costs little: 0 is nobody. See `personOf` of event/kind.ts. */
export class People {
  readonly #text: (number: number) => string | null;
  readonly #byUser = new ByNumber();
  readonly #byTyped = new ByNumber();
  readonly #byName = new Map<string, number>();
  /** Names by user id and user ids by name, as they came together; by number. */
  readonly #namesOf = new ManyByNumber();
  readonly #usersOf = new ManyByNumber();
  readonly #lastName = new ByNumber();
  /** The number of the user id, or the name in lower case, of each person. */
  readonly #who: (number | string)[] = [0];

  /** @param text of a reading of the store */
  constructor(text: (number: number) => string | null) {
    this.#text = text;
  }

  /** The person of a row, from its columns. */
  of(userId: number, identifier: number): number {
    if (userId !== 0) {
      // Nearly always the same pair as last time.
      if (identifier !== 0 && this.#lastName.get(userId) !== identifier) this.#pair(userId, identifier);
      const known = this.#byUser.get(userId);
      if (known !== 0) return known;
      const person = this.#add(userId);
      this.#byUser.set(userId, person);
      return person;
    }
    if (identifier === 0) return 0;
    const known = this.#byTyped.get(identifier);
    if (known !== 0) return known;
    const name = this.#text(identifier)!.toLowerCase();
    const person = this.#byName.get(name) ?? this.#add(name);
    this.#byName.set(name, person);
    this.#byTyped.set(identifier, person);
    return person;
  }

  /** The person of a user id's number; 0 where no row was theirs. */
  withUserId(userId: number): number {
    return this.#byUser.get(userId);
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
    return this.#namesOf.of(this.userIdOf(person));
  }

  /** Every user id and name that came together with any of some user ids or, through a shared name, with those. */
  pairsAround(userIds: Iterable<number>): [userId: number, identifier: number][] {
    const around = new Set<number>();
    for (const userId of userIds)
      for (const identifier of this.#namesOf.of(userId))
        for (const other of this.#usersOf.of(identifier)) around.add(other);
    return [...around].flatMap((userId) => this.#namesOf.of(userId).map((name): [number, number] => [userId, name]));
  }

  #pair(userId: number, identifier: number): void {
    this.#lastName.set(userId, identifier);
    this.#namesOf.add(userId, identifier);
    this.#usersOf.add(identifier, userId);
  }

  #add(who: number | string): number {
    return this.#who.push(who) - 1;
  }
}
