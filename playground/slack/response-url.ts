import { z } from 'zod';
import type { Clock } from './clock.ts';
import { checkedContent } from './content.ts';
import type { Files } from './files.ts';
import type { Ids } from './ids.ts';
import { RESPONSE_URL_LIFE, RESPONSE_URL_USES } from './limits.ts';
import type { Message, Messages } from './messages.ts';
import type { Sent } from './received.ts';
import { SlackError } from './slack-error.ts';

/** Something a person did with the app in a channel, which the app may answer there, member of it or not. */
export interface Occasion {
  readonly channel: string;
  readonly user: string;
  /** The thread it happened in. */
  readonly threadTs: string | null;
  /** What the person typed, which shows when the answer is for everybody; null for a click. */
  readonly typed: string | null;
  /** The message that was clicked, or that was answered first: what `replace_original` replaces. */
  original: string | null;
}

const answerShape = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});

interface Address {
  readonly occasion: Occasion;
  readonly made: number;
  used: number;
}

/** Answers through a response_url, or in the acknowledgement of a command: five, within thirty minutes. */
export class Answers {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #messages: Messages;
  readonly #files: Files;
  readonly #author: () => string;
  readonly #addresses = new Map<string, Address>();

  /** @param author the bot's user id */
  constructor(clock: Clock, ids: Ids, messages: Messages, files: Files, author: () => string) {
    this.#clock = clock;
    this.#ids = ids;
    this.#messages = messages;
    this.#files = files;
    this.#author = author;
  }

  /** The path of a new response_url. */
  address(occasion: Occasion): string {
    const path = `/respond/${this.#ids.next('T')}/${this.#ids.secret(12)}`;
    this.#addresses.set(path, { occasion, made: this.#clock.now(), used: 0 });
    return path;
  }

  /** What a POST to a response_url does; throws the refusal. A refused answer is not counted. */
  through(path: string, body: unknown, sent: Sent): void {
    const address = this.#addresses.get(path);
    if (!address) throw new SlackError('invalid_url');
    if (this.#clock.now() - address.made > RESPONSE_URL_LIFE) throw new SlackError('expired_url');
    if (address.used >= RESPONSE_URL_USES) throw new SlackError('used_url');
    this.answer(address.occasion, body, sent);
    address.used += 1;
  }

  answer(occasion: Occasion, body: unknown, sent: Sent): void {
    const read = answerShape.safeParse(body);
    if (!read.success) throw new SlackError('invalid_payload');
    const { response_type, replace_original, delete_original, thread_ts, ...content } = read.data;
    const original = occasion.original ? this.#messages.find(occasion.channel, occasion.original) : undefined;
    if (delete_original) {
      if (original) this.#messages.delete(original);
      if (content.text === undefined && content.blocks === undefined) return;
    }
    const { text, blocks } = checkedContent(content, this.#files);
    if (replace_original && original) {
      sent.audience = original.ephemeralTo === null ? 'channel' : 'person';
      this.#messages.edit(original, this.#author(), { text, blocks });
      return;
    }
    const everybody = response_type === 'in_channel';
    sent.audience = everybody ? 'channel' : 'person';
    if (everybody && occasion.typed !== null && occasion.original === null)
      this.#messages.post({ channel: occasion.channel, user: occasion.user, text: occasion.typed });
    const message = this.#messages.post({
      channel: occasion.channel,
      user: this.#author(),
      text,
      blocks,
      threadTs: thread_ts ?? occasion.threadTs,
      ephemeralTo: everybody ? null : occasion.user,
    });
    if (occasion.typed !== null) occasion.original ??= message.ts;
  }
}

/** What a click on a message is an occasion for. */
export function occasionOf(message: Message, user: string): Occasion {
  const { channel, threadTs, ts } = message;
  return { channel, user, threadTs, typed: null, original: ts };
}
