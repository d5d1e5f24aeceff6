import { describe, expect, it } from 'vitest';
import {
  bar,
  card,
  container,
  dataTable,
  list,
  mrkdwn,
  of,
  pie,
  plain,
  rich,
  table,
  times,
  wrong,
} from './block-kit.ts';

describe('tables, charts and cards take the largest allowed, and refuse one more', () => {
  it.each<[what: string, largest: object[], tooMuch: object[], complaint: string]>([
    [
      'markdown',
      [{ type: 'markdown', text: of(12_000) }],
      [{ type: 'markdown', text: of(12_001) }],
      'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      'indent',
      [rich(list(8))],
      [rich(list(9))],
      'must be less than or equal to 8 [json-pointer:/blocks/0/elements/0/indent]',
    ],
    ['table rows', [table(100, 1)], [table(101, 1)], 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
    ['table columns', [table(1, 20)], [table(1, 21)], 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
    [
      'characters in tables',
      [table(100, 20, 5)],
      [table(100, 20, 6)],
      'tables must be less than 10001 characters in all [json-pointer:/blocks]',
    ],
    ['tables', [table(1, 1)], [table(1, 1), table(1, 1)], 'only one table block allowed [json-pointer:/blocks/1]'],
    [
      'data table rows',
      [dataTable(101)],
      [dataTable(102)],
      'no more than 101 items allowed [json-pointer:/blocks/0/rows]',
    ],
    [
      'data table pages',
      [dataTable(2, { page_size: 100 })],
      [dataTable(2, { page_size: 101 })],
      'must be less than or equal to 100 [json-pointer:/blocks/0/page_size]',
    ],
    [
      'data table caption',
      [dataTable(2)],
      [dataTable(2, { caption: undefined })],
      'missing required field: caption [json-pointer:/blocks/0]',
    ],
    [
      'card title',
      [card({ title: mrkdwn(150) })],
      [card({ title: mrkdwn(151) })],
      'must be less than 151 characters [json-pointer:/blocks/0/title/text]',
    ],
    [
      'card body',
      [card({ body: mrkdwn(200) })],
      [card({ body: mrkdwn(201) })],
      'must be less than 201 characters [json-pointer:/blocks/0/body/text]',
    ],
    [
      'carousel',
      [{ type: 'carousel', elements: times(10, () => card()) }],
      [{ type: 'carousel', elements: times(11, () => card()) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'container children',
      [container(10)],
      [container(11)],
      'no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
    ],
    [
      'chart in a container',
      [container(1)],
      [container(1, { child_blocks: [bar(1, 1)] })],
      'unsupported type: data_visualization [json-pointer:/blocks/0/child_blocks/0/type]',
    ],
    [
      'collapsed container',
      [container(1, { is_collapsible: true, default_collapsed: true })],
      [container(1, { default_collapsed: true })],
      '`default_collapsed` requires `is_collapsible` [json-pointer:/blocks/0]',
    ],
    [
      'context actions',
      [{ type: 'context_actions', elements: times(5, () => ({ type: 'icon_button', icon: 'trash', text: plain(1) })) }],
      [{ type: 'context_actions', elements: times(6, () => ({ type: 'icon_button', icon: 'trash', text: plain(1) })) }],
      'no more than 5 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'charts',
      [bar(1, 1), pie(1)],
      [bar(1, 1), pie(1), pie(2)],
      'no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]',
    ],
    ['series', [bar(6, 1)], [bar(7, 1)], 'no more than 6 items allowed [json-pointer:/blocks/0/chart/series]'],
    [
      'categories',
      [bar(1, 20)],
      [bar(1, 21)],
      'no more than 20 items allowed [json-pointer:/blocks/0/chart/series/0/data]',
    ],
    ['segments', [pie(6)], [pie(7)], 'no more than 6 items allowed [json-pointer:/blocks/0/chart/segments]'],
    [
      'an empty segment',
      [pie(1, { value: 0.1 })],
      [pie(1, { value: 0 })],
      'must be more than 0 [json-pointer:/blocks/0/chart/segments/0/value]',
    ],
    [
      'a segment label',
      [pie(1, { label: of(20) })],
      [pie(1, { label: of(21) })],
      'must be less than 21 characters [json-pointer:/blocks/0/chart/segments/0/label]',
    ],
    [
      'chart title',
      [bar(1, 1, { title: of(50) })],
      [bar(1, 1, { title: of(51) })],
      'must be less than 51 characters [json-pointer:/blocks/0/title]',
    ],
  ])('%s', (_, largest, tooMuch, complaint) => {
    expect(wrong(...largest)).toEqual([]);
    expect(wrong(...tooMuch)).toContain(complaint);
  });
});

describe('charts', () => {
  const changed = (change: object) => {
    const chart = bar(2, 3);
    return { ...chart, chart: { ...chart.chart, ...change } };
  };

  it('need a value of every series for each category', () => {
    const short = bar(1, 2).chart.series;
    expect(wrong(changed({ series: short }))).toEqual([
      'data labels must match axis_config.categories [json-pointer:/blocks/0/chart/series/0/data]',
    ]);
  });

  it('need series of different names, of a known type', () => {
    const [series] = bar(1, 3).chart.series;
    expect(wrong(changed({ series: [series, series] }))).toEqual([
      'series names must be unique [json-pointer:/blocks/0/chart/series]',
    ]);
    expect(wrong(changed({ type: 'scatter' }))).toEqual([
      'unsupported type: scatter [json-pointer:/blocks/0/chart/type]',
    ]);
    for (const type of ['line', 'area', 'bar']) expect(wrong(changed({ type }))).toEqual([]);
  });
});
