import { isObject, type JsonObject, objects, textOf } from './json.ts';
import { asValue, type PlacedElement, type Values, valueField } from './values.ts';

/** What a person does with an element: nothing more for a button, else the option's value or label, text, ids or a date. */
export type Choice = string | number | readonly string[] | undefined;

const BY_OPTION = new Set(['static_select', 'radio_buttons', 'overflow']);
const BY_OPTIONS = new Set(['multi_static_select', 'checkboxes']);

/** The element's value after the choice, as payloads carry it. Throws what a person could not do. */
function valueFor(element: JsonObject, choice: Choice): JsonObject {
  const type = textOf(element.type);
  if (BY_OPTION.has(type)) return asValue(element, optionOf(element, choice));
  if (BY_OPTIONS.has(type))
    return asValue(
      element,
      listOf(choice).map((each) => optionOf(element, each)),
    );
  return asValue(element, choice);
}

/** The action as the payload of a click carries it. */
export function actionFor({ block, element }: PlacedElement, choice: Choice, at: string): JsonObject {
  const type = textOf(element.type);
  const own =
    type === 'overflow'
      ? { selected_option: optionOf(element, choice) }
      : valueField(type)
        ? valueFor(element, choice)
        : { ...(element.value !== undefined && { value: element.value }), text: element.text };
  return { ...own, type, action_id: element.action_id, block_id: block.block_id, action_ts: at };
}

function listOf(choice: Choice): readonly string[] {
  if (choice === undefined) return [];
  return typeof choice === 'object' ? choice : [String(choice)];
}

function optionOf(element: JsonObject, choice: Choice): JsonObject {
  const all = [
    ...objects(element.options),
    ...objects(element.option_groups).flatMap((group) => objects(group.options)),
  ];
  const label = (option: JsonObject) => (isObject(option.text) ? option.text.text : undefined);
  const found = all.find((option) => option.value === choice || label(option) === choice);
  if (found) return found;
  const offered = all.map((option) => `“${label(option)}” (${option.value})`).join(', ');
  throw new Error(`The ${element.type} offers no ${String(choice)}, only ${offered}`);
}

/** The values after an element was used; the same where it has none. */
export function withChoice(values: Values, { block, element }: PlacedElement, choice: Choice): Values {
  if (valueField(textOf(element.type)) === undefined) return values;
  const blockId = textOf(block.block_id);
  return { ...values, [blockId]: { ...values[blockId], [textOf(element.action_id)]: valueFor(element, choice) } };
}
