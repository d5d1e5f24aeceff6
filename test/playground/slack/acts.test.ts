import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../playground/slack/json.ts';
import type { Message } from '../../../playground/slack/messages.ts';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { modal } from './client.ts';

let desk: SupportDesk;
let server: Server;
/** Payloads that reached the app, and what it acknowledges the next with. */
let payloads: JsonObject[];
let acknowledgement: JsonObject;

beforeAll(async () => {
  desk = await supportDesk();
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    if (body.startsWith('{')) return response.end((JSON.parse(body) as { challenge?: string }).challenge);
    payloads.push(JSON.parse(new URLSearchParams(body).get('payload')!) as JsonObject);
    response.setHeader('content-type', 'application/json');
    response.end(Object.keys(acknowledgement).length > 0 ? JSON.stringify(acknowledgement) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await desk.workspace.useHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await desk.workspace.stop();
});

beforeEach(() => {
  payloads = [];
  acknowledgement = {};
  desk.kim.reload();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const last = () => payloads.at(-1);

function posted(blocks: JsonObject[], more: Partial<Message> = {}): Message {
  const { workspace, onCall } = desk;
  return workspace.messages.post({ channel: onCall.id, user: workspace.app.botUser, text: 'x', blocks, ...more });
}

const opened = (blocks: JsonObject[], more: object = {}) =>
  desk.workspace.views.open(
    desk.kim.id,
    modal(blocks as never, { submit: plain('Go'), ...more }) as unknown as JsonObject,
  );
const input = (element: JsonObject, more: JsonObject = {}) => ({
  type: 'input',
  block_id: String(element.action_id),
  label: plain('Who'),
  element,
  ...more,
});

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
    expect(last()).toMatchObject({
      type: 'block_actions',
      user: { id: kim.id, team_id: workspace.team.id },
      container: { type: 'message', message_ts: message.ts, channel_id: onCall.id, is_ephemeral: false },
      channel: { id: onCall.id, name: 'on-call' },
      message: { ts: message.ts, bot_id: workspace.app.botId },
      actions: [{ type: 'button', action_id: 'more', block_id: 'b', value: 'ada' }],
      state: { values: { b: { snooze: { type: 'static_select', selected_option: null } } } },
    });
    expect(last()?.response_url).toMatch(workspace.url);
    expect(workspace.triggers.check(String(last()?.trigger_id)).user).toBe(kim.id);
  });

  it('brings the option, the people or the day that was chosen', async () => {
    const message = posted([ACTIONS]);
    await desk.kim.click(message, 'snooze', 'A day');
    const chosen = { selected_option: option('A day', '1d') };
    expect(last()).toMatchObject({ actions: [chosen], state: { values: { b: { snooze: chosen } } } });
    await desk.kim.click(message, 'dots', 'mute');
    expect(last()).toMatchObject({ actions: [{ type: 'overflow', selected_option: option('Mute', 'mute') }] });
    await desk.kim.click(message, 'people', [desk.noor.id]);
    expect(last()).toMatchObject({ actions: [{ selected_users: [desk.noor.id] }] });
    await desk.kim.click(message, 'day', '2026-11-16');
    expect(last()).toMatchObject({ actions: [{ selected_date: '2026-11-16' }] });
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
    expect(last()).toMatchObject({ actions: [{ block_id: 'two', value: 'two' }] });
    await desk.kim.click(message, { action: 'Open', block: 'one' });
    expect(last()).toMatchObject({ actions: [{ block_id: 'one' }] });
  });

  it('does not bring an ephemeral message along', async () => {
    const message = posted([ACTIONS], { ephemeralTo: desk.kim.id, threadTs: '1.000001' });
    await desk.kim.click(message, 'more');
    expect(last()).not.toHaveProperty('message');
    expect(last()).toMatchObject({ container: { is_ephemeral: true, thread_ts: '1.000001' } });
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
    expect(last()).toMatchObject({ user: { id: stranger.id, team_id: stranger.member.team } });
    expect(stranger.member.team).not.toBe(workspace.team.id);
    expect(stranger.sees(desk.onCall)).toEqual([]);
  });
});

describe('a modal', () => {
  it('is submitted with what was typed and chosen', async () => {
    const view = opened(
      [
        input({ type: 'plain_text_input', action_id: 'who' }),
        input({
          type: 'radio_buttons',
          action_id: 'days',
          options: [option('7 days', '7')],
          initial_option: option('7 days', '7'),
        }),
        input(
          { type: 'checkboxes', action_id: 'also', options: [option('Apps', 'a'), option('IPs', 'i')] },
          { optional: true },
        ),
      ],
      { private_metadata: 'from #on-call', callback_id: 'ask' },
    );
    await desk.kim.submit(view, { who: 'ada@example.com', also: ['a', 'IPs'] });
    expect(last()).toMatchObject({
      type: 'view_submission',
      view: {
        id: view.id,
        callback_id: 'ask',
        private_metadata: 'from #on-call',
        state: {
          values: {
            who: { who: { type: 'plain_text_input', value: 'ada@example.com' } },
            days: { days: { selected_option: { value: '7' } } },
            also: { also: { selected_options: [{ value: 'a' }, { value: 'i' }] } },
          },
        },
      },
    });
    expect(desk.kim.modal).toBeUndefined();
  });

  it.each<[string, JsonObject, string | string[], string | string[]]>([
    ['what is empty', { type: 'plain_text_input' }, 'x', ''],
    ['what is too short', { type: 'plain_text_input', min_length: 3 }, 'abc', 'ab'],
    ['what is too long', { type: 'plain_text_input', max_length: 3 }, 'abc', 'abcd'],
    ['no e-mail address', { type: 'email_text_input' }, 'ada@example.com', 'ada@example'],
    ['no web address', { type: 'url_text_input' }, 'https://example.com', 'example'],
    ['no number', { type: 'number_input', is_decimal_allowed: true }, '1.5', 'one'],
    ['no whole number', { type: 'number_input', is_decimal_allowed: false }, '2', '1.5'],
    ['a number too small', { type: 'number_input', is_decimal_allowed: false, min_value: '2' }, '2', '1'],
    ['a number too large', { type: 'number_input', is_decimal_allowed: false, max_value: '2' }, '2', '3'],
    ['too many', { type: 'multi_users_select', max_selected_items: 1 }, ['U0A'], ['U0A', 'U0B']],
  ])('is not submitted by Slack with %s', async (_, element, good, bad) => {
    const view = opened([input({ action_id: 'a', ...element })]);
    await expect(desk.kim.submit(view, { a: bad })).rejects.toThrow(/Slack does not submit it: “Who”/);
    expect(payloads).toEqual([]);
    await desk.kim.submit(view, { a: good });
    expect(last()).toMatchObject({ type: 'view_submission' });
  });

  it('does what the app answers: errors, update, push, clear', async () => {
    const form = [input({ type: 'plain_text_input', action_id: 'a', initial_value: 'x' })];
    const view = opened(form);
    acknowledgement = { response_action: 'errors', errors: { a: 'Nobody of that name' } };
    await desk.kim.submit(view);
    expect(desk.kim.modal?.errors).toEqual({ a: 'Nobody of that name' });
    acknowledgement = { response_action: 'update', view: modal(form as never, { submit: plain('Again') }) };
    await desk.kim.submit(view);
    expect(desk.kim.modal).toMatchObject({ id: view.id, content: { submit: { text: 'Again' } }, errors: {} });
    acknowledgement = { response_action: 'push', view: modal(form as never, { submit: plain('On top') }) };
    await desk.kim.submit(view);
    expect(desk.kim.modal).toMatchObject({ previous: view.id });
    acknowledgement = { response_action: 'clear' };
    await desk.kim.submit(desk.kim.modal!);
    expect(desk.kim.modal).toBeUndefined();
  });

  it('shows trouble where the app answers nonsense', async () => {
    const view = opened([input({ type: 'plain_text_input', action_id: 'a', initial_value: 'x' })]);
    acknowledgement = { response_action: 'errors', errors: { other: 'No such input' } };
    await expect(desk.kim.submit(view)).rejects.toThrow(/trouble connecting/);
    acknowledgement = { response_action: 'update', view: modal([], { title: plain('x'.repeat(25)) }) };
    await expect(desk.kim.submit(view)).rejects.toThrow('invalid_arguments');
  });

  it('tells the app of its closing where it asked to, and of inputs where they dispatch', async () => {
    opened([], { notify_on_close: true });
    await desk.kim.close();
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: false });
    opened([]);
    await desk.kim.close();
    expect(payloads).toHaveLength(1);
    await expect(desk.kim.close()).rejects.toThrow(/no modal open/);
    const silent = opened([input({ type: 'plain_text_input', action_id: 'a' })]);
    await expect(desk.kim.click(silent, 'a', 'x')).rejects.toThrow(/dispatch_action/);
    const telling = opened([input({ type: 'plain_text_input', action_id: 'a' }, { dispatch_action: true })]);
    await desk.kim.click(telling, 'a', 'x');
    expect(last()).toMatchObject({ container: { type: 'view' }, actions: [{ value: 'x' }] });
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
    expect(last()).toMatchObject({
      type: 'message_action',
      callback_id: 'why',
      message: {
        thread_ts: parent.ts,
        user: ravi.id,
        text: '<mailto:ada@example.com|ada@example.com> is locked out &amp; &lt;sad&gt;, see <https://example.com/t/1>.',
      },
      channel: { id: identityHelp.id },
    });
    expect(last()).toHaveProperty('response_url');
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
