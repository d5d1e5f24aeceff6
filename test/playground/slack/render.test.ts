import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemsInMessage } from '../../../playground/slack/block-schema/check.ts';
import type { JsonObject } from '../../../playground/slack/json.ts';
import type { Message } from '../../../playground/slack/messages.ts';
import type { Person } from '../../../playground/slack/person.ts';
import { renderText, renderView } from '../../../playground/slack/render/render-text.ts';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';

let desk: SupportDesk;

beforeAll(async () => {
  desk = await supportDesk();
});

afterAll(() => desk.workspace.stop());

function posted(blocks: JsonObject[], more: Partial<Message> = {}): Message {
  const { workspace, onCall } = desk;
  return workspace.messages.post({ channel: onCall.id, user: workspace.app.botUser, text: '', blocks, ...more });
}

/** What the viewer sees under the line with the author. */
function shown(
  blocks: JsonObject[],
  { viewer = desk.kim, width = 60 }: { viewer?: Person; width?: number } = {},
): string {
  expect(problemsInMessage(blocks)).toEqual([]);
  return renderText(posted(blocks), { viewer, width, colors: false }).split('\n').slice(1).join('\n');
}

const mrkdwn = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const plain = (text: string) => ({ type: 'plain_text', text });
const inMrkdwn = (text: string, viewer?: Person) => shown([mrkdwn(text)], { viewer });

describe('markup', () => {
  it('loses its marks where there are no colors, and keeps what only looks like marks', () => {
    expect(inMrkdwn('*Bold* and _italic_, ~struck~ and `code`')).toBe('Bold and italic, struck and code');
    expect(inMrkdwn('2*3*4, snake_case_name, *open')).toBe('2*3*4, snake_case_name, *open');
    expect(inMrkdwn('`*not bold*` &lt;b&gt; &amp; R&amp;D')).toBe('*not bold* <b> & R&D');
  });

  it('is painted where there are', () => {
    const text = renderText(posted([mrkdwn('*Bold*')]), { viewer: desk.kim, width: 60, colors: true });
    expect(text).toContain('\u001b[1mBold\u001b[22m');
  });

  it('names people, channels and groups, and links by their words', () => {
    const { noor, onCall, support, workspace } = desk;
    const secret = workspace.channel('secret', [noor], { private: true });
    expect(inMrkdwn(`<@${noor.id}> in <#${onCall.id}> and <#${secret.id}>, <!subteam^${support.id}> <!here>`)).toBe(
      '@noor in #on-call and #private-channel, @support-tier2 @here',
    );
    expect(inMrkdwn(`<#${secret.id}>`, noor)).toBe('#secret');
    expect(inMrkdwn('<https://example.com|the page> <mailto:a@example.com|a@example.com>')).toBe(
      'the page a@example.com',
    );
    expect(inMrkdwn(':red_circle: down :unknown_thing:')).toBe('🔴 down :unknown_thing:');
  });

  it('wraps bullets under their words, bars quotes, and leaves code blocks as they are', () => {
    const long = 'word '.repeat(14).trim();
    expect(inMrkdwn(`• ${long}`)).toBe(`• ${'word '.repeat(11).trim()}\n  word word word`);
    expect(inMrkdwn(`&gt; ${long}`)).toBe(`▏ ${'word '.repeat(11).trim()}\n▏ word word word`);
    expect(inMrkdwn(`Before\n\`\`\`\n${'▁▂█'.repeat(30)}\n\`\`\`\nAfter`)).toBe(`Before\n  ${'▁▂█'.repeat(30)}\nAfter`);
  });
});

describe('dates', () => {
  const at = (iso: string) => Date.parse(iso) / 1_000;
  const date = (iso: string, format: string) => `<!date^${at(iso)}^${format}|fallback>`;

  it('are in the zone of whoever looks', () => {
    const text = date('2026-01-16T23:30:00Z', '{date_num} {time}');
    expect(inMrkdwn(text, desk.kim)).toBe('2026-01-17 00:30');
    expect(inMrkdwn(text, desk.noor)).toBe('2026-01-16 18:30');
  });

  it.each([
    ['{date}', 'March 22nd, 2021'],
    ['{date_short}', 'Mar 22, 2021'],
    ['{date_long}', 'Monday, March 22nd, 2021'],
    ['{date_short_pretty} at {time_secs}', 'Mar 22, 2021 at 13:05:07'],
    ['{unknown}', '{unknown}'],
  ])('take %s', (format, expected) => {
    expect(inMrkdwn(date('2021-03-22T12:05:07Z', format))).toBe(expected);
  });

  it('are named where they are near', () => {
    const { clock } = desk.workspace;
    const days = (count: number) => Math.floor(clock.now() / 1_000) + count * 86_400;
    const named = (count: number) => inMrkdwn(`<!date^${days(count)}^{date_short_pretty}|x>`);
    expect([named(-1), named(0), named(1)]).toEqual(['yesterday', 'today', 'tomorrow']);
    expect(inMrkdwn(`<!date^${days(0) - 300}^{ago}|x>`)).toBe('5 minutes ago');
    expect(inMrkdwn('<!date^soon^{time}|later>')).toBe('later');
  });
});

describe('blocks', () => {
  it('show buttons and menus in ‹ ›, context small, dividers across', () => {
    const elements = [
      { type: 'button', text: plain('Copy reply') },
      { type: 'static_select', placeholder: plain('Snooze'), options: [{ text: plain('1 h'), value: '1' }] },
      { type: 'overflow', options: [{ text: plain('Mute'), value: 'm' }] },
    ];
    const blocks = [
      { type: 'actions', elements },
      { type: 'divider' },
      { type: 'context', elements: [plain('Looked at')] },
    ];
    expect(shown(blocks, { width: 40 })).toBe(`‹Copy reply› ‹Snooze ▾› ‹⋯›\n${'─'.repeat(40)}\nLooked at`);
  });

  it('put fields side by side and an accessory below', () => {
    const accessory = { type: 'button', text: plain('Open') };
    expect(
      shown([{ type: 'section', fields: [plain('Acts'), plain('Ada'), plain('State')], accessory }], { width: 30 }),
    ).toBe('Acts            Ada\nState\n‹Open›');
  });

  it('show rich text: runs, lists, quotes, code', () => {
    const run = (text: string) => ({ type: 'text', text });
    const item = (text: string) => ({ type: 'rich_text_section', elements: [run(text)] });
    const elements = [
      {
        type: 'rich_text_section',
        elements: [run('Since '), { type: 'date', timestamp: 1_763_300_000, format: '{time}' }],
      },
      { type: 'rich_text_list', style: 'ordered', elements: [item('one'), item('two')] },
      { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [item('deeper')] },
      { type: 'rich_text_quote', elements: [run('Your password is fine.')] },
      { type: 'rich_text_preformatted', elements: [run('grid\n████')] },
    ];
    expect(shown([{ type: 'rich_text', elements }])).toBe(
      'Since 14:33\n1. one\n2. two\n  ◦ deeper\n▏ Your password is fine.\n  grid\n  ████',
    );
  });

  it('show charts as text', () => {
    const data = [
      { label: 'Mon', value: 100 },
      { label: 'Tue', value: 50 },
    ];
    const bar = {
      type: 'bar',
      series: [{ name: 'failed', data }],
      axis_config: { categories: ['Mon', 'Tue'], y_label: 'people' },
    };
    expect(shown([{ type: 'data_visualization', title: 'A week', chart: bar }], { width: 18 })).toBe(
      'A week\nMon ██████████ 100\nTue █████ 50\npeople',
    );
    expect(shown([{ type: 'data_visualization', title: 'A week', chart: { ...bar, type: 'line' } }])).toBe(
      'A week\nfailed █▅ 50–100\nMon … Tue\npeople',
    );
    const pie = {
      type: 'pie',
      segments: [
        { label: 'MFA', value: 1 },
        { label: 'other', value: 3 },
      ],
    };
    expect(shown([{ type: 'data_visualization', title: 'Causes', chart: pie }], { width: 19 })).toBe(
      'Causes\nMFA   ██▋ 25 %\nother ████████ 75 %',
    );
  });

  it('show tables in columns that fit', () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const rows = [
      [cell('Time'), cell('What'), { type: 'raw_number', value: 12, text: 'n' }],
      [cell('14:02'), cell('a very long description'), { type: 'raw_number', value: 1, text: '1,200' }],
    ];
    const settings = [null, {}, { align: 'right' }];
    expect(shown([{ type: 'table', rows, column_settings: settings }], { width: 30 })).toBe(
      'Time   What                  n\n14:02  a very long des…  1,200',
    );
  });

  it('show standard Markdown', () => {
    expect(shown([{ type: 'markdown', text: '## Why\n- **one** and *two*\n- [page](https://example.com)' }])).toBe(
      'Why\n• one and two\n• page',
    );
  });
});

it('says who wrote it when, and who sees it', () => {
  const { kim, noor, workspace, onCall } = desk;
  const { ts } = posted([], { text: 'Hello' });
  const first = (message: Message) => renderText(message, { viewer: kim, width: 60, colors: false }).split('\n')[0];
  expect(first(posted([], { text: 'x', ephemeralTo: kim.id }))).toMatch(
    /^whylogin APP {2}\d\d:\d\d · only visible to you$/,
  );
  expect(first(noor.says('Hi', { channel: onCall, threadTs: ts }))).toMatch(/^noor {2}\d\d:\d\d · in the thread$/);
  const edited = workspace.messages.edit(posted([], { text: 'a' }), workspace.app.botUser, { text: 'b' });
  expect(first(edited)).toMatch(/ · edited$/);
});

it('shows a modal with what was typed, its errors and its buttons', () => {
  const element = { type: 'plain_text_input', action_id: 'who', placeholder: plain('ada@example.com') };
  const form = {
    type: 'modal',
    title: plain('Ask'),
    submit: plain('Look up'),
    close: plain('Cancel'),
    blocks: [{ type: 'input', block_id: 'b', label: plain('Who'), hint: plain('E-mail or id'), element }],
  };
  const { workspace, kim } = desk;
  const view = workspace.views.open(kim.id, form);
  const looks = { viewer: kim, width: 30, colors: false };
  expect(renderView(view, looks)).toBe(
    `── Ask ${'─'.repeat(23)}\nWho\n[ ada@example.com ]\nE-mail or id\n\n‹Cancel› ‹Look up›\n${'─'.repeat(30)}`,
  );
  kim.fill(view, { who: 'tom' });
  workspace.views.fail(kim.modal!, { b: 'Nobody of that name' });
  expect(renderView(kim.modal!, looks)).toContain('[ tom ]\nE-mail or id\nNobody of that name');
});

it('keeps to the width, whatever the words', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 90 }).map((text) => text.replace(/[`\p{C}]/gu, 'x'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.integer({ min: 30, max: 100 }), (words, width) => {
      const text = renderText(posted([], { text: words.join(' ') }), { viewer: desk.kim, width, colors: true });
      for (const line of text.split('\n').slice(1))
        expect(stringWidth(stripVTControlCharacters(line))).toBeLessThanOrEqual(width);
    }),
    { numRuns: 100 },
  );
});
