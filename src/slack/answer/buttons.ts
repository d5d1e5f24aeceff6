import type { App } from '@slack/bolt';
import { type AnyBlock, input, message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { clip, LIMITS } from '../limits.ts';
import { replyInView } from '../reply.ts';
import { type AnsweringPorts, answered, asked } from './answering.ts';
import { ANSWER_BUTTONS } from './message.ts';
import { onPress, type Press } from './press.ts';

const COPY_VIEW = 'answer_reply';
const COPY_TITLE = 'Reply to paste';

/** The buttons that only look: the reply to copy, further back, another name, the Dashboard. */
export function registerAnswerButtons(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  onPress(app, desk, ANSWER_BUTTONS.further, (press) => again(desk, ports, press, 'look_back'));
  onPress(app, desk, ANSWER_BUTTONS.instead, (press) => again(desk, ports, press, 'ask'));
  onPress(app, desk, ANSWER_BUTTONS.copy, async (press) => {
    const viewId = await press.waitIn(COPY_TITLE);
    if (viewId === null) return;
    const reply = replyInView(desk, viewId, COPY_TITLE, { callbackId: COPY_VIEW, submit: 'Done' });
    await desk.gate.run(press.act('copy', reply), async () => {
      const { advice } = await ports.answers.explain(asked(press.question));
      const blocks = copyBlocks(advice.customer);
      return { outcome: 'shown', show: () => reply.show(message(COPY_TITLE, blocks)) };
    });
  });
  app.view(COPY_VIEW, ({ ack }) => ack());
  // A link still sends its press, which Slack wants acknowledged.
  app.action(ANSWER_BUTTONS.open, ({ ack }) => ack());
  return undefined;
}

async function again(desk: Desk, ports: AnsweringPorts, press: Press, action: 'look_back' | 'ask'): Promise<void> {
  await desk.gate.run(press.act(action, press.inPlace), async () => {
    const { message: answer, outcome } = await answered(ports, press.question);
    return { outcome, show: () => press.inPlace.show(answer) };
  });
}

/** The reply in a field, where it can be selected whole and changed before it is copied. Pure. */
function copyBlocks(reply: string): AnyBlock[] {
  return [
    input(
      'reply',
      'Select all and copy',
      {
        type: 'plain_text_input',
        action_id: 'reply',
        multiline: true,
        focus_on_load: true,
        initial_value: clip(reply, LIMITS.input.value),
      },
      { hint: 'It names nobody and says nothing about whether an account exists.' },
    ),
  ];
}
