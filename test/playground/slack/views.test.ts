import type { View } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemsInView } from '../../../playground/slack/block-schema/check.ts';
import { asLine } from '../../../playground/slack/block-schema/problems.ts';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { clientOf, modal, problems, refusal, section } from './client.ts';

const of = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const wrong = (view: object) => problemsInView(view).map(asLine);
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Who'), element, ...more });

describe('every limit of a view takes the largest allowed, and refuses one more', () => {
  it.each<[string, object, object, string]>([
    [
      'title',
      modal([], { title: plain(of(24)) }),
      modal([], { title: plain(of(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'submit',
      modal([], { submit: plain(of(24)) }),
      modal([], { submit: plain(of(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'close',
      modal([], { close: plain(of(24)) }),
      modal([], { close: plain(of(25)) }),
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    [
      'private_metadata',
      modal([], { private_metadata: of(3000) }),
      modal([], { private_metadata: of(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'callback_id',
      modal([], { callback_id: of(255) }),
      modal([], { callback_id: of(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'blocks',
      modal(Array(100).fill(section())),
      modal(Array(101).fill(section())),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'a modal without title',
      modal(),
      { type: 'modal', blocks: [] },
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'a field that Slack does not know',
      modal(),
      modal([], { width: 'wide' }),
      'invalid additional property: width [json-pointer:/view]',
    ],
    [
      'inputs without submit',
      modal([input({ type: 'plain_text_input' })] as never, { submit: plain('Go') }),
      modal([input({ type: 'plain_text_input' })] as never),
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ],
    [
      'a label',
      modal([input({ type: 'plain_text_input' }, { label: plain(of(2000)) })] as never, { submit: plain('Go') }),
      modal([input({ type: 'plain_text_input' }, { label: plain(of(2001)) })] as never),
      'must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]',
    ],
    [
      'max_length',
      modal([input({ type: 'plain_text_input', max_length: 3000 })] as never, { submit: plain('Go') }),
      modal([input({ type: 'plain_text_input', max_length: 3001 })] as never),
      'must be less than or equal to 3000 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      'a button in an input',
      modal([input({ type: 'email_text_input' })] as never, { submit: plain('Go') }),
      modal([input({ type: 'button', text: plain('x') })] as never),
      'unsupported type: button [json-pointer:/view/blocks/0/element/type]',
    ],
    [
      'a chart',
      modal(),
      modal([{ type: 'data_visualization' }]),
      'unsupported type: data_visualization [json-pointer:/view/blocks/0/type]',
    ],
    [
      'the focus of two',
      modal([input({ type: 'plain_text_input', focus_on_load: true })] as never, { submit: plain('Go') }),
      modal(
        [
          input({ type: 'plain_text_input', focus_on_load: true }),
          input({ type: 'url_text_input', focus_on_load: true }),
        ] as never,
        { submit: plain('Go') },
      ),
      'only one element can set `focus_on_load` [json-pointer:/view/blocks/1]',
    ],
    [
      'a block_id twice',
      modal(),
      modal([
        { ...section(), block_id: 'a' },
        { ...section(), block_id: 'a' },
      ]),
      '`block_id` "a" already exists [json-pointer:/view/blocks/1/block_id]',
    ],
    [
      'a title at home',
      { type: 'home', blocks: [] },
      { type: 'home', title: plain('x'), blocks: [] },
      'invalid additional property: title [json-pointer:/view]',
    ],
  ])('%s', (_, largest, tooMuch, complaint) => {
    expect(wrong(largest)).toEqual([]);
    expect(wrong(tooMuch)).toContain(complaint);
  });
});

describe('opening', () => {
  let desk: SupportDesk;

  beforeEach(async () => {
    desk = await supportDesk();
  });

  afterEach(() => desk.workspace.stop());

  const client = () => clientOf(desk.workspace);
  const trigger = () => desk.workspace.triggers.make(desk.kim.id);
  const open = (trigger_id = trigger(), view: View = modal()) => client().views.open({ trigger_id, view });

  it('takes a trigger once, and for three seconds', async () => {
    const once = trigger();
    await open(once);
    expect(await refusal(open(once))).toMatchObject({ error: 'exchanged_trigger_id' });
    expect(await refusal(open('1.2.3'))).toMatchObject({ error: 'invalid_trigger_id' });
    const [early, late] = [trigger(), trigger()];
    desk.workspace.clock.advance(2_900);
    await open(early);
    desk.workspace.clock.advance(200);
    expect(await refusal(open(late))).toMatchObject({ error: 'expired_trigger_id' });
  });

  it('says what is wrong with a view, with pointers into it, and opens nothing', async () => {
    const refused = await refusal(open(trigger(), modal([], { title: plain(of(25)) })));
    expect(refused).toMatchObject({ error: 'invalid_arguments' });
    expect(problems(refused)).toEqual(['must be less than 25 characters [json-pointer:/view/title/text]']);
    expect(desk.kim.modal).toBeUndefined();
    const home = { type: 'home', blocks: [] } as View;
    expect(problems(await refusal(open(trigger(), home)))).toEqual(['must be of type modal [json-pointer:/view/type]']);
  });

  it('updates by id or external_id, and only what was seen where a hash is given', async () => {
    const { view } = await open(trigger(), modal([section('one')], { external_id: 'mine' }));
    const update = (more: object) => client().views.update({ view: modal([section('two')]), ...more } as never);
    const seen = view?.hash;
    await update({ view_id: view?.id, hash: seen });
    expect(await refusal(update({ view_id: view?.id, hash: seen }))).toMatchObject({ error: 'hash_conflict' });
    await client().views.update({ view: modal([section('three')], { external_id: 'mine' }), view_id: view?.id ?? '' });
    await update({ external_id: 'mine' });
    expect(await refusal(update({ view_id: 'V0GONE' }))).toMatchObject({ error: 'not_found' });
    await desk.kim.close();
    expect(await refusal(update({ view_id: view?.id }))).toMatchObject({ error: 'not_found' });
  });

  it('stacks up to three views, which close one by one or all at once', async () => {
    await open();
    const push = () => {
      const top = desk.kim.modal;
      const trigger_id = desk.workspace.triggers.make(desk.kim.id, top?.id);
      return client().views.push({ trigger_id, view: modal() });
    };
    const { view } = await push();
    expect(view).toMatchObject({ previous_view_id: view?.root_view_id });
    await push();
    expect(await refusal(push())).toMatchObject({ error: 'push_limit_reached' });
    await desk.kim.close();
    expect(desk.kim.modal?.id).toBe(view?.id);
    await desk.kim.close({ all: true });
    expect(desk.kim.modal).toBeUndefined();
    expect(await refusal(client().views.push({ trigger_id: trigger(), view: modal() }))).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  it('publishes the Home tab of one person', async () => {
    const publish = (text: string, more: object = {}) =>
      client().views.publish({ user_id: desk.kim.id, view: { type: 'home', blocks: [section(text)] }, ...more });
    const first = await publish('one');
    await publish('two', { hash: first.view?.hash });
    expect(await refusal(publish('three', { hash: first.view?.hash }))).toMatchObject({ error: 'hash_conflict' });
    expect((await desk.kim.waitsForHome(/two/)).type).toBe('home');
    expect(desk.noor.home).toBeUndefined();
    const nobody = client().views.publish({ user_id: 'U0NOBODY', view: { type: 'home', blocks: [] } });
    expect(await refusal(nobody)).toMatchObject({ error: 'user_not_found' });
  });

  it('refuses a view over 250 kB and a second view by the same external_id', async () => {
    const much = Array.from({ length: 90 }, () => section(of(2_900)));
    expect(await refusal(open(trigger(), modal(much)))).toMatchObject({ error: 'view_too_large' });
    await open(trigger(), modal([], { external_id: 'mine' }));
    expect(await refusal(open(trigger(), modal([], { external_id: 'mine' })))).toMatchObject({
      error: 'duplicate_external_id',
    });
  });

  it('keeps what was typed through an update, where the input is still there', async () => {
    const form = (label: string) =>
      modal([input({ type: 'plain_text_input', action_id: 'who' }, { block_id: 'b', label: plain(label) })] as never, {
        submit: plain('Go'),
      });
    const { view } = await open(trigger(), form('Who'));
    desk.kim.fill(await desk.kim.waitsForModal(), { who: 'ada@example.com' });
    await client().views.update({ view_id: view?.id ?? '', view: form('Who else') });
    const now = await desk.kim.waitsForModal(/Who else/);
    expect(now.values.b?.who).toMatchObject({ value: 'ada@example.com' });
    await client().views.update({ view_id: view?.id ?? '', view: modal() });
    expect((await desk.kim.waitsForModal(/Hello/)).values).toEqual({});
  });
});
