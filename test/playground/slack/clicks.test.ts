import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../playground/slack/json.ts';
import type { Message } from '../../../playground/slack/messages.ts';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { BareApp } from './bare-app.ts';

let desk: SupportDesk;
let app: BareApp;

beforeAll(async () => {
  desk = await supportDesk();
  app = await BareApp.behind(desk.workspace);
});

afterAll(async () => {
  app.stop();
  await desk.workspace.stop();
});

beforeEach(() => {
  app.reset();
  desk.kim.reload();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string, value: string) => ({ text: plain(text), value });

function posted(blocks: JsonObject[], more: Partial<Message> = {}): Message {
  const { workspace, onCall } = desk;
  return workspace.messages.post({ channel: onCall.id, user: workspace.app.botUser, text: 'x', blocks, ...more });
}

const ACTIONS = {
  type: 'actions',
  block_id: 'b',
  elements: [
    { type: 'button', action_id: 'more', text: plain('More'), value: 'ada' },
    {
      type: 'static_select',
      action_id: 'snooze',
      placeholder: plain('Snooze'),
      options: [option('An hour', '1h'), option('A day', '1d')],
    },
    { type: 'overflow', action_id: 'dots', options: [option('Mute', 'mute')] },
    { type: 'multi_users_select', action_id: 'people' },
    { type: 'datepicker', action_id: 'day' },
  ],
};

describe('a click on a message', () => {
  it('says what, where and by whom, with an address to answer at and a trigger', async () => {
    const { workspace, kim, onCall } = desk;
    const message = posted([ACTIONS]);
    await kim.click(message, 'More');
    expect(app.last).toMatchObject({
      type: 'block_actions',
      user: { id: kim.id, team_id: workspace.team.id },
      container: { type: 'message', message_ts: message.ts, channel_id: onCall.id, is_ephemeral: false },
      channel: { id: onCall.id, name: 'on-call' },
      message: { ts: message.ts, bot_id: workspace.app.botId },
      actions: [{ type: 'button', action_id: 'more', block_id: 'b', value: 'ada' }],
      state: { values: { b: { snooze: { type: 'static_select', selected_option: null } } } },
    });
    expect(app.last?.response_url).toMatch(workspace.url);
    expect(workspace.triggers.check(String(app.last?.trigger_id)).user).toBe(kim.id);
  });

  it('brings the option, the people or the day that was chosen', async () => {
    const message = posted([ACTIONS]);
    await desk.kim.click(message, 'snooze', 'A day');
    const chosen = { selected_option: option('A day', '1d') };
    expect(app.last).toMatchObject({ actions: [chosen], state: { values: { b: { snooze: chosen } } } });
    await desk.kim.click(message, 'dots', 'mute');
    expect(app.last).toMatchObject({ actions: [{ type: 'overflow', selected_option: option('Mute', 'mute') }] });
    await desk.kim.click(message, 'people', [desk.noor.id]);
    expect(app.last).toMatchObject({ actions: [{ selected_users: [desk.noor.id] }] });
    await desk.kim.click(message, 'day', '2026-11-16');
    expect(app.last).toMatchObject({ actions: [{ selected_date: '2026-11-16' }] });
  });

  it('brings the value of the feedback button', async () => {
    const thumbs = {
      type: 'feedback_buttons',
      action_id: 'good',
      positive_button: { text: plain('Yes'), value: 'yes' },
      negative_button: { text: plain('No'), value: 'no' },
    };
    const message = posted([{ type: 'context_actions', elements: [thumbs] }]);
    await desk.kim.click(message, 'good', 'no');
    expect(app.last).toMatchObject({ actions: [{ type: 'feedback_buttons', value: 'no' }] });
    await expect(desk.kim.click(message, 'good', 'maybe')).rejects.toThrow(/Neither/);
  });

  it('tells buttons apart that share an action_id', async () => {
    const row = (value: string) => ({
      type: 'section',
      block_id: value,
      text: plain(value),
      accessory: { type: 'button', action_id: 'open', text: plain('Open'), value },
    });
    const message = posted([row('one'), row('two')]);
    await expect(desk.kim.click(message, 'open')).rejects.toThrow(/could be any of open \(Open, in block one\), open/);
    await desk.kim.click(message, { action: 'open', value: 'two' });
    expect(app.last).toMatchObject({ actions: [{ block_id: 'two', value: 'two' }] });
    await desk.kim.click(message, { action: 'Open', block: 'one' });
    expect(app.last).toMatchObject({ actions: [{ block_id: 'one' }] });
  });

  it('does not bring an ephemeral message along', async () => {
    const message = posted([ACTIONS], { ephemeralTo: desk.kim.id, threadTs: '1.000001' });
    await desk.kim.click(message, 'more');
    expect(app.last).not.toHaveProperty('message');
    expect(app.last).toMatchObject({ container: { is_ephemeral: true, thread_ts: '1.000001' } });
  });

  it('is possible only on what is offered, and seen', async () => {
    const { kim, noor, workspace } = desk;
    const message = posted([ACTIONS], { ephemeralTo: kim.id });
    await expect(noor.click(message, 'more')).rejects.toThrow(/does not see/);
    await expect(kim.click(message, 'delete')).rejects.toThrow(
      /There is no delete here, only: more \(More, in block b\)/,
    );
    await expect(kim.click(message, 'snooze', 'A week')).rejects.toThrow(/offers no A week, only “An hour” \(1h\)/);
    workspace.messages.edit(message, workspace.app.botUser, { blocks: [] });
    await expect(kim.click(message, 'more')).rejects.toThrow(/nothing to use/);
  });

  it('of a stranger names their own workspace', async () => {
    const { stranger, northwind, workspace } = desk;
    const message = posted([ACTIONS], { channel: northwind.id });
    await stranger.click(message, 'more');
    expect(app.last).toMatchObject({ user: { id: stranger.id, team_id: stranger.member.team } });
    expect(stranger.member.team).not.toBe(workspace.team.id);
    expect(stranger.sees(desk.onCall)).toEqual([]);
  });
});

describe('a shortcut', () => {
  it('on a message brings it whole, with addresses as Slack keeps them', async () => {
    const { kim, ravi, identityHelp } = desk;
    const parent = ravi.says('Help', { channel: identityHelp });
    const message = ravi.says('ada@example.com is locked out & <sad>, see https://example.com/t/1.', {
      channel: identityHelp,
      threadTs: parent.ts,
    });
    await kim.shortcut('why', message);
    expect(app.last).toMatchObject({
      type: 'message_action',
      callback_id: 'why',
      message: {
        thread_ts: parent.ts,
        user: ravi.id,
        text: '<mailto:ada@example.com|ada@example.com> is locked out &amp; &lt;sad&gt;, see <https://example.com/t/1>.',
      },
      channel: { id: identityHelp.id },
    });
    expect(app.last).toHaveProperty('response_url');
  });

  it('does not exist on what only one person sees', async () => {
    await expect(desk.kim.shortcut('why', posted([], { ephemeralTo: desk.kim.id }))).rejects.toThrow(/ephemeral/);
  });
});

it('keeps people out of channels that they are not in', async () => {
  const { workspace, noor, kim, ravi } = desk;
  const secret = workspace.channel('secret', [kim], { private: true });
  kim.says('Between us', { channel: secret });
  expect(noor.sees(secret)).toEqual([]);
  expect(() => noor.says('Hello', { channel: secret })).toThrow(/noor is not in #secret/);
  await expect(ravi.slash('/whylogin', '', { channel: secret })).rejects.toThrow(/ravi is not in #secret/);
});

it('says what it waited for, and what there was instead', async () => {
  posted([], { text: 'Something else' });
  await expect(desk.kim.waitsFor(desk.onCall, /the answer/, 20)).rejects.toThrow(
    /a message like \/the answer\/, but only:[\s\S]*Something else/,
  );
  await expect(desk.kim.waitsForModal(/Timeline/, 20)).rejects.toThrow(/a modal like \/Timeline\/, but none/);
});
