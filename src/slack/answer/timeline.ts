import type { App, BlockAction } from '@slack/bolt';
import { asFault } from '../../errors.ts';
import { askerOf } from '../asker.ts';
import type { Desk } from '../feature.ts';
import { replyInView } from '../reply.ts';
import { type AnsweringPorts, asked } from './answering.ts';
import { ANSWER_BUTTONS } from './message.ts';
import { onPress } from './press.ts';
import {
  type Only,
  readPlace,
  TIMELINE_ACTIONS,
  TIMELINE_TITLE,
  type TimelinePlace,
  timelineView,
} from './timeline-view.ts';

/** The button, and the pages and filter of its modal. Each look is a question of its own: allowed again, audited. */
export function registerTimeline(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  onPress(app, desk, ANSWER_BUTTONS.timeline, async (press) => {
    const viewId = await press.waitIn(TIMELINE_TITLE);
    if (viewId === null) return;
    const place = { question: press.question, only: 'all', page: 0, channel: press.asker.channel } as const;
    await show(desk, ports, viewId, press.asker, place);
  });
  for (const actionId of [TIMELINE_ACTIONS.newer, TIMELINE_ACTIONS.older]) {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, action }) => {
      await ack();
      await move(desk, ports, body, { page: Number('value' in action ? action.value : 0) || 0 });
    });
  }
  app.action<BlockAction>(
    { type: 'block_actions', action_id: TIMELINE_ACTIONS.only },
    async ({ ack, body, action }) => {
      await ack();
      const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
      await move(desk, ports, body, { only: (chosen ?? 'all') as Only, page: 0 });
    },
  );
  return undefined;
}

async function move(
  desk: Desk,
  ports: AnsweringPorts,
  body: BlockAction,
  to: Partial<Pick<TimelinePlace, 'page' | 'only'>>,
): Promise<void> {
  if (body.view === undefined) return;
  try {
    const place = { ...readPlace(body.view.private_metadata), ...to };
    await show(desk, ports, body.view.id, askerOf(body, place.channel), place);
  } catch (error) {
    desk.log.warn({ problem: asFault(error).operator }, 'a timeline of an older whylogin');
  }
}

async function show(
  desk: Desk,
  ports: AnsweringPorts,
  viewId: string,
  asker: ReturnType<typeof askerOf>,
  place: TimelinePlace,
): Promise<void> {
  const { question } = place;
  const reply = replyInView(desk, viewId, TIMELINE_TITLE);
  await desk.gate.run(
    { action: 'timeline', asker, subject: question.who, ticket: question.ticket, reply },
    async () => {
      const rows = await ports.answers.timeline(asked(question));
      return {
        outcome: `shown ${rows.length} rows`,
        show: async () => {
          await desk.asking.views.update({ view_id: viewId, view: timelineView(rows, place) });
        },
      };
    },
  );
}
