import type { Ids } from './ids.ts';

export interface Member {
  readonly id: string;
  readonly team: string;
  /** The handle, as in @kim. */
  readonly name: string;
  readonly realName: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly isBot: boolean;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: Set<string>;
  disabled: boolean;
}

/** Who is in the workspace, bots and guests of other workspaces included, and the user groups. */
export class People {
  readonly #ids: Ids;
  readonly #members = new Map<string, Member>();
  readonly #groups = new Map<string, Group>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  add(member: Omit<Member, 'id'>): Member {
    const whole = { id: this.#ids.next('U'), ...member };
    this.#members.set(whole.id, whole);
    return whole;
  }

  addGroup(handle: string, members: readonly string[]): Group {
    const group = { id: this.#ids.next('S'), handle, name: handle, members: new Set(members), disabled: false };
    this.#groups.set(group.id, group);
    return group;
  }

  find(id: string): Member | undefined {
    return this.#members.get(id);
  }

  findGroup(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  all(): Member[] {
    return [...this.#members.values()];
  }

  groups(): Group[] {
    return [...this.#groups.values()];
  }
}
