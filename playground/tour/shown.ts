import type { Message as Said } from '../../src/slack/blocks.ts';
import { type JsonObject, objects } from '../slack/json.ts';
import type { Message } from '../slack/messages.ts';
import type { View } from '../slack/views.ts';

/** Where something that the bot says is seen. */
export type Group = 'Asking' | 'Answers' | 'From an answer' | 'Refusals and errors' | 'The digest' | 'Spikes';

/** One thing that the bot says, as it stood at some moment. */
export interface Shown {
  readonly group: Group;
  readonly title: string;
  readonly what: Pick<Message, 'text' | 'blocks'> | View;
}

export function isView(what: Shown['what']): what is View {
  return 'type' in what;
}

/** What the bot would post, as it would stand there. */
export function asPosted({ text, blocks }: Said): Pick<Message, 'text' | 'blocks'> {
  const asJson = objects(JSON.parse(JSON.stringify(blocks)));
  return { text, blocks: asJson.map((block: JsonObject, i) => ({ block_id: `b${i}`, ...block })) };
}
