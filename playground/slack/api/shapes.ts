import type { Channel } from '../channels.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../messages.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';

/** A message as the Web API and payloads show it. */
export function messageShape(workspace: Workspace, message: Message): JsonObject {
  const { app, team } = workspace;
  const own = message.user === app.botUser;
  return {
    type: 'message',
    user: message.user,
    ...(own && { bot_id: app.botId, app_id: app.appId }),
    ts: message.ts,
    team: team.id,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.edited && { edited: message.edited }),
    ...(message.files.length > 0 && { files: message.files }),
  };
}

export function channelObject({ app, team }: Workspace, channel: Channel): JsonObject {
  const { id, kind, name, archived, shared, members } = channel;
  return {
    id,
    ...(kind === 'dm'
      ? { user: [...members].find((member) => member !== app.botUser) }
      : { name, name_normalized: name }),
    is_channel: kind === 'public',
    is_group: false,
    is_im: kind === 'dm',
    is_private: kind !== 'public',
    is_archived: archived,
    is_member: members.has(app.botUser),
    is_ext_shared: shared,
    is_shared: shared,
    context_team_id: team.id,
    num_members: members.size,
  };
}

/** A view as the Web API and payloads show it. */
export function viewShape(workspace: Workspace, view: View): JsonObject {
  const { app, team } = workspace;
  return {
    title: null,
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    submit_disabled: false,
    ...view.content,
    callback_id: view.callbackId,
    private_metadata: view.privateMetadata,
    external_id: view.externalId,
    id: view.id,
    team_id: team.id,
    app_id: app.appId,
    app_installed_team_id: team.id,
    bot_id: app.botId,
    state: { values: view.values },
    hash: view.hash,
    root_view_id: view.root,
    previous_view_id: view.previous,
  };
}
