import type { Ids } from './ids.ts';

export interface Channel {
  readonly id: string;
  /** Without the #; a direct message has none. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  readonly members: Set<string>;
  /** Shared with another workspace (Slack Connect). */
  readonly shared: boolean;
  archived: boolean;
}

export class Channels {
  readonly #ids: Ids;
  readonly #channels = new Map<string, Channel>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  add(channel: Pick<Channel, 'name' | 'kind' | 'shared'> & { members: readonly string[] }): Channel {
    const letter = channel.kind === 'dm' ? 'D' : 'C';
    const whole = { ...channel, id: this.#ids.next(letter), members: new Set(channel.members), archived: false };
    this.#channels.set(whole.id, whole);
    return whole;
  }

  find(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  /** By name, with or without the #. */
  named(name: string): Channel | undefined {
    return this.all().find((channel) => channel.kind !== 'dm' && channel.name === name.replace(/^#/, ''));
  }

  /** The direct message between two people, opened when it is first asked for. */
  direct(one: string, other: string): Channel {
    const open = this.all().find((c) => c.kind === 'dm' && c.members.has(one) && c.members.has(other));
    return open ?? this.add({ name: '', kind: 'dm', members: [one, other], shared: false });
  }

  all(): Channel[] {
    return [...this.#channels.values()];
  }
}
