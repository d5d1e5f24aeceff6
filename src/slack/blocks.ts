import type {
  ActionsBlock,
  Block,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { clip, LIMITS } from './limits.ts';
import { DATE_FORMATS, fallbackOf, type MomentForm } from './rich-text.ts';

/** Also blocks that Slack knows and its types do not yet. */
export type AnyBlock = KnownBlock | Block;

/** One message: its blocks, and the words for notifications, screen readers and clients that show no blocks. */
export interface Message {
  text: string;
  blocks: AnyBlock[];
}

/** Makes text safe inside mrkdwn: no mention, no link. `*` and `_` still format: names belong into rich-text.ts. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** @param summary plain words; escaped here */
export function message(summary: string, blocks: AnyBlock[]): Message {
  return { text: clip(escapeText(summary), LIMITS.message.text) || ' ', blocks };
}

/** A moment (epoch ms) inside mrkdwn, in the zone of whoever reads it. */
export function dateToken(at: number, form: MomentForm): string {
  return `<!date^${Math.floor(at / 1000)}^${DATE_FORMATS[form]}|${fallbackOf(at, form)}>`;
}

export function plain(text: string, most: number = LIMITS.text): PlainTextElement {
  return { type: 'plain_text', text: clip(text, most) || ' ', emoji: false };
}

/** Our own words with marks and date tokens; Slack looks for no names or links in it. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: clip(text, LIMITS.text) || ' ', verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, LIMITS.header) };
}

export function section(text: string, accessory?: SectionBlock['accessory']): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory ? { accessory } : {}) };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

export function context(...texts: string[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, LIMITS.context.elements).map(mrkdwn) };
}

export function actions(blockId: string, elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements: elements.slice(0, LIMITS.actions.elements) };
}

/**
 * @param value what the button needs to be served by any process at any time; null where it does not fit
 * @param url opens a page as well; the press still arrives and must be acknowledged
 */
export function button(
  actionId: string,
  label: string,
  { value, url, style, confirm }: { value?: string; url?: string } & Pick<Button, 'style' | 'confirm'> = {},
): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, LIMITS.button.text),
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

export function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, LIMITS.option.text), value };
}

export function input(
  blockId: string,
  label: string,
  element: InputBlock['element'],
  { hint, optional = false }: { hint?: string; optional?: boolean } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, LIMITS.input.label),
    element,
    optional,
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.input.hint) }),
  };
}

export function modal(
  callbackId: string,
  title: string,
  blocks: AnyBlock[],
  { submit, close = 'Close', metadata }: { submit?: string; close?: string; metadata?: string } = {},
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, LIMITS.view.title),
    close: plain(close, LIMITS.view.button),
    blocks: blocks.slice(0, LIMITS.view.blocks),
    ...(submit === undefined ? {} : { submit: plain(submit, LIMITS.view.button) }),
    ...(metadata === undefined ? {} : { private_metadata: metadata }),
  };
}
