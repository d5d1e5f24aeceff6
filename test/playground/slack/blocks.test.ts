import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsInMessage } from '../../../playground/slack/block-schema/check.ts';
import { asLine } from '../../../playground/slack/block-schema/problems.ts';
import { ROOM, sizeOf } from '../../../playground/slack/block-schema/size.ts';

const of = (length: number) => 'x'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: of(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: of(length) });
const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const wrong = (...blocks: object[]) => problemsInMessage(blocks).map(asLine);

const option = (i: number, text = 5, value = 5) => ({ text: plain(text), value: `${i}`.padEnd(value, 'v') });
const button = (more: object = {}) => ({ type: 'button', text: plain(5), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn(5), ...more });
const accessory = (element: object) => section({ accessory: element });
const select = (more: object = {}) => accessory({ type: 'static_select', options: [option(0)], ...more });
const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'a',
  ...more,
});
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const list = (indent: number) => ({ type: 'rich_text_list', style: 'bullet', indent, elements: [] });
const row = (cells: number, text = 1) => times(cells, () => ({ type: 'raw_text', text: of(text) }));
const table = (rows: number, columns: number, text = 1) => ({
  type: 'table',
  rows: times(rows, () => row(columns, text)),
});
const dataTable = (rows: number, more: object = {}) => ({
  type: 'data_table',
  caption: 'c',
  rows: times(rows, () => row(2)),
  ...more,
});
const card = (more: object = {}) => ({ type: 'card', title: mrkdwn(5), ...more });
const container = (children: number, more: object = {}) => ({
  type: 'container',
  title: plain(5),
  child_blocks: times(children, () => ({ type: 'divider' })),
  ...more,
});
const bar = (series: number, categories: number, more: object = {}) => ({
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
const pie = (segments: number, more: object = {}) => ({
  type: 'data_visualization',
  title: 'Causes',
  chart: { type: 'pie', segments: times(segments, (i) => ({ label: `${i}`, value: 1, ...more })) },
});

/** What it is, the largest that Slack takes, one more, and what Slack says of that. */
const LIMITS: [string, object[], object[], string][] = [
  [
    'blocks',
    times(50, () => section()),
    times(51, () => section()),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    'section text',
    [section({ text: mrkdwn(3000) })],
    [section({ text: mrkdwn(3001) })],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty text',
    [section({ text: mrkdwn(1) })],
    [section({ text: mrkdwn(0) })],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'fields',
    [section({ fields: times(10, () => mrkdwn(1)) })],
    [section({ fields: times(11, () => mrkdwn(1)) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a field',
    [section({ fields: [mrkdwn(2000)] })],
    [section({ fields: [mrkdwn(2001)] })],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'header',
    [{ type: 'header', text: plain(150) }],
    [{ type: 'header', text: plain(151) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'header in mrkdwn',
    [{ type: 'header', text: plain(1) }],
    [{ type: 'header', text: mrkdwn(1) }],
    'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
  ],
  [
    'context elements',
    [{ type: 'context', elements: times(10, () => mrkdwn(1)) }],
    [{ type: 'context', elements: times(11, () => mrkdwn(1)) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'no context elements',
    [{ type: 'context', elements: [mrkdwn(1)] }],
    [{ type: 'context', elements: [] }],
    'must provide at least 1 items [json-pointer:/blocks/0/elements]',
  ],
  [
    'actions elements',
    [actions(...times(25, () => button()))],
    [actions(...times(26, () => button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'block_id',
    [section({ block_id: of(255) })],
    [section({ block_id: of(256) })],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'action_id',
    [actions(button({ action_id: of(255) }))],
    [actions(button({ action_id: of(256) }))],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'button text',
    [actions(button({ text: plain(75) }))],
    [actions(button({ text: plain(76) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'button value',
    [actions(button({ value: of(2000) }))],
    [actions(button({ value: of(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'button url',
    [actions(button({ url: `https://example.com/${of(2980)}` }))],
    [actions(button({ url: `https://example.com/${of(2981)}` }))],
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'a url that is none',
    [actions(button({ url: 'https://example.com' }))],
    [actions(button({ url: 'example' }))],
    'invalid url [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'button style',
    [actions(button({ style: 'danger' }))],
    [actions(button({ style: 'default' }))],
    'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'confirm title',
    [actions(button({ confirm: { title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) } }))],
    [actions(button({ confirm: { title: plain(101), text: plain(300) } }))],
    'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
  ],
  [
    'confirm text',
    [actions(button({ confirm: { text: mrkdwn(300) } }))],
    [actions(button({ confirm: { text: mrkdwn(301) } }))],
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'confirm button',
    [actions(button({ confirm: { text: plain(1), confirm: plain(30) } }))],
    [actions(button({ confirm: { text: plain(1), confirm: plain(31) } }))],
    'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]',
  ],
  [
    'overflow options',
    [accessory({ type: 'overflow', options: times(5, (i) => option(i)) })],
    [accessory({ type: 'overflow', options: times(6, (i) => option(i)) })],
    'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'select options',
    [select({ options: times(100, (i) => option(i)) })],
    [select({ options: times(101, (i) => option(i)) })],
    'no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'no options',
    [select()],
    [select({ options: [] })],
    'must provide at least 1 items [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'option text',
    [select({ options: [option(0, 75)] })],
    [select({ options: [option(0, 76)] })],
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]',
  ],
  [
    'option value',
    [select({ options: [option(0, 5, 75)] })],
    [select({ options: [option(0, 5, 76)] })],
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/value]',
  ],
  [
    'option with a url',
    [accessory({ type: 'overflow', options: [{ ...option(0), url: 'https://example.com' }] })],
    [select({ options: [{ ...option(0), url: 'https://example.com' }] })],
    'invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]',
  ],
  [
    'an initial option',
    [select({ initial_option: option(0) })],
    [select({ initial_option: option(1) })],
    'must be one of the provided options [json-pointer:/blocks/0/accessory/initial_option]',
  ],
  [
    'options or groups',
    [select({ options: undefined, option_groups: [{ label: plain(75), options: [option(0)] }] })],
    [select({ option_groups: [{ label: plain(75), options: [option(0)] }] })],
    'must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]',
  ],
  [
    'placeholder',
    [select({ placeholder: plain(150) })],
    [select({ placeholder: plain(151) })],
    'must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]',
  ],
  [
    'checkboxes',
    [accessory({ type: 'checkboxes', options: times(10, (i) => option(i)) })],
    [accessory({ type: 'checkboxes', options: times(11, (i) => option(i)) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'a date',
    [accessory({ type: 'datepicker', initial_date: '2026-11-16' })],
    [accessory({ type: 'datepicker', initial_date: '16.11.2026' })],
    'must be formatted YYYY-MM-DD [json-pointer:/blocks/0/accessory/initial_date]',
  ],
  [
    'alt text',
    [image({ alt_text: of(2000) })],
    [image({ alt_text: of(2001) })],
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'image title',
    [image({ title: plain(2000) })],
    [image({ title: plain(2001) })],
    'must be less than 2001 characters [json-pointer:/blocks/0/title/text]',
  ],
  [
    'one source of an image',
    [image()],
    [image({ slack_file: { id: 'F0ABC' } })],
    'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
  ],
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
];

describe('every limit takes the largest allowed, and refuses one more', () => {
  it.each(LIMITS)('%s', (_, largest, tooMuch, complaint) => {
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

describe('what Slack does not know', () => {
  it('is refused by name: blocks, elements and fields', () => {
    expect(wrong({ type: 'marquee' })).toEqual(['unsupported type: marquee [json-pointer:/blocks/0/type]']);
    expect(wrong({ text: 'no type' })).toEqual(['missing required field: type [json-pointer:/blocks/0]']);
    expect(wrong(actions({ type: 'slider' }))).toEqual([
      'unsupported type: slider [json-pointer:/blocks/0/elements/0/type]',
    ]);
    expect(wrong(actions(button({ disabled: true })))).toEqual([
      'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
    ]);
    expect(wrong(section({ color: 'red' }))).toEqual(['invalid additional property: color [json-pointer:/blocks/0]']);
    expect(wrong({ type: 'section' })).toEqual(['must define either `text` or `fields` [json-pointer:/blocks/0/type]']);
    expect(wrong(section({ text: 'bare' }))).toEqual(['must provide an object [json-pointer:/blocks/0/text]']);
  });

  it('is what belongs elsewhere: inputs and alerts in modals, typing in input blocks', () => {
    const input = { type: 'input', label: plain(5), element: { type: 'plain_text_input' } };
    expect(wrong(input)).toEqual(['unsupported type: input [json-pointer:/blocks/0/type]']);
    expect(wrong({ type: 'alert', text: plain(5) })).toEqual(['unsupported type: alert [json-pointer:/blocks/0/type]']);
    expect(wrong({ type: 'file', source: 'remote', external_id: 'x' })).toEqual([
      'unsupported type: file [json-pointer:/blocks/0/type]',
    ]);
    expect(wrong(actions({ type: 'plain_text_input' }))).toEqual([
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ]);
    expect(wrong(actions({ ...image() }))).toEqual([
      'unsupported type: image [json-pointer:/blocks/0/elements/0/type]',
    ]);
  });

  it('is a block_id or, within a block, an action_id that comes twice', () => {
    expect(wrong(section({ block_id: 'a' }), section({ block_id: 'a' }))).toEqual([
      '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ]);
    expect(wrong({ ...actions(button({ action_id: 'a' }), button({ action_id: 'a' })), block_id: 'b' })).toEqual([
      '`action_id` "a" already exists for `block_id` "b" [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
    expect(wrong(actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' })))).toEqual([]);
  });
});

it('knows every element and block that messages may hold', () => {
  const people = ['users_select', 'conversations_select', 'channels_select', 'external_select'];
  const menus = [...people, ...people.map((type) => `multi_${type}`)].map((type) => ({ type }));
  const ticks = ['radio_buttons', 'checkboxes'].map((type) => ({ type, options: [option(0)] }));
  const pickers = ['datepicker', 'timepicker', 'datetimepicker', 'rich_text_input'].map((type) => ({ type }));
  const multi = { type: 'multi_static_select', options: [option(0)], max_selected_items: 1 };
  const workflow = { type: 'workflow_button', text: plain(1), workflow: { trigger: { url: 'https://example.com/t' } } };
  const all = [...menus, ...ticks, ...pickers, multi, workflow];
  expect(all.flatMap((element) => wrong(actions(element)))).toEqual([]);
  const text = { type: 'text', text: 'x', style: { bold: true, code: true } };
  const date = { type: 'date', timestamp: 1_763_300_000, format: '{date_short_pretty} at {time}', fallback: 'then' };
  const runs = [
    text,
    date,
    { type: 'link', url: 'https://example.com', text: 'x' },
    { type: 'emoji', name: 'wave' },
    { type: 'user', user_id: 'U0' },
    { type: 'usergroup', usergroup_id: 'S0' },
    { type: 'channel', channel_id: 'C0' },
    { type: 'team', team_id: 'T0' },
    { type: 'broadcast', range: 'here' },
    { type: 'color', value: '#fff' },
  ];
  const rest = [
    rich({ type: 'rich_text_section', elements: runs }, { type: 'rich_text_quote', elements: [text], border: 1 }),
    rich({ type: 'rich_text_preformatted', elements: [text] }, list(0)),
    { type: 'divider' },
    { type: 'task_card', task_id: '1', title: 'x', status: 'complete' },
    { type: 'plan', title: 'x', tasks: [] },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          positive_button: { text: plain(1), value: 'y' },
          negative_button: { text: plain(1), value: 'n' },
        },
      ],
    },
    {
      type: 'video',
      video_url: 'https://example.com/v',
      thumbnail_url: 'https://example.com/t',
      alt_text: 'v',
      title: plain(199),
    },
  ];
  expect(rest.flatMap((block) => wrong(block))).toEqual([]);
});

describe('the size of all blocks', () => {
  it('counts what is shown, and something for each block', () => {
    expect(sizeOf([section({ text: mrkdwn(100), block_id: of(50) })])).toBe(142);
    expect(sizeOf([{ type: 'header', text: plain(10) }])).toBe(110);
    expect(sizeOf([actions(button({ value: of(2000) }))])).toBe(47);
  });

  it('fits reports from real workspaces', () => {
    const blocks = (count: number, characters: number) =>
      times(count, () => section({ text: mrkdwn(Math.round(characters / count)) }));
    expect(sizeOf(blocks(50, 9_597))).toBeLessThan(ROOM);
    expect(sizeOf(blocks(45, 11_341))).toBeGreaterThan(ROOM);
  });
});

it('judges any JSON without failing', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (blocks) => {
      expect(Array.isArray(problemsInMessage(blocks))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
