import { z } from 'zod';
import type { Channel } from '../channels.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { count, flag, method } from './method.ts';
import { visibleChannel } from './place.ts';
import { channelObject, messageShape } from './shapes.ts';

/** The scope that a question about a channel takes depends on its kind. */
const FAMILY = { public: 'channels', private: 'groups', dm: 'im' } as const;

function mustBeGranted(workspace: Workspace, channel: Channel, right: 'read' | 'history'): void {
  const needed = `${FAMILY[channel.kind]}:${right}`;
  const { scopes } = workspace.app;
  if (!scopes.has(needed)) throw new SlackError('missing_scope', { needed, provided: [...scopes].join(',') });
}

const anyScope = (right: string) => Object.values(FAMILY).map((family) => `${family}:${right}`);

const open = method({
  name: 'conversations.open',
  token: 'bot',
  scopes: ['im:write'],
  tier: 3,
  args: z.object({ users: z.string().min(1), return_im: flag }),
  run(workspace, args) {
    const users = args.users.split(',');
    if (users.length > 1) throw new SlackError('missing_scope', { needed: 'mpim:write' });
    const [user] = users as [string];
    if (!workspace.people.find(user)) throw new SlackError('user_not_found');
    const channel = workspace.channels.direct(workspace.app.botUser, user);
    return { channel: args.return_im ? channelObject(workspace, channel) : { id: channel.id } };
  },
});

const info = method({
  name: 'conversations.info',
  token: 'bot',
  scopes: anyScope('read'),
  tier: 3,
  args: z.object({ channel: z.string() }),
  run(workspace, args) {
    const channel = visibleChannel(workspace, args.channel);
    mustBeGranted(workspace, channel, 'read');
    return { channel: channelObject(workspace, channel) };
  },
});

const members = method({
  name: 'conversations.members',
  token: 'bot',
  scopes: anyScope('read'),
  tier: 4,
  args: z.object({ channel: z.string(), limit: count, cursor: z.string().optional() }),
  run(workspace, args) {
    const channel = visibleChannel(workspace, args.channel);
    mustBeGranted(workspace, channel, 'read');
    const { items, more } = page([...channel.members], args);
    return { members: items, response_metadata: { next_cursor: more } };
  },
});

/** History can be read only where the bot is. Ephemeral messages are in no history. */
function readable(workspace: Workspace, id: string): Message[] {
  const channel = visibleChannel(workspace, id);
  mustBeGranted(workspace, channel, 'history');
  if (!channel.members.has(workspace.app.botUser)) throw new SlackError('not_in_channel');
  return workspace.messages.in(channel.id).filter((message) => message.ephemeralTo === null);
}

const span = {
  channel: z.string(),
  oldest: z.coerce.number().optional(),
  latest: z.coerce.number().optional(),
  inclusive: flag,
  limit: count,
  cursor: z.string().optional(),
  include_all_metadata: flag,
};

function withinSpan(messages: Message[], args: { oldest?: number; latest?: number; inclusive?: boolean }): Message[] {
  const { oldest = 0, latest = Number.POSITIVE_INFINITY, inclusive = false } = args;
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

function listed(workspace: Workspace, messages: Message[], args: { limit?: number; cursor?: string }): JsonObject {
  const { items, more } = page(messages, args);
  return {
    messages: items.map((message) => messageShape(workspace, message)),
    has_more: more !== '',
    response_metadata: { next_cursor: more },
  };
}

const history = method({
  name: 'conversations.history',
  token: 'bot',
  scopes: anyScope('history'),
  tier: 3,
  args: z.object(span),
  run(workspace, args) {
    const all = readable(workspace, args.channel).filter((message) => message.threadTs === null || message.broadcast);
    return listed(workspace, withinSpan(all, args).reverse(), args);
  },
});

const replies = method({
  name: 'conversations.replies',
  token: 'bot',
  scopes: anyScope('history'),
  tier: 3,
  args: z.object({ ...span, ts: z.string() }),
  run(workspace, args) {
    const all = readable(workspace, args.channel).filter(({ ts, threadTs }) => ts === args.ts || threadTs === args.ts);
    if (all.length === 0) throw new SlackError('thread_not_found');
    return listed(workspace, withinSpan(all, { ...args, inclusive: true }), args);
  },
});

/** A page of a list; the cursor is where the next one begins. */
function page<T>(all: readonly T[], { limit = 100, cursor = '' }: { limit?: number; cursor?: string }) {
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(from)) throw new SlackError('invalid_cursor');
  const to = from + Math.min(Math.max(limit, 1), 1_000);
  return { items: all.slice(from, to), more: to < all.length ? Buffer.from(`${to}`).toString('base64') : '' };
}

export const conversationMethods = [open, info, members, history, replies];
