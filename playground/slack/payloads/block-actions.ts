import { messageShape, viewShape } from '../api/shapes.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../messages.ts';
import type { Member } from '../people.ts';
import type { Values } from '../values.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { channelShape, doneBy } from './person.ts';

/** Something used in a message. An ephemeral message does not come along: it is nowhere but on the person's screen. */
export function actionInMessage(
  workspace: Workspace,
  member: Member,
  message: Message,
  done: { action: JsonObject; values: Values; responseUrl: string; trigger: string },
): JsonObject {
  const ephemeral = message.ephemeralTo !== null;
  return {
    type: 'block_actions',
    ...doneBy(workspace, member),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    trigger_id: done.trigger,
    channel: channelShape(workspace, message.channel),
    ...(!ephemeral && { message: messageShape(workspace, message) }),
    state: { values: done.values },
    response_url: done.responseUrl,
    actions: [done.action],
  };
}

/** Something used in a modal or on the Home tab. */
export function actionInView(
  workspace: Workspace,
  member: Member,
  view: View,
  done: { action: JsonObject; trigger: string },
): JsonObject {
  return {
    type: 'block_actions',
    ...doneBy(workspace, member),
    container: { type: 'view', view_id: view.id },
    trigger_id: done.trigger,
    view: viewShape(workspace, view),
    actions: [done.action],
  };
}
