import stringWidth from 'string-width';
import { isObject, type JsonObject, textOf } from '../json.ts';
import type { Looks } from './looks.ts';
import { richTextInline } from './rich-text.ts';

const GAP = '  ';
const NARROWEST = 4;

/** A table or data table as columns; too wide ones lose the ends of their widest column. */
export function tableLines(block: JsonObject, looks: Looks): string[] {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row: unknown) =>
    (Array.isArray(row) ? row : []).map((cell: unknown) => cellText(cell, looks)),
  );
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = fitted(
    Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? '')))),
    looks.width,
  );
  const right = alignedRight(block, columns);
  const lines = rows.map((row) =>
    widths
      .map((width, i) => padded(row[i] ?? '', width, right[i] === true))
      .join(GAP)
      .trimEnd(),
  );
  const caption = textOf(block.caption);
  const [head = '', ...body] = lines;
  return [...(caption ? [looks.paint.bold(caption)] : []), looks.paint.underline(head), ...body];
}

function cellText(cell: unknown, looks: Looks): string {
  if (!isObject(cell)) return '';
  return (cell.type === 'rich_text' ? richTextInline(cell, looks) : textOf(cell.text)).replaceAll('\n', ' ');
}

function alignedRight(block: JsonObject, columns: number): boolean[] {
  const settings = Array.isArray(block.column_settings) ? block.column_settings : [];
  return Array.from({ length: columns }, (_, i) => isObject(settings[i]) && settings[i].align === 'right');
}

function fitted(widths: number[], room: number): number[] {
  const fit = [...widths];
  const all = () => fit.reduce((sum, width) => sum + width, 0) + GAP.length * (fit.length - 1);
  while (all() > room) {
    const widest = fit.indexOf(Math.max(...fit));
    if ((fit[widest] ?? 0) <= NARROWEST) break;
    fit[widest] = (fit[widest] ?? 0) - 1;
  }
  return fit;
}

function padded(text: string, width: number, right: boolean): string {
  let shown = text;
  while (stringWidth(shown) > width) shown = `${[...shown].slice(0, -2).join('')}…`;
  const gap = ' '.repeat(width - stringWidth(shown));
  return right ? gap + shown : shown + gap;
}
