import type { App, BlockAction } from '@slack/bolt';
import { asFault } from '../../errors.ts';
import type { AuditAction } from '../../state/port.ts';
import { type Asker, askerOf } from '../asker.ts';
import type { Desk } from '../feature.ts';
import type { Act } from '../gate.ts';
import { failed } from '../notices.ts';
import { openView, type Reply, replyAt, replyInView } from '../reply.ts';
import { line, rich } from '../rich-text.ts';
import { decodeQuestion, type FixedQuestion } from './question.ts';
import { ANSWER_TITLE, ANSWER_VIEW, channelIn } from './view.ts';

/** A button of an answer was pressed, in a message or in a modal. */
export interface Press {
  asker: Asker;
  question: FixedQuestion;
  triggerId: string;
  /** Shows something in place of the answer. */
  inPlace: Reply;
  /** Shows something beside the answer. */
  beside: Reply;
  /** The modal that the button is in; null in a message. */
  viewId: string | null;
  /** For what is said later in the same place, even to everybody. */
  responseUrl: string | null;
  threadTs: string | null;
  act(action: AuditAction, reply: Reply): Act;
  /** Opens a modal that waits, on top of one that is open. Null where Slack refuses. */
  waitIn(title: string): Promise<string | null>;
}

/** Listens to one of the answer's buttons: acknowledges it and reads what it carries. */
export function onPress(app: App, desk: Desk, actionId: string, handle: (press: Press) => Promise<void>): void {
  app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, action }) => {
    await ack();
    const carried = 'value' in action ? action.value : undefined;
    const press = pressed(desk, body);
    try {
      await handle({ ...press, ...carrying(press.asker, decodeQuestion(carried ?? undefined)) });
    } catch (error) {
      await press.beside.show(failed(asFault(error)));
    }
  });
}

function carrying(asker: Asker, question: FixedQuestion): Pick<Press, 'question' | 'act'> {
  return {
    question,
    act: (action, reply) => ({ action, asker, subject: question.who, ticket: question.ticket, reply }),
  };
}

function pressed(desk: Desk, body: BlockAction): Omit<Press, 'question' | 'act'> {
  const metadata = body.view?.private_metadata ?? '';
  const asker = askerOf(body, channelIn(metadata));
  const spot = { user: asker.user, channel: asker.channel, responseUrl: body.response_url ?? null };
  const viewId = body.view?.id ?? null;
  const waitIn = (title: string) =>
    openView(desk, body.trigger_id, { title, blocks: [rich(line('Looking …'))], onTop: viewId !== null });
  return {
    asker,
    triggerId: body.trigger_id,
    viewId,
    responseUrl: body.response_url ?? null,
    threadTs: body.container?.thread_ts ?? body.message?.thread_ts ?? null,
    waitIn,
    inPlace:
      viewId === null
        ? replyAt(desk, spot, { replace: true })
        : replyInView(desk, viewId, ANSWER_TITLE, { metadata, callbackId: ANSWER_VIEW }),
    beside: viewId === null ? replyAt(desk, spot, { replace: false }) : replyOnTop(desk, body.trigger_id, spot),
  };
}

/** In a modal a note goes on top of it; where no more fit, into the channel it came from. */
function replyOnTop(desk: Desk, triggerId: string, spot: Parameters<typeof replyAt>[1]): Reply {
  return {
    async show(message) {
      const opened = await openView(desk, triggerId, { title: 'whylogin', blocks: message.blocks, onTop: true });
      if (opened === null) await replyAt(desk, spot, { replace: false }).show(message);
    },
  };
}
