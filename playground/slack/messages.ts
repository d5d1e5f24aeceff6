import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import { identified } from './identified.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';

/** A message as it stands now. An edit makes a new one in its place, so what a test holds does not change. */
export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** Who wrote it, or on whose behalf an app answered. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly threadTs: string | null;
  /** Also shown in the channel, though it is an answer in a thread. */
  readonly broadcast: boolean;
  /** The only person who sees it; null where everybody in the channel does. */
  readonly ephemeralTo: string | null;
  readonly edited: { readonly user: string; readonly ts: string } | null;
  readonly metadata: JsonObject | null;
  readonly files: readonly JsonObject[];
}

export type NewMessage = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Message>;

export class Messages {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #changes: Changes;
  readonly #byPlace = new Map<string, Message>();

  constructor(clock: Clock, ids: Ids, changes: Changes) {
    this.#clock = clock;
    this.#ids = ids;
    this.#changes = changes;
  }

  post(draft: NewMessage): Message {
    const message: Message = {
      threadTs: null,
      broadcast: false,
      ephemeralTo: null,
      edited: null,
      metadata: null,
      files: [],
      ...draft,
      ts: this.#ids.stamp(this.#clock.now()),
      blocks: identified(draft.blocks ?? [], this.#ids),
    };
    this.#byPlace.set(place(message), message);
    this.#changes.tell({ kind: 'message', message });
    return message;
  }

  /** Puts new content in the message's place. */
  edit(old: Message, by: string, changed: Partial<Message>): Message {
    const message: Message = {
      ...old,
      ...changed,
      blocks: identified(changed.blocks ?? old.blocks, this.#ids),
      edited: { user: by, ts: this.#ids.stamp(this.#clock.now()) },
    };
    this.#byPlace.set(place(message), message);
    this.#changes.tell({ kind: 'edited', message });
    return message;
  }

  delete(message: Message): void {
    this.#byPlace.delete(place(message));
    this.#changes.tell({ kind: 'deleted', message });
  }

  find(channel: string, ts: string): Message | undefined {
    return this.#byPlace.get(`${channel} ${ts}`);
  }

  /** All of a channel, threads and ephemerals included, oldest first. */
  in(channel: string): Message[] {
    return [...this.#byPlace.values()]
      .filter((message) => message.channel === channel)
      .sort((a, b) => Number(a.ts) - Number(b.ts));
  }

  /** What a person sees of a channel: what everybody does, and what only that person does. */
  seenBy(person: string, channel: string): Message[] {
    return this.in(channel).filter(({ ephemeralTo }) => ephemeralTo === null || ephemeralTo === person);
  }

  /** A client that is loaded again has lost the ephemeral messages. */
  forgetEphemerals(person: string): void {
    for (const message of [...this.#byPlace.values()]) if (message.ephemeralTo === person) this.delete(message);
  }
}

function place({ channel, ts }: Message): string {
  return `${channel} ${ts}`;
}
