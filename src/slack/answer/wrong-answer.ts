import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { CAUSES } from '../../causes/vocabulary.ts';
import { maskIpsIn, maskPeople, subjectHash } from '../../privacy.ts';
import { askerOf } from '../asker.ts';
import { input, message, modal, option, plain } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { LIMITS } from '../limits.ts';
import { replyInView } from '../reply.ts';
import { line, rich } from '../rich-text.ts';
import { type AnsweringPorts, asked } from './answering.ts';
import { ANSWER_BUTTONS } from './message.ts';
import { onPress } from './press.ts';
import { decodeQuestion, encodeQuestion, type FixedQuestion } from './question.ts';
import { channelIn } from './view.ts';

const FORM = 'wrong_answer';
const TITLE = 'Wrong answer';
const SOMETHING_ELSE = 'something_else';

/** What was it really? Pure. */
function wrongAnswerForm(question: FixedQuestion, channel: string | null): ModalView {
  const causes = [...CAUSES]
    .filter(({ family }) => family !== 'outcome')
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .slice(0, LIMITS.option.options - 1);
  const options = [option('something else', SOMETHING_ELSE), ...causes.map(({ id, name }) => option(name, id))];
  const blocks = [
    input(
      'expected',
      'What was it really?',
      { type: 'static_select', action_id: 'expected', options, placeholder: plain('Choose', LIMITS.input.placeholder) },
      { optional: true },
    ),
    input(
      'comment',
      'How do you know?',
      { type: 'plain_text_input', action_id: 'comment', multiline: true, max_length: 1_000 },
      { optional: true, hint: 'Kept with the ids of the events, for whoever runs whylogin. Names are masked.' },
    ),
  ];
  const metadata = JSON.stringify({ channel, question: encodeQuestion(question) });
  return modal(FORM, TITLE, blocks, { submit: 'Send', close: 'Cancel', metadata });
}

/** "Wrong answer": a short form, kept with the events that the answer rested on. */
export function registerWrongAnswer(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  onPress(app, desk, ANSWER_BUTTONS.wrong, async (press) => {
    const view = wrongAnswerForm(press.question, press.asker.channel);
    const open = { trigger_id: press.triggerId, view };
    await (press.viewId === null ? desk.asking.views.open(open) : desk.asking.views.push(open));
  });

  app.view({ type: 'view_submission', callback_id: FORM }, async ({ ack, body, view }) => {
    const question = decodeQuestion((JSON.parse(view.private_metadata) as { question?: string }).question);
    const thanks = 'Thank you. Whoever runs whylogin sees this with the events the answer rested on.';
    await ack({ response_action: 'update', view: modal(FORM, TITLE, [rich(line('Sending …'))]) });
    const { expected, comment } = view.state.values;
    const chosen = expected?.expected?.selected_option?.value ?? SOMETHING_ELSE;
    const reply = replyInView(desk, view.id, TITLE);
    const asker = askerOf(body, channelIn(view.private_metadata));
    await desk.gate.run(
      { action: 'wrong_answer', asker, subject: question.who, ticket: question.ticket, reply },
      async () => {
        const { verdict, evidence } = await ports.answers.explain(asked(question));
        await ports.state.feedback.add({
          actor: asker.user,
          subject: subjectHash(await ports.state.secrets.get('subjects'), question.who),
          verdict: verdict.cause,
          expected: chosen === SOMETHING_ELSE ? null : chosen,
          comment: maskIpsIn(maskPeople(comment?.comment?.value ?? '')),
          logIds: evidence.map(({ logId }) => logId),
          version: ports.version,
        });
        return { outcome: `kept ${verdict.cause}`, show: () => reply.show(message(thanks, [rich(line(thanks))])) };
      },
    );
  });
  return undefined;
}
