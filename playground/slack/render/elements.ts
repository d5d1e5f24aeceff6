import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import { withEmoji } from './emoji.ts';
import type { Looks } from './looks.ts';
import { mrkdwnLine } from './mrkdwn.ts';

/** A text object in one line. */
export function textLine(text: unknown, looks: Looks): string {
  if (!isObject(text)) return '';
  return text.type === 'mrkdwn' ? mrkdwnLine(textOf(text.text), looks) : withEmoji(textOf(text.text));
}

/** A button, menu or picker as a label in ‹ ›. */
export function elementLabel(element: JsonObject, looks: Looks): string {
  const { paint } = looks;
  const label = textLine(element.text, looks) || textLine(element.placeholder, looks);
  switch (element.type) {
    case 'button':
      if (element.style === 'danger') return paint.red(`‹${label}›`);
      return element.style === 'primary' ? paint.bold(paint.green(`‹${label}›`)) : paint.bold(`‹${label}›`);
    case 'overflow':
      return paint.bold('‹⋯›');
    case 'checkboxes':
      return ticked(element, looks, ['☑', '☐']);
    case 'radio_buttons':
      return ticked(element, looks, ['◉', '○']);
    case 'feedback_buttons':
      return paint.bold('‹👍› ‹👎›');
    case 'icon_button':
      return paint.bold('‹🗑›');
    case 'image':
      return paint.dim(`[${textOf(element.alt_text)}]`);
    default:
      return paint.bold(`‹${chosen(element, looks) || label || 'choose'} ▾›`);
  }
}

function chosen(element: JsonObject, looks: Looks): string {
  const option = element.initial_option;
  if (isObject(option)) return textLine(option.text, looks);
  return textOf(element.initial_date ?? element.initial_time ?? element.initial_value);
}

function ticked(element: JsonObject, looks: Looks, [on, off]: [string, string]): string {
  const first = [...objects(element.initial_options), element.initial_option].filter(isObject);
  return objects(element.options)
    .map((option) => `${first.some(({ value }) => value === option.value) ? on : off} ${textLine(option.text, looks)}`)
    .join('   ');
}
