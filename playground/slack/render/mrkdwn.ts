import { shownDate } from './dates.ts';
import { withEmoji } from './emoji.ts';
import { channelNamed, groupNamed, type Looks, personNamed } from './looks.ts';

/** `code`, <what is in angles>, and *bold*, _italic_ or ~struck~ words that stand free. */
const MARKED = /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?[^\s])\3(?![\p{L}\p{N}])/u;

/** One line of Slack's own markup for a terminal. */
export function mrkdwnLine(text: string, looks: Looks): string {
  const found = MARKED.exec(text);
  if (!found) return withEmoji(unescaped(text));
  const [whole, code, angled, mark, marked] = found;
  const before = withEmoji(unescaped(text.slice(0, found.index)));
  const after = mrkdwnLine(text.slice(found.index + whole.length), looks);
  return before + shown({ code, angled, mark, marked }, looks) + after;
}

interface Marked {
  code: string | undefined;
  angled: string | undefined;
  mark: string | undefined;
  marked: string | undefined;
}

function shown({ code, angled, mark, marked = '' }: Marked, looks: Looks): string {
  const { paint } = looks;
  if (code !== undefined) return paint.cyan(unescaped(code));
  if (angled !== undefined) return reference(angled, looks);
  const inside = mrkdwnLine(marked, looks);
  if (mark === '*') return paint.bold(inside);
  return mark === '_' ? paint.italic(inside) : paint.strikethrough(inside);
}

/** What is between < and >: a person, a channel, a group, a date, or a link. */
function reference(text: string, looks: Looks): string {
  const { paint } = looks;
  const [target = '', label] = text.split(/\|(.*)/s);
  if (target.startsWith('@')) return paint.yellow(`@${personNamed(target.slice(1), looks)}`);
  if (target.startsWith('#')) return paint.yellow(`#${channelNamed(target.slice(1), looks)}`);
  if (target.startsWith('!subteam^')) return paint.yellow(`@${groupNamed(target.slice(9), looks)}`);
  if (target.startsWith('!date^')) return date(target, label, looks);
  if (target.startsWith('!')) return paint.yellow(`@${label ?? target.slice(1)}`);
  return paint.underline(unescaped(label ?? target.replace(/^mailto:/, '')));
}

function date(target: string, fallback: string | undefined, looks: Looks): string {
  const [, timestamp, format] = target.split('^');
  const seconds = Number(timestamp);
  return Number.isFinite(seconds) && format ? shownDate(seconds, format, looks) : (fallback ?? '');
}

/** Slack keeps three characters escaped; they are shown as themselves. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
