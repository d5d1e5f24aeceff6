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
  if (block.type === 'data_visualization') return { ...block, chart: legible(block.chart) };
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

/** So many words fit under a chart. */
const LABELS = 9;

/** A chart with so few words under it that they do not run into each other; the others become blank. */
function legible(chart: unknown): unknown {
  if (!isObject(chart) || !isObject(chart.axis_config)) return chart;
  const { categories } = chart.axis_config;
  if (!Array.isArray(categories) || categories.length <= LABELS) return chart;
  const every = Math.ceil(categories.length / LABELS);
  const shown = categories.map((label, index) => (index % every === 0 ? label : '\u200b'.repeat(index + 1)));
  const series = objects(chart.series).map((each) => ({
    ...each,
    data: objects(each.data).map((point) => ({ ...point, label: shown[categories.indexOf(point.label)] })),
  }));
  return { ...chart, series, axis_config: { ...chart.axis_config, categories: shown } };
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
