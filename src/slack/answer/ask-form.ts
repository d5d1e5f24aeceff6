import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { asFault } from '../../errors.ts';
import { askerOf } from '../asker.ts';
import { type AnyBlock, input, modal, option, plain } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { ASK_BUTTON, waiting } from '../notices.ts';
import { replyInView } from '../reply.ts';
import { line, rich } from '../rich-text.ts';
import { type AnsweringPorts, answered } from './answering.ts';
import { type AskedQuestion, readQuestion, USUAL_SPAN } from './question.ts';
import { ANSWER_TITLE, ANSWER_VIEW, channelIn, metadataFor } from './view.ts';

const ASK_FORM = 'ask';
const DAY = 86_400_000;
const SPANS: [string, number][] = [
  ['24 hours', DAY],
  ['7 days', USUAL_SPAN],
  ['30 days', 30 * DAY],
  ['90 days', 90 * DAY],
];

export interface FormStart {
  /** Where it was opened: the channel counts when it is asked who may ask. */
  channel: string | null;
  /** What is in the field already. */
  who?: string;
  /** Said above the field. */
  note?: string;
}

/** The form to ask in. Pure. */
function askForm({ channel, who, note }: FormStart): ModalView {
  const blocks: AnyBlock[] = [
    ...(note === undefined ? [] : [rich(line(note))]),
    input(
      'who',
      'Who cannot log in?',
      {
        type: 'plain_text_input',
        action_id: 'who',
        focus_on_load: true,
        max_length: 512,
        placeholder: plain('ada@example.com', 150),
        ...(who === undefined ? {} : { initial_value: who }),
      },
      { hint: 'An e-mail address, user id, phone number or user name; or ip:203.0.113.7, or log: and an event’s id.' },
    ),
    input('since', 'How far back?', {
      type: 'static_select',
      action_id: 'since',
      options: SPANS.map(([label, ms]) => option(label, String(ms))),
      initial_option: option('7 days', String(USUAL_SPAN)),
    }),
    input(
      'ticket',
      'Ticket',
      { type: 'plain_text_input', action_id: 'ticket', max_length: 100 },
      { optional: true, hint: 'Stands in the audit beside the question.' },
    ),
  ];
  return modal(ASK_FORM, 'Why can’t they log in?', blocks, {
    submit: 'Ask',
    close: 'Cancel',
    metadata: metadataFor(channel),
  });
}

/** Opens the form. A trigger lives three seconds; where it is gone, nothing can be said, so it is logged. */
export async function openAskForm(desk: Desk, triggerId: string, start: FormStart): Promise<void> {
  try {
    await desk.asking.views.open({ trigger_id: triggerId, view: askForm(start) });
  } catch (error) {
    desk.log.warn({ problem: asFault(error).operator }, 'the form could not be opened');
  }
}

/** The form's button anywhere, and its answer in place of the form. */
export function registerAskForm(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  app.action({ type: 'block_actions', action_id: ASK_BUTTON }, async ({ ack, body }) => {
    await ack();
    await openAskForm(desk, body.trigger_id, { channel: askerOf(body).channel });
  });

  app.view({ type: 'view_submission', callback_id: ASK_FORM }, async ({ ack, body, view }) => {
    const values = view.state.values;
    let question: AskedQuestion;
    try {
      const read = readQuestion(values.who?.who?.value ?? '');
      const since = Number(values.since?.since?.selected_option?.value ?? read.since);
      question = {
        ...read,
        since: read.since === USUAL_SPAN ? since : read.since,
        ticket: values.ticket?.ticket?.value ?? read.ticket,
      };
    } catch (error) {
      return void (await ack({
        response_action: 'errors',
        errors: { who: asFault(error).message.replaceAll('`', '') },
      }));
    }
    const channel = channelIn(view.private_metadata);
    const metadata = metadataFor(channel);
    await ack({
      response_action: 'update',
      view: modal(ANSWER_VIEW, ANSWER_TITLE, waiting(question).blocks, { metadata }),
    });
    const reply = replyInView(desk, view.id, ANSWER_TITLE, { metadata, callbackId: ANSWER_VIEW });
    const asker = askerOf(body, channel);
    await desk.gate.run({ action: 'ask', asker, subject: question.who, ticket: question.ticket, reply }, async () => {
      const { message, outcome } = await answered(ports, { ...question, at: desk.now() });
      return { outcome, show: () => reply.show(message) };
    });
  });
  return undefined;
}
