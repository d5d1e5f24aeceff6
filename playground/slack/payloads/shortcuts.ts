import { messageShape } from '../api/shapes.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../messages.ts';
import type { Member } from '../people.ts';
import type { Workspace } from '../workspace.ts';
import { channelShape, doneBy } from './person.ts';

/** The lightning bolt menu, without a message. */
export function globalShortcut(workspace: Workspace, member: Member, callbackId: string, trigger: string): JsonObject {
  return {
    type: 'shortcut',
    ...doneBy(workspace, member),
    action_ts: `${workspace.clock.now() / 1_000}`,
    callback_id: callbackId,
    trigger_id: trigger,
  };
}

/** The menu of a message, which comes along whole. */
export function messageShortcut(
  workspace: Workspace,
  member: Member,
  message: Message,
  done: { callbackId: string; trigger: string; responseUrl: string },
): JsonObject {
  return {
    type: 'message_action',
    ...doneBy(workspace, member),
    action_ts: `${workspace.clock.now() / 1_000}`,
    callback_id: done.callbackId,
    trigger_id: done.trigger,
    response_url: done.responseUrl,
    message_ts: message.ts,
    channel: channelShape(workspace, message.channel),
    message: messageShape(workspace, message),
  };
}
