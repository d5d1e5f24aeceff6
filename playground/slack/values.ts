import { isObject, type JsonObject, objects, textOf } from './json.ts';

/** What is typed and chosen, as payloads carry it: block_id → action_id → value. */
export type Values = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** Which field of a payload holds an element's value, and which field of the element holds its initial one. */
const FIELDS: Readonly<Record<string, readonly [value: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  file_input: ['files', 'files'],
};

/** The field that holds the value of an element of this type; undefined for those without (buttons, overflow). */
export function valueField(type: string): string | undefined {
  return FIELDS[type]?.[0];
}

const STATELESS = new Set(['button', 'overflow', 'workflow_button', 'feedback_buttons', 'icon_button']);

export function isInteractive(type: string): boolean {
  return type in FIELDS || STATELESS.has(type);
}

export interface PlacedElement {
  block: JsonObject;
  element: JsonObject;
}

/** Every element that can be used, with the block it is in. */
export function elementsOf(blocks: readonly JsonObject[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    const inside = objects(block.child_blocks ?? (block.type === 'carousel' ? block.elements : undefined));
    const own = [block.accessory, block.element, ...objects(block.elements), ...objects(block.actions)];
    const used = own.filter(isObject).filter((element) => isInteractive(textOf(element.type)));
    return [...used.map((element) => ({ block, element })), ...elementsOf(inside)];
  });
}

/** A value in the form that payloads carry. */
export function asValue(element: JsonObject, value: unknown): JsonObject {
  const field = valueField(textOf(element.type))!;
  const empty = field.endsWith('s') ? [] : null;
  return { type: element.type, [field]: value ?? empty };
}

/** The values that a message or view has before anybody touched it. */
export function initialValues(blocks: readonly JsonObject[]): Values {
  const values: Record<string, Record<string, JsonObject>> = {};
  for (const { block, element } of elementsOf(blocks)) {
    const fields = FIELDS[textOf(element.type)];
    if (!fields) continue;
    const blockId = textOf(block.block_id);
    values[blockId] = { ...values[blockId], [textOf(element.action_id)]: asValue(element, element[fields[1]]) };
  }
  return values;
}

/** Values after an update: what was typed stays where block and element are still there; the rest begins anew. */
export function valuesAfter(blocks: readonly JsonObject[], before: Values): Values {
  const fresh = Object.entries(initialValues(blocks)).map(([block, values]) => [
    block,
    Object.fromEntries(
      Object.entries(values).map(([action, value]) => {
        const typed = before[block]?.[action];
        return [action, typed?.type === value.type ? typed : value];
      }),
    ),
  ]);
  return Object.fromEntries(fresh);
}

/** Which element: its action_id or the words on it, and where several have the same, its block or its value. */
export type Aim = string | { readonly action: string; readonly block?: string; readonly value?: string };

/** The one element that is meant. Throws what there is instead, or that it could be several. */
export function elementIn(blocks: readonly JsonObject[], aim: Aim): PlacedElement {
  const { action, block, value } = typeof aim === 'string' ? { action: aim } : aim;
  const all = elementsOf(blocks).filter(
    (each) =>
      (block === undefined || each.block.block_id === block) && (value === undefined || each.element.value === value),
  );
  const named = all.filter(({ element }) => element.action_id === action);
  const [found, ...others] = named.length > 0 ? named : all.filter((each) => words(each) === action);
  if (!found) throw new Error(`There is no ${action} here, only: ${all.map(described).join(', ') || 'nothing to use'}`);
  if (others.length > 0)
    throw new Error(`${action} could be any of ${[found, ...others].map(described).join(', ')}: say block or value`);
  return found;
}

function words({ element }: PlacedElement): string {
  return isObject(element.text) ? textOf(element.text.text) : '';
}

function described(placed: PlacedElement): string {
  const { block, element } = placed;
  return `${element.action_id} (${words(placed) || element.type}, in block ${block.block_id})`;
}
