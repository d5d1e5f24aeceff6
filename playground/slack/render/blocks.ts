import stringWidth from 'string-width';
import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import { chartLines } from './chart.ts';
import { elementLabel, textLine } from './elements.ts';
import type { Looks } from './looks.ts';
import { markdownLines } from './markdown.ts';
import { mrkdwnLines, wrapped } from './paragraphs.ts';
import { richTextLines } from './rich-text.ts';
import { tableLines } from './table.ts';

/** Blocks as lines, an empty one between what Slack sets apart. */
export function blockLines(blocks: readonly JsonObject[], looks: Looks): string[] {
  const shown = blocks.map((block) => ({ type: textOf(block.type), lines: linesOf(block, looks) }));
  return shown.flatMap(({ type, lines }, index) => {
    const close = index === 0 || TIGHT.has(type) || shown[index - 1]?.type === 'divider';
    return close ? lines : ['', ...lines];
  });
}

/** Blocks that stand right under the one before. */
const TIGHT: ReadonlySet<string> = new Set(['divider', 'context']);

function linesOf(block: JsonObject, looks: Looks): string[] {
  const { paint, width } = looks;
  switch (block.type) {
    case 'header':
      return wrapped(paint.bold(textLine(block.text, looks)), width);
    case 'section':
      return section(block, looks);
    case 'context':
      return context(block, looks);
    case 'divider':
      return [paint.dim('─'.repeat(width))];
    case 'actions':
    case 'context_actions':
      return buttons(objects(block.elements), looks);
    case 'rich_text':
      return richTextLines(block, looks);
    case 'markdown':
      return markdownLines(textOf(block.text), looks);
    case 'image':
    case 'video':
      return [`${textLine(block.title, looks)} ${paint.dim(`[${block.type}: ${textOf(block.alt_text)}]`)}`.trim()];
    case 'table':
    case 'data_table':
      return tableLines(block, looks);
    case 'data_visualization':
      return chartLines(block, looks);
    case 'input':
      return input(block, looks);
    case 'alert':
      return wrapped(textLine(block.text, looks), width, '⚠ ');
    case 'carousel':
      return objects(block.elements).flatMap((card) => [...cardLines(card, looks), '']);
    case 'card':
      return cardLines(block, looks);
    case 'container':
      return [
        paint.bold(textLine(block.title, looks)),
        ...blockLines(objects(block.child_blocks), { ...looks, width: width - 2 }).map((line) => `  ${line}`),
      ];
    case 'task_card':
      return [`${block.status === 'complete' ? '✔' : '…'} ${textOf(block.title)}`];
    case 'plan':
      return [paint.bold(textOf(block.title)), ...objects(block.tasks).flatMap((task) => linesOf(task, looks))];
    default:
      return [paint.dim(`[${textOf(block.type)}]`)];
  }
}

function textLines(text: unknown, looks: Looks): string[] {
  if (!isObject(text)) return [];
  if (text.type === 'mrkdwn') return mrkdwnLines(textOf(text.text), looks);
  return wrapped(textLine(text, looks), looks.width);
}

function section(block: JsonObject, looks: Looks): string[] {
  const accessory = isObject(block.accessory) ? buttons([block.accessory], looks) : [];
  return [...textLines(block.text, looks), ...inTwoColumns(objects(block.fields), looks), ...accessory];
}

/** Fields stand side by side, two in a row. */
function inTwoColumns(fields: readonly JsonObject[], looks: Looks): string[] {
  const width = Math.floor((looks.width - 2) / 2);
  const cells = fields.map((field) => textLines(field, { ...looks, width }));
  const rows = cells.flatMap((left, index) => (index % 2 === 0 ? [{ left, right: cells[index + 1] ?? [] }] : []));
  return rows.flatMap(({ left, right }) =>
    Array.from({ length: Math.max(left.length, right.length) }, (_, line) => {
      const first = left[line] ?? '';
      return `${first}${' '.repeat(width - stringWidth(first) + 2)}${right[line] ?? ''}`;
    }),
  );
}

function context(block: JsonObject, looks: Looks): string[] {
  const parts = objects(block.elements).map((part) =>
    part.type === 'image' ? `[${textOf(part.alt_text)}]` : textLines(part, { ...looks, width: 10_000 }).join('\n'),
  );
  return wrapped(parts.join('  '), looks.width).map((line) => looks.paint.dim(line));
}

function buttons(elements: readonly JsonObject[], looks: Looks): string[] {
  return wrapped(
    elements.map((element) => elementLabel(element, looks).replaceAll(' ', '\u00A0')).join(' '),
    looks.width,
  ).map((line) => line.replaceAll('\u00A0', ' '));
}

function input(block: JsonObject, looks: Looks): string[] {
  const { paint } = looks;
  const element = isObject(block.element) ? block.element : {};
  const optional = block.optional === true ? paint.dim(' (optional)') : '';
  const typed = /_input$/.test(textOf(element.type));
  const inside = textOf(element.initial_value) || paint.dim(textLine(element.placeholder, looks));
  const field = typed ? `[ ${inside.replaceAll('\n', ' ⏎ ')} ]` : elementLabel(element, looks);
  const hint = textLine(block.hint, looks);
  return [
    paint.bold(textLine(block.label, looks)) + optional,
    ...wrapped(field, looks.width),
    ...(hint ? wrapped(hint, looks.width).map((line) => paint.dim(line)) : []),
  ];
}

function cardLines(card: JsonObject, looks: Looks): string[] {
  return [
    ...(card.title ? [looks.paint.bold(textLine(card.title, looks))] : []),
    ...(card.subtitle ? [looks.paint.dim(textLine(card.subtitle, looks))] : []),
    ...textLines(card.body, looks),
    ...(card.actions ? buttons(objects(card.actions), looks) : []),
  ];
}
