import { isObject, type JsonObject, objects, textOf } from '../../slack/json.ts';

export interface Choosable {
  readonly label: string;
  readonly value: string;
}

/** The words of a text object. */
export function wordsIn(text: unknown): string {
  return isObject(text) ? textOf(text.text) : '';
}

/** What a menu offers, groups opened. */
export function optionsOf(element: JsonObject): Choosable[] {
  const groups = objects(element.option_groups).flatMap((group) => objects(group.options));
  return [...objects(element.options), ...groups].map((option) => ({
    label: wordsIn(option.text),
    value: textOf(option.value),
  }));
}

/** Of one option or of several, the values. */
export function valuesOf(chosen: unknown): string[] {
  return (Array.isArray(chosen) ? objects(chosen) : isObject(chosen) ? [chosen] : []).map(({ value }) => textOf(value));
}
