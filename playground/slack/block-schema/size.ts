import { isObject, type JsonObject, textOf } from '../json.ts';

/**
 * How much room all blocks of one message have. Slack documents no number: reports have `msg_blocks_too_long` at about
 * 13,200 characters (bolt-js #2509), and, with many blocks, at 11,341 of text in 45 blocks while 9,597 in 50 passed
 * (bolt-js #2867), so that each block must cost something too.
 */
export const ROOM = 13_200;
const FRAME = 42;
const HEADER_FRAME = 100;

const SHOWN = new Set(['text', 'title', 'label', 'caption', 'name', 'alt_text', 'value_text']);

/** Characters that a value shows. */
function shown(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + shown(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => {
    if (typeof inner === 'string') return sum + (SHOWN.has(name) ? inner.length : 0);
    return sum + shown(inner);
  }, 0);
}

/** What blocks take of a message's room. */
export function sizeOf(blocks: readonly JsonObject[]): number {
  return blocks.reduce(
    (sum, block) => sum + shown(block) + (textOf(block.type) === 'header' ? HEADER_FRAME : FRAME),
    0,
  );
}

/** Characters in the cells of all tables. */
export function tableCharacters(blocks: readonly JsonObject[]): number {
  return blocks
    .filter((block) => block.type === 'table' || block.type === 'data_table')
    .reduce((sum, block) => sum + shown(block.rows), 0);
}
