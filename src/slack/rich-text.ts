import type {
  RichTextBlock,
  RichTextDate,
  RichTextElement,
  RichTextList,
  RichTextQuote,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { clip, LIMITS } from './limits.ts';

/**
 * Words that came from people, tenants and attackers go into rich text: Slack shows it as it is, so that no
 * `<!channel>`, `*` or link in a name means anything. Only what we write ourselves goes into mrkdwn (blocks.ts).
 */
export type Inline = string | RichTextElement;
type Style = NonNullable<RichTextText['style']>;

/** Literal text. Slack refuses empty text, so an empty one becomes a space. */
export function text(content: string, style?: Style): RichTextText {
  return { type: 'text', text: clip(content, LIMITS.text) || ' ', ...(style ? { style } : {}) };
}

export function bold(content: string): RichTextText {
  return text(content, { bold: true });
}

export function code(content: string): RichTextText {
  return text(content, { code: true });
}

/** How a moment is shown: the time alone, or with its day ("today", "yesterday", "Aug 9, 2020"). */
export type MomentForm = 'time' | 'day' | 'day and time';

export const DATE_FORMATS: Record<MomentForm, string> = {
  time: '{time}',
  day: '{date_short_pretty}',
  'day and time': '{date_short_pretty} {time}',
};

/** "14:02 UTC", "2026-11-16 14:02 UTC": what is shown where Slack cannot render a date. */
export function fallbackOf(at: number, form: MomentForm): string {
  const iso = new Date(at).toISOString();
  if (form === 'day') return iso.slice(0, 10);
  return `${form === 'time' ? '' : `${iso.slice(0, 10)} `}${iso.slice(11, 16)} UTC`;
}

/** A moment (epoch ms) in the zone of whoever reads it. */
export function moment(at: number, form: MomentForm, style?: Style): RichTextDate {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: DATE_FORMATS[form],
    fallback: fallbackOf(at, form),
    ...(style ? { style } : {}),
  };
}

export function person(userId: string): RichTextElement {
  return { type: 'user', user_id: userId };
}

export function channel(channelId: string): RichTextElement {
  return { type: 'channel', channel_id: channelId };
}

export function userGroup(groupId: string): RichTextElement {
  return { type: 'usergroup', usergroup_id: groupId };
}

export function link(url: string, content: string): RichTextElement {
  return { type: 'link', url, text: content };
}

function elements(parts: readonly Inline[]): RichTextElement[] {
  return parts.map((part) => (typeof part === 'string' ? text(part) : part));
}

/** One line; lines follow each other without a gap between them unless they end in a line break. */
export function line(...parts: Inline[]): RichTextSection {
  return { type: 'rich_text_section', elements: elements(parts) };
}

export function bullets(items: readonly (readonly Inline[])[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map((item) => line(...item)) };
}

export function quote(...parts: Inline[]): RichTextQuote {
  return { type: 'rich_text_quote', elements: elements(parts) };
}

export function preformatted(content: string): RichTextBlock['elements'][number] {
  return { type: 'rich_text_preformatted', elements: [text(content)] };
}

export function rich(...parts: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements: parts };
}
