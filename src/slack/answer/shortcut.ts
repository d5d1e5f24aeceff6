import type { App, MessageShortcut } from '@slack/bolt';
import { askerOf } from '../asker.ts';
import type { Desk } from '../feature.ts';
import { waiting } from '../notices.ts';
import { openView, replyInView } from '../reply.ts';
import { type AnsweringPorts, answered } from './answering.ts';
import { openAskForm } from './ask-form.ts';
import { USUAL_SPAN } from './question.ts';
import { ANSWER_TITLE, ANSWER_VIEW, metadataFor } from './view.ts';

export const SHORTCUT = 'why_cant_they_log_in';

const EMAIL = /[^\s@<>"'“”‘’(),;:|[\]{}`]{1,64}@[^\s@<>"'“”‘’(),;:|[\]{}`/?&=]{1,190}\.[a-z0-9-]{2,24}/gi;
const LONGEST_MESSAGE = 100_000;

/** The e-mail addresses in a message: its text, its blocks and what other apps attached, each once. */
export function addressesIn(parts: object): string[] {
  const found =
    JSON.stringify(parts)
      .slice(0, LONGEST_MESSAGE)
      .replaceAll(/\\[ntr]/g, ' ')
      .match(EMAIL) ?? [];
  const plain = found.map((address) => address.replace(/^mailto:/i, '').replace(/[.\\]+$/, ''));
  return [...new Map(plain.map((address) => [address.toLowerCase(), address])).values()];
}

/** "Why can't they log in?" in the menu of a message, threads included: answers in a modal. */
export function registerShortcut(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: SHORTCUT }, async ({ ack, shortcut }) => {
    await ack();
    const { text, blocks, attachments } = shortcut.message;
    const [who, ...others] = addressesIn({ text, blocks, attachments });
    const channel = shortcut.channel.id;
    if (who === undefined || others.length > 0) {
      const note =
        who === undefined
          ? 'There is no e-mail address in that message. Type whom it is about.'
          : `That message names ${others.length + 1} addresses. The first is filled in; ask about one at a time.`;
      return openAskForm(desk, shortcut.trigger_id, { channel, note, ...(who === undefined ? {} : { who }) });
    }
    const question = { who, since: USUAL_SPAN, application: null, ticket: null };
    const { blocks: wait } = waiting(question);
    const viewId = await openView(desk, shortcut.trigger_id, { title: ANSWER_TITLE, blocks: wait, onTop: false });
    if (viewId === null) return;
    const reply = replyInView(desk, viewId, ANSWER_TITLE, { metadata: metadataFor(channel), callbackId: ANSWER_VIEW });
    const act = { action: 'ask', asker: askerOf(shortcut), subject: who, ticket: null, reply } as const;
    await desk.gate.run(act, async () => {
      const { message, outcome } = await answered(ports, { ...question, at: desk.now() });
      return { outcome, show: () => reply.show(message) };
    });
  });
  return undefined;
}
