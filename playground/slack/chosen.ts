import { isObject, type JsonObject, objects, textOf } from './json.ts';
import { asValue, type PlacedElement, type Values, valueField } from './values.ts';

/** What a person does with an element: nothing more for a button, else the option's value or label, text, ids, a date, or a suggestion. */
export type Choice = string | number | readonly string[] | JsonObject | undefined;

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
  if (type === 'external_select' && !isObject(choice)) throw new Error('Ask for suggestions, and choose one of them');
  return asValue(element, choice);
}

/** The action as the payload of a click carries it. */
export function actionFor({ block, element }: PlacedElement, choice: Choice, at: string): JsonObject {
  const place = { action_id: element.action_id, block_id: block.block_id, action_ts: at };
  return { ...done(element, choice), type: element.type, ...place };
}

function done(element: JsonObject, choice: Choice): JsonObject {
  const type = textOf(element.type);
  if (type === 'overflow') return { selected_option: optionOf(element, choice) };
  if (valueField(type)) return valueFor(element, choice);
  const pressed = type === 'feedback_buttons' ? thumb(element, choice) : element;
  return { ...(pressed.value !== undefined && { value: pressed.value }), text: pressed.text };
}

function thumb(element: JsonObject, choice: Choice): JsonObject {
  const found = objects([element.positive_button, element.negative_button]).find(({ value }) => value === choice);
  if (!found) throw new Error(`Neither feedback button has the value ${String(choice)}`);
  return found;
}

function listOf(choice: Choice): readonly string[] {
  if (choice === undefined) return [];
  return Array.isArray(choice) ? choice : [String(choice)];
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
