import type { Channel } from '../channels.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';

/** The channel with an id that the bot may know of: public ones, and those it is in. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.find(id);
  const inside = channel?.members.has(workspace.app.botUser);
  if (!channel || (channel.kind !== 'public' && !inside)) throw new SlackError('channel_not_found');
  return channel;
}

/** Where a message may be posted: by id, #name, or a user's id, which means the direct message with them. */
export function writableChannel(workspace: Workspace, id: string): Channel {
  const { app, channels, people } = workspace;
  if (people.find(id) && id !== app.botUser) return channels.direct(app.botUser, id);
  const channel = visibleChannel(workspace, channels.named(id)?.id ?? id);
  if (channel.archived) throw new SlackError('is_archived');
  const welcome = channel.members.has(app.botUser) || app.scopes.has('chat:write.public');
  if (!welcome) throw new SlackError('not_in_channel');
  return channel;
}
