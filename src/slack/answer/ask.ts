import type { App } from '@slack/bolt';
import { asFault } from '../../errors.ts';
import { askerOf } from '../asker.ts';
import type { Desk } from '../feature.ts';
import { failed, help, waiting } from '../notices.ts';
import { replyAt } from '../reply.ts';
import { type AnsweringPorts, answered } from './answering.ts';
import { openAskForm } from './ask-form.ts';
import { readQuestion } from './question.ts';

export const COMMAND = '/whylogin';
const HELP = /^(?:help|\?|-h|--help|how|hilfe)$/i;

/** `/whylogin`: acknowledged at once with what was understood, then answered privately in its place. */
export function registerCommand(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  app.command(COMMAND, async ({ command, ack }) => {
    const typed = command.text.trim();
    if (typed === '') {
      await ack();
      await openAskForm(desk, command.trigger_id, { channel: command.channel_id });
      return;
    }
    if (HELP.test(typed)) return void (await ack({ response_type: 'ephemeral', ...help() }));
    let question: ReturnType<typeof readQuestion>;
    try {
      question = readQuestion(typed);
    } catch (error) {
      return void (await ack({ response_type: 'ephemeral', ...failed(asFault(error)) }));
    }
    await ack({ response_type: 'ephemeral', ...waiting(question) });
    const spot = { user: command.user_id, channel: command.channel_id, responseUrl: command.response_url };
    const reply = replyAt(desk, spot, { replace: true });
    const act = {
      action: 'ask',
      asker: askerOf(command),
      subject: question.who,
      ticket: question.ticket,
      reply,
    } as const;
    await desk.gate.run(act, async () => {
      const { message, outcome } = await answered(ports, { ...question, at: desk.now() });
      return { outcome, show: () => reply.show(message) };
    });
  });
  return undefined;
}
