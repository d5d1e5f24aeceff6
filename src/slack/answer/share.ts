import type { App } from '@slack/bolt';
import { z } from 'zod';
import { Fault } from '../../errors.ts';
import { layOut } from '../../why/answer.ts';
import type { Explanation } from '../../why/explanation.ts';
import { askerOf } from '../asker.ts';
import { type Message, message, modal } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { PostFailed, post } from '../posting.ts';
import { type Reply, replyInView, sendTo } from '../reply.ts';
import { channel as channelMention, line, person, rich } from '../rich-text.ts';
import { type AnsweringPorts, asked } from './answering.ts';
import { ANSWER_BUTTONS, answerBlocks } from './message.ts';
import { onPress } from './press.ts';
import { decodeQuestion, encodeQuestion } from './question.ts';

const SHARE = 'share';
const SHARE_TITLE = 'Share this answer';

const remembered = z.object({
  question: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  responseUrl: z.string().nullable(),
});

/** What a channel reads: who shared it, the answer without names, and that it is so. Pure. */
export function sharedMessage(explanation: Explanation, sharer: string): Message {
  const answer = layOut(explanation);
  return message(`Shared: ${answer.summary}`, [
    rich(line(person(sharer), ' shared an answer about ', explanation.asked, '. Names and addresses are masked.')),
    ...answerBlocks(answer),
  ]);
}

/** Share: first what exactly will be read, then the posting of it. Allowed again at both. */
export function registerShare(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  onPress(app, desk, ANSWER_BUTTONS.share, async (press) => {
    const { channel } = press.asker;
    const viewId = await press.waitIn(SHARE_TITLE);
    if (viewId === null) return;
    const metadata = JSON.stringify({
      question: encodeQuestion(press.question),
      channel: channel ?? '',
      thread: press.threadTs,
      responseUrl: press.responseUrl,
    });
    const preview = replyInView(desk, viewId, SHARE_TITLE, { callbackId: SHARE, submit: 'Share', metadata });
    await desk.gate.run(press.act('share', replyInView(desk, viewId, SHARE_TITLE)), async () => {
      if (channel === null)
        throw new Fault(
          'bad_request',
          'I don’t know where to share this. Ask with `/whylogin` in a channel, then share.',
        );
      const { text, blocks } = sharedMessage(
        await ports.answers.explain(asked(press.question), 'channel'),
        press.asker.user,
      );
      const head = rich(line('Everybody in ', channelMention(channel), ' will read this:'));
      return { outcome: 'previewed', show: () => preview.show({ text, blocks: [head, ...blocks] }) };
    });
  });

  app.view({ type: 'view_submission', callback_id: SHARE }, async ({ ack, body, view }) => {
    const { channel, thread, responseUrl, ...rest } = remembered.parse(JSON.parse(view.private_metadata));
    const question = decodeQuestion(rest.question);
    await ack({ response_action: 'update', view: modal(SHARE, SHARE_TITLE, [rich(line('Sharing …'))]) });
    const reply: Reply = replyInView(desk, view.id, SHARE_TITLE);
    const act = {
      action: 'share',
      asker: askerOf(body, channel),
      subject: question.who,
      ticket: question.ticket,
      reply,
    } as const;
    await desk.gate.run(act, async () => {
      const shared = sharedMessage(await ports.answers.explain(asked(question), 'channel'), body.user.id);
      return {
        outcome: 'shared',
        show: async () => {
          await toChannel(desk, shared, { channel, thread, responseUrl });
          await reply.show(message('Shared.', [rich(line('Shared in ', channelMention(channel), '.'))]));
        },
      };
    });
  });
  return undefined;
}

/** As the bot's own message where it is in the channel; else through the response_url, which works everywhere. */
async function toChannel(
  desk: Desk,
  shared: Message,
  { channel, thread, responseUrl }: { channel: string; thread: string | null; responseUrl: string | null },
): Promise<void> {
  try {
    await post(desk.posting, channel, shared, thread === null ? {} : { thread });
  } catch (error) {
    if (!(error instanceof PostFailed) || error.posted === 'unknown' || responseUrl === null) throw error;
    const body = { response_type: 'in_channel', replace_original: false, ...shared };
    if (!(await sendTo(desk, responseUrl, body, { once: true }))) throw error;
  }
}
