import type { Ids } from './ids.ts';
import { isObject, type JsonObject, textOf } from './json.ts';
import { isInteractive } from './values.ts';

/** The same blocks, with a block_id on each and an action_id on every element that can be used, as Slack adds them. */
export function identified(blocks: readonly JsonObject[], ids: Ids): JsonObject[] {
  return blocks.map((block) => {
    const whole = Object.fromEntries(Object.entries(block).map(([name, value]) => [name, withActionIds(value, ids)]));
    if (Array.isArray(block.child_blocks)) whole.child_blocks = identified(block.child_blocks.filter(isObject), ids);
    return { ...whole, block_id: textOf(block.block_id) || ids.block() };
  });
}

function withActionIds(value: unknown, ids: Ids): unknown {
  if (Array.isArray(value)) return value.map((item) => withActionIds(item, ids));
  if (!isObject(value)) return value;
  if (value.type === 'card') return identified([value], ids)[0];
  return isInteractive(textOf(value.type)) ? { action_id: ids.block(), ...value } : value;
}
