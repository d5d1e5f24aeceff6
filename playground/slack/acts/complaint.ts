import { isObject, type JsonObject, textOf } from '../json.ts';
import { elementsOf, type PlacedElement } from '../values.ts';
import type { View } from '../views.ts';

/** What Slack's own client says before it submits a modal; nothing where all inputs are filled in as they must be. */
export function complaintOf(view: View): string | undefined {
  for (const placed of elementsOf(view.blocks)) {
    if (placed.block.type !== 'input') continue;
    const complaint = about(placed, given(view, placed));
    if (complaint) return `“${isObject(placed.block.label) ? textOf(placed.block.label.text) : ''}” ${complaint}`;
  }
  return undefined;
}

function given(view: View, { block, element }: PlacedElement): unknown {
  const value = view.values[textOf(block.block_id)]?.[textOf(element.action_id)] ?? {};
  return Object.entries(value).find(([name]) => name !== 'type')?.[1];
}

function about({ block, element }: PlacedElement, value: unknown): string | undefined {
  const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) return block.optional === true ? undefined : 'must be filled in';
  if (typeof value === 'string') return aboutText(element, value);
  const most = element.max_selected_items;
  return Array.isArray(value) && typeof most === 'number' && value.length > most ? `takes at most ${most}` : undefined;
}

function aboutText(element: JsonObject, text: string): string | undefined {
  const { min_length: least, max_length: most, min_value: low, max_value: high } = element;
  switch (element.type) {
    case 'plain_text_input':
      if (typeof least === 'number' && text.length < least) return `must have at least ${least} characters`;
      return text.length > (typeof most === 'number' ? most : 3_000) ? 'is too long' : undefined;
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'must be an e-mail address';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'must be a web address';
    case 'number_input': {
      const number = Number(text);
      if (!Number.isFinite(number)) return 'must be a number';
      if (element.is_decimal_allowed === false && !Number.isInteger(number)) return 'must be a whole number';
      if (typeof low === 'string' && number < Number(low)) return `must be at least ${low}`;
      return typeof high === 'string' && number > Number(high) ? `must be at most ${high}` : undefined;
    }
    default:
      return undefined;
  }
}
