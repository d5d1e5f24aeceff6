import { z } from 'zod';
import type { Channel } from '../channels.ts';
import { checkedContent } from '../content.ts';
import { isObject } from '../json.ts';
import type { Message } from '../messages.ts';
import type { Sent } from '../received.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { flag, method } from './method.ts';
import { visibleChannel, writableChannel } from './place.ts';
import { messageShape } from './shapes.ts';

const content = { text: z.string().optional(), blocks: z.unknown().optional(), attachments: z.unknown().optional() };

function reaches(sent: Sent, channel: Channel): void {
  sent.audience = channel.kind === 'dm' ? 'person' : 'channel';
}

/** The parent of a thread that may be answered; an answer cannot be one. */
function threadOf(workspace: Workspace, channel: Channel, ts: string | undefined): string | null {
  if (ts === undefined) return null;
  const parent = workspace.messages.find(channel.id, ts);
  if (!parent || parent.ephemeralTo !== null) throw new SlackError('thread_not_found');
  if (parent.threadTs !== null) throw new SlackError('cannot_reply_to_message');
  return ts;
}

/** The bot's own message that everybody sees; nobody else's and no ephemeral one can be changed. */
function ownMessage(workspace: Workspace, channel: Channel, ts: string, otherwise: string): Message {
  const message = workspace.messages.find(channel.id, ts);
  if (!message || message.ephemeralTo !== null) throw new SlackError('message_not_found');
  if (message.user !== workspace.app.botUser) throw new SlackError(otherwise);
  return message;
}

const postMessage = method({
  name: 'chat.postMessage',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 'special',
  args: z.object({
    channel: z.string(),
    ...content,
    thread_ts: z.string().optional(),
    reply_broadcast: flag,
    metadata: z.unknown().optional(),
    unfurl_links: flag,
    unfurl_media: flag,
  }),
  run(workspace, args, sent) {
    const channel = writableChannel(workspace, args.channel);
    const threadTs = threadOf(workspace, channel, args.thread_ts);
    workspace.rates.message(channel.id);
    const message = workspace.messages.post({
      ...checkedContent(args, workspace.files),
      channel: channel.id,
      user: workspace.app.botUser,
      threadTs,
      broadcast: threadTs !== null && args.reply_broadcast === true,
      metadata: isObject(args.metadata) ? args.metadata : null,
    });
    reaches(sent, channel);
    return { channel: channel.id, ts: message.ts, message: messageShape(workspace, message) };
  },
});

const postEphemeral = method({
  name: 'chat.postEphemeral',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 4,
  args: z.object({ channel: z.string(), user: z.string(), ...content, thread_ts: z.string().optional() }),
  run(workspace, args, sent) {
    const channel = visibleChannel(workspace, args.channel);
    if (channel.archived) throw new SlackError('is_archived');
    if (!channel.members.has(workspace.app.botUser)) throw new SlackError('not_in_channel');
    if (!channel.members.has(args.user)) throw new SlackError('user_not_in_channel');
    const message = workspace.messages.post({
      ...checkedContent(args, workspace.files),
      channel: channel.id,
      user: workspace.app.botUser,
      threadTs: threadOf(workspace, channel, args.thread_ts),
      ephemeralTo: args.user,
    });
    sent.audience = 'person';
    return { message_ts: message.ts };
  },
});

const update = method({
  name: 'chat.update',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 3,
  args: z.object({
    channel: z.string(),
    ts: z.string(),
    ...content,
    metadata: z.unknown().optional(),
    reply_broadcast: flag,
  }),
  run(workspace, args, sent) {
    const channel = visibleChannel(workspace, args.channel);
    if (channel.archived) throw new SlackError('is_archived');
    const old = ownMessage(workspace, channel, args.ts, 'cant_update_message');
    const age = workspace.clock.now() - Number(old.ts) * 1_000;
    if (age > workspace.editWindow) throw new SlackError('edit_window_closed');
    // Text alone takes the place of the blocks; blocks alone leave the text.
    const { text, blocks } = checkedContent(
      { ...args, text: args.text ?? (args.blocks ? old.text : undefined) },
      workspace.files,
    );
    const message = workspace.messages.edit(old, workspace.app.botUser, {
      text,
      blocks,
      ...(isObject(args.metadata) && { metadata: args.metadata }),
    });
    reaches(sent, channel);
    return { channel: channel.id, ts: message.ts, text, message: messageShape(workspace, message) };
  },
});

const remove = method({
  name: 'chat.delete',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 3,
  args: z.object({ channel: z.string(), ts: z.string() }),
  run(workspace, args) {
    const channel = visibleChannel(workspace, args.channel);
    workspace.messages.delete(ownMessage(workspace, channel, args.ts, 'cant_delete_message'));
    return { channel: channel.id, ts: args.ts };
  },
});

const getPermalink = method({
  name: 'chat.getPermalink',
  token: 'bot',
  scopes: [],
  tier: 'special',
  args: z.object({ channel: z.string(), message_ts: z.string() }),
  run(workspace, args) {
    const channel = visibleChannel(workspace, args.channel);
    const message = workspace.messages.find(channel.id, args.message_ts);
    if (!message || message.ephemeralTo !== null) throw new SlackError('message_not_found');
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
    const permalink = `${workspace.url}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: channel.id, permalink };
  },
});

export const chatMethods = [postMessage, postEphemeral, update, remove, getPermalink];
