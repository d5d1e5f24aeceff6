import { isObject, type JsonObject, objects, textOf } from '../../slack/json.ts';

/** Where the page serves an uploaded file. */
export function fileAddress(id: string): string {
  return `/files/${encodeURIComponent(id)}`;
}

/**
 * A block in the form that the library can draw: it knows no numbers in tables and no files of the workspace, and
 * shows verbatim text with its marks, which Slack does not: there it only looks for no links.
 */
export function prepared({ block_id: _, ...block }: JsonObject): JsonObject {
  if (block.type === 'image') return image(block);
  if (block.type === 'table') return { ...block, rows: rowsOf(block).map((row) => row.map(cell)) };
  return notVerbatim(block);
}

function notVerbatim(block: JsonObject): JsonObject {
  const { verbatim: _, ...kept } = block;
  const inside = Object.entries(kept).map(([name, value]) => {
    if (name === 'text' && isObject(value)) return [name, notVerbatim(value)];
    return [name, name === 'fields' || name === 'elements' ? objects(value).map(notVerbatim) : value];
  });
  return Object.fromEntries(inside);
}

/** The cells of a table or data table. */
export function rowsOf({ rows }: JsonObject): JsonObject[][] {
  return Array.isArray(rows) ? rows.map(objects) : [];
}

function image(block: JsonObject): JsonObject {
  if (!isObject(block.slack_file)) return block;
  const { slack_file, ...rest } = block;
  return { ...rest, image_url: fileAddress(textOf(slack_file.id)) };
}

function cell(block: JsonObject): JsonObject {
  if (block.type !== 'raw_number') return block;
  return { type: 'raw_text', text: textOf(block.text) || String(block.value ?? '') };
}
