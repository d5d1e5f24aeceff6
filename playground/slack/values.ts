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

/** The element with this action_id, else with these words on it. Throws what there is instead. */
export function elementIn(blocks: readonly JsonObject[], actionId: string): PlacedElement {
  const all = elementsOf(blocks);
  const words = ({ element }: PlacedElement) => (isObject(element.text) ? textOf(element.text.text) : '');
  const found =
    all.find(({ element }) => element.action_id === actionId) ?? all.find((each) => words(each) === actionId);
  if (found) return found;
  const offered = all.map((each) => `${each.element.action_id} (${words(each) || each.element.type})`).join(', ');
  throw new Error(`There is no ${actionId} here, only: ${offered || 'nothing to use'}`);
}
