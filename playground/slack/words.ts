import { isObject, textOf } from './json.ts';
import type { Message } from './messages.ts';
import { labelOf, type View } from './views.ts';

const READ: ReadonlySet<string> = new Set(['text', 'title', 'label', 'caption', 'alt_text', 'name']);

/** All that can be read in a message or view, a piece a line. */
export function wordsOf(place: Message | View): string {
  const own = 'ts' in place ? place.text : labelOf(place, 'title');
  return [own, ...textsIn(place.blocks)].filter(Boolean).join('\n');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (READ.has(name) ? [textOf(inner)] : []) : textsIn(inner),
  );
}
