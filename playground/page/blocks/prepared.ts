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

/** So many words, and so many letters in all, fit under a chart. */
const LABELS = 9;
const LETTERS = 72;

/** A chart whose words do not run into each other: of many every second or third is shown, of few the long ones cut. */
function legible(chart: unknown): unknown {
  if (!isObject(chart) || !isObject(chart.axis_config)) return chart;
  const { categories } = chart.axis_config;
  if (!Array.isArray(categories)) return chart;
  const every = Math.ceil(categories.length / LABELS);
  const most = Math.floor((LETTERS * every) / categories.length);
  // Labels tell a chart's points apart, so what is not seen still differs.
  const shown = categories.map((label, index) => {
    const same = '\u200b'.repeat(index + 1);
    if (index % every !== 0) return same;
    return textOf(label).length > most ? `${textOf(label).slice(0, most - 1)}…${same}` : label;
  });
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
