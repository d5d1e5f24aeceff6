import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';

/** Something that the app sent. */
export interface Sent {
  readonly at: number;
  readonly through: 'api' | 'response_url' | 'acknowledgement' | 'upload';
  /** The Web API method, or what was acknowledged or answered. */
  readonly name: string;
  /** The arguments, JSON decoded; a file's bytes as text. */
  readonly body: unknown;
  /** Who got to see it: nobody (a question, a refused message), one person, or a channel. */
  audience: 'nobody' | 'person' | 'channel';
  /** What the workspace answered; undefined while it has not, or where the answer was dropped. */
  answer: unknown;
}

/** Everything the app ever sent, in order: what a test of privacy reads. */
export class Received {
  readonly all: Sent[] = [];
  readonly #clock: Clock;
  readonly #changes: Changes;

  constructor(clock: Clock, changes: Changes) {
    this.#clock = clock;
    this.#changes = changes;
  }

  record(what: Pick<Sent, 'through' | 'name' | 'body'>): Sent {
    const sent: Sent = { ...what, at: this.#clock.now(), audience: 'nobody', answer: undefined };
    this.all.push(sent);
    this.#changes.tell({ kind: 'received' });
    return sent;
  }

  /** Calls of one method, or answers of one kind. */
  of(name: string): Sent[] {
    return this.all.filter((sent) => sent.name === name);
  }

  /** All of it as one text, to search; only what reached some audience where that is given. */
  text(audience?: Sent['audience']): string {
    const read = this.all.filter((sent) => audience === undefined || sent.audience === audience);
    return read.map((sent) => JSON.stringify(sent.body)).join('\n');
  }
}
