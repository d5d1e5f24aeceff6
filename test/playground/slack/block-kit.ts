import { problemsInMessage } from '../../../playground/slack/block-schema/check.ts';
import { asLine } from '../../../playground/slack/block-schema/problems.ts';

/** Blocks of any size. */
export const of = (length: number) => 'x'.repeat(length);
export const plain = (length: number) => ({ type: 'plain_text', text: of(length) });
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: of(length) });
export const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, i) => make(i));
export const wrong = (...blocks: object[]) => problemsInMessage(blocks).map(asLine);

export const option = (i: number, text = 5, value = 5) => ({ text: plain(text), value: `${i}`.padEnd(value, 'v') });
export const button = (more: object = {}) => ({ type: 'button', text: plain(5), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const section = (more: object = {}) => ({ type: 'section', text: mrkdwn(5), ...more });
export const accessory = (element: object) => section({ accessory: element });
export const select = (more: object = {}) => accessory({ type: 'static_select', options: [option(0)], ...more });
export const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'a',
  ...more,
});
export const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
export const list = (indent: number) => ({ type: 'rich_text_list', style: 'bullet', indent, elements: [] });
const row = (cells: number, text = 1) => times(cells, () => ({ type: 'raw_text', text: of(text) }));
export const table = (rows: number, columns: number, text = 1) => ({
  type: 'table',
  rows: times(rows, () => row(columns, text)),
});
export const dataTable = (rows: number, more: object = {}) => ({
  type: 'data_table',
  caption: 'c',
  rows: times(rows, () => row(2)),
  ...more,
});
export const card = (more: object = {}) => ({ type: 'card', title: mrkdwn(5), ...more });
export const container = (children: number, more: object = {}) => ({
  type: 'container',
  title: plain(5),
  child_blocks: times(children, () => ({ type: 'divider' })),
  ...more,
});
export const bar = (series: number, categories: number, more: object = {}) => ({
  type: 'data_visualization',
  title: 'Failures',
  chart: {
    type: 'bar',
    series: times(series, (s) => ({
      name: `series ${s}`,
      data: times(categories, (c) => ({ label: `${c}`, value: c })),
    })),
    axis_config: { categories: times(categories, (c) => `${c}`) },
  },
  ...more,
});
export const pie = (segments: number, more: object = {}) => ({
  type: 'data_visualization',
  title: 'Causes',
  chart: { type: 'pie', segments: times(segments, (i) => ({ label: `${i}`, value: 1, ...more })) },
});
