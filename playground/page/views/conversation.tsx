import { renderToStaticMarkup } from 'react-dom/server';
import type { Message as Posted } from '../../slack/messages.ts';
import { addressOf, type Look } from '../look.ts';
import type { Playground } from '../playground.ts';
import { Message } from './message.tsx';

/** What was drawn, while it is the same: an edit makes another message. */
const drawn = new WeakMap<Posted, { replies: number | null; html: string }>();

function htmlOf(message: Posted, replies: number | null, { viewer }: Playground): string {
  const before = drawn.get(message);
  if (before !== undefined && before.replies === replies) return before.html;
  const html = renderToStaticMarkup(<Message message={message} viewer={viewer} replies={replies} />);
  drawn.set(message, { replies, html });
  return html;
}

/** A channel's messages, oldest first, as the inside of a list. */
export function messagesIn(channel: string, playground: Playground): string {
  const all = playground.viewer.sees({ id: channel });
  const repliesTo = (ts: string) => all.filter(({ threadTs }) => threadTs === ts).length;
  const shown = playground.shownIn(channel);
  if (shown.length === 0) return renderToStaticMarkup(<Empty channel={channel} playground={playground} />);
  return shown.map((message) => htmlOf(message, repliesTo(message.ts), playground)).join('');
}

/** A thread: the message that it hangs on, then the answers. */
export function messagesInThread(
  { channel, thread }: Extract<Look, { at: 'channel' }>,
  playground: Playground,
): string {
  const all = playground.viewer.sees({ id: channel });
  const shown = all.filter(({ ts, threadTs }) => ts === thread || threadTs === thread);
  return shown.map((message) => htmlOf(message, null, playground)).join('');
}

const EMPTY: Readonly<Record<string, string>> = {
  identity: 'The weekly digest comes here.',
  'on-call': 'A spike of failed logins is told here, once. Start an attack to see one.',
  '': 'The bot writes to you here when you watch somebody.',
};

function Empty({ channel, playground }: { channel: string; playground: Playground }) {
  const name = playground.workspace.channels.find(channel)?.name ?? '';
  return <li className="empty">{EMPTY[name] ?? 'Nothing here yet.'}</li>;
}

/** How a channel is called for whoever looks at it. */
export function titleOf(look: Look, playground: Playground): string {
  if (look.at === 'home') return 'whylogin: Home';
  const channel = playground.workspace.channels.find(look.channel);
  return channel?.kind === 'dm' ? 'whylogin: Messages' : `#${channel?.name ?? ''}`;
}

export function backTo({ channel }: Extract<Look, { at: 'channel' }>): string {
  return addressOf({ at: 'channel', channel, thread: null });
}
