import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../playground/slack/json.ts';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { BareApp } from './bare-app.ts';
import { modal } from './client.ts';

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
    expect(app.last).toMatchObject({
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
    expect(app.payloads).toEqual([]);
    await desk.kim.submit(view, { a: good });
    expect(app.last).toMatchObject({ type: 'view_submission' });
  });

  it('does what the app answers: errors, update, push, clear', async () => {
    const form = [input({ type: 'plain_text_input', action_id: 'a', initial_value: 'x' })];
    const view = opened(form);
    app.acknowledgement = { response_action: 'errors', errors: { a: 'Nobody of that name' } };
    await desk.kim.submit(view);
    expect(desk.kim.modal?.errors).toEqual({ a: 'Nobody of that name' });
    app.acknowledgement = { response_action: 'update', view: modal(form as never, { submit: plain('Again') }) };
    await desk.kim.submit(view);
    expect(desk.kim.modal).toMatchObject({ id: view.id, content: { submit: { text: 'Again' } }, errors: {} });
    app.acknowledgement = { response_action: 'push', view: modal(form as never, { submit: plain('On top') }) };
    await desk.kim.submit(view);
    expect(desk.kim.modal).toMatchObject({ previous: view.id });
    app.acknowledgement = { response_action: 'clear' };
    await desk.kim.submit(desk.kim.modal!);
    expect(desk.kim.modal).toBeUndefined();
  });

  it('shows trouble where the app answers nonsense', async () => {
    const view = opened([input({ type: 'plain_text_input', action_id: 'a', initial_value: 'x' })]);
    app.acknowledgement = { response_action: 'errors', errors: { other: 'No such input' } };
    await expect(desk.kim.submit(view)).rejects.toThrow(/trouble connecting/);
    app.acknowledgement = { response_action: 'update', view: modal([], { title: plain('x'.repeat(25)) }) };
    await expect(desk.kim.submit(view)).rejects.toThrow('invalid_arguments');
  });

  it('offers in an external menu what the app suggests', async () => {
    const view = opened([input({ type: 'external_select', action_id: 'app', min_query_length: 2 })]);
    app.acknowledgement = { options: [option('Portal', 'p1')] };
    const [portal] = await desk.kim.suggestions(view, 'app', 'po');
    expect(app.last).toMatchObject({ type: 'block_suggestion', action_id: 'app', value: 'po' });
    await expect(desk.kim.suggestions(view, 'app', 'p')).rejects.toThrow(/from 2 characters/);
    await expect(desk.kim.submit(view, { app: 'p1' })).rejects.toThrow(/suggestions/);
    app.acknowledgement = {};
    await desk.kim.submit(view, { app: portal });
    expect(app.last).toMatchObject({
      view: { state: { values: { app: { app: { selected_option: { value: 'p1' } } } } } },
    });
    const again = opened([input({ type: 'external_select', action_id: 'app' })]);
    app.acknowledgement = { options: Array.from({ length: 101 }, (_, i) => option('x', `${i}`)) };
    await expect(desk.kim.suggestions(again, 'app', 'portal')).rejects.toThrow();
  });

  it('tells the app of its closing where it asked to, and of inputs where they dispatch', async () => {
    opened([], { notify_on_close: true });
    await desk.kim.close();
    expect(app.last).toMatchObject({ type: 'view_closed', is_cleared: false });
    opened([]);
    await desk.kim.close();
    expect(app.payloads).toHaveLength(1);
    await expect(desk.kim.close()).rejects.toThrow(/no modal open/);
    const silent = opened([input({ type: 'plain_text_input', action_id: 'a' })]);
    await expect(desk.kim.click(silent, 'a', 'x')).rejects.toThrow(/dispatch_action/);
    const telling = opened([input({ type: 'plain_text_input', action_id: 'a' }, { dispatch_action: true })]);
    await desk.kim.click(telling, 'a', 'x');
    expect(app.last).toMatchObject({ container: { type: 'view' }, actions: [{ value: 'x' }] });
  });
});
