import stringWidth from 'string-width';
import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import type { Looks } from './looks.ts';

const LONGEST_BAR = 40;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const SPARKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A chart block as text: bars with their numbers, lines as sparklines. */
export function chartLines(block: JsonObject, looks: Looks): string[] {
  const chart = isObject(block.chart) ? block.chart : {};
  const title = looks.paint.bold(textOf(block.title));
  if (chart.type === 'pie') return [title, ...pie(chart, looks)];
  const axes = isObject(chart.axis_config) ? chart.axis_config : {};
  const caption = [textOf(axes.y_label), textOf(axes.x_label)].filter(Boolean).join(' by ');
  const body = chart.type === 'bar' ? bars(chart, looks) : lines(chart, looks);
  return [title, ...body, ...(caption ? [looks.paint.dim(caption)] : [])];
}

interface Point {
  readonly label: string;
  readonly value: number;
}

function points(list: unknown): Point[] {
  return objects(list).map(({ label, value }) => ({ label: textOf(label), value: Number(value) }));
}

function pie(chart: JsonObject, looks: Looks): string[] {
  const segments = points(chart.segments);
  const all = segments.reduce((sum, { value }) => sum + value, 0);
  return barRows(
    segments.map((segment) => ({ ...segment, note: `${Math.round((100 * segment.value) / all)} %` })),
    looks,
  );
}

function bars(chart: JsonObject, looks: Looks): string[] {
  const series = objects(chart.series);
  if (series.length === 1) return barRows(points(series[0]!.data).map(withNumber), looks);
  const longest = Math.max(0, ...points(series[0]?.data).map(({ label }) => stringWidth(label)));
  const rows = points(series[0]?.data).flatMap(({ label }) =>
    series.map((each, index) => {
      const value = points(each.data).find((point) => point.label === label)?.value ?? 0;
      const lead = index === 0 ? label : '';
      return withNumber({ label: `${lead}${' '.repeat(longest - stringWidth(lead))} ${textOf(each.name)}`, value });
    }),
  );
  return barRows(rows, looks);
}

function withNumber(point: Point) {
  return { ...point, note: number(point.value) };
}

function barRows(rows: readonly (Point & { note: string })[], { width, paint }: Looks): string[] {
  const longestLabel = Math.max(0, ...rows.map(({ label }) => stringWidth(label)));
  const longestNote = Math.max(0, ...rows.map(({ note }) => note.length));
  const room = Math.min(LONGEST_BAR, Math.max(width - longestLabel - longestNote - 2, 5));
  const most = Math.max(0, ...rows.map(({ value }) => value)) || 1;
  return rows.map(({ label, value, note }) => {
    const gap = ' '.repeat(longestLabel - stringWidth(label));
    return `${label}${gap} ${paint.blue(bar((Math.max(value, 0) / most) * room))} ${note}`;
  });
}

function bar(length: number): string {
  const eighths = Math.round(length * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

function lines(chart: JsonObject, looks: Looks): string[] {
  const series = objects(chart.series);
  const longest = Math.max(0, ...series.map((each) => stringWidth(textOf(each.name))));
  const shown = series.map((each) => {
    const data = points(each.data);
    const values = data.map(({ value }) => value);
    const name = textOf(each.name) + ' '.repeat(longest - stringWidth(textOf(each.name)));
    return `${name} ${looks.paint.blue(sparks(values))} ${number(Math.min(...values))}–${number(Math.max(...values))}`;
  });
  const labels = points(series[0]?.data).map(({ label }) => label);
  return [...shown, looks.paint.dim(`${labels[0] ?? ''} … ${labels.at(-1) ?? ''}`)];
}

function sparks(values: readonly number[]): string {
  const low = Math.min(0, ...values);
  const span = Math.max(...values) - low || 1;
  return values.map((value) => SPARKS[Math.round(((value - low) / span) * (SPARKS.length - 1))]).join('');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
