import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsInMessage } from '../../../playground/slack/block-schema/check.ts';
import { ROOM, sizeOf } from '../../../playground/slack/block-schema/size.ts';
import { actions, button, image, list, mrkdwn, of, option, plain, rich, section, times, wrong } from './block-kit.ts';

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
