import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../../playground/slack/channels.ts';
import type { Person } from '../../../playground/slack/person.ts';
import { Workspace } from '../../../playground/slack/workspace.ts';
import { boltInSocketMode, boltOverHttp } from './bolt.ts';

/** A small app with one of everything. */
function greeter(app: App): void {
  app.command('/greet', async ({ ack, respond, command }) => {
    await ack({ response_type: 'ephemeral', text: 'Looking up …' });
    await respond({
      replace_original: true,
      text: `Hello ${command.text}`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*Hello ${command.text}*` } },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' }, value: command.text },
            { type: 'button', action_id: 'share', text: { type: 'plain_text', text: 'Share' } },
          ],
        },
      ],
    });
  });
  app.action('more', async ({ ack, client, body, action }) => {
    await ack();
    if (body.type !== 'block_actions' || action.type !== 'button') return;
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'note',
        title: { type: 'plain_text', text: 'A note' },
        submit: { type: 'plain_text', text: 'Save' },
        blocks: [
          {
            type: 'input',
            block_id: 'about',
            label: { type: 'plain_text', text: 'What about' },
            element: { type: 'plain_text_input', action_id: 'text', initial_value: action.value },
          },
        ],
      },
    });
  });
  app.action('share', async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'in_channel', replace_original: false, text: 'Shared' });
    await respond({ delete_original: true });
  });
  app.view('note', async ({ ack, view, client, body }) => {
    const text = view.state.values.about?.text?.value ?? '';
    if (text.length < 3) {
      await ack({ response_action: 'errors', errors: { about: 'Too short' } });
      return;
    }
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `Noted: ${text}` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'At home' } }] },
    });
  });
}

describe.each([
  ['Socket Mode', boltInSocketMode],
  ['HTTP', boltOverHttp],
])('a conversation with Bolt over %s', (_, connect) => {
  let workspace: Workspace;
  let app: App;
  let kim: Person;
  let lee: Person;
  let help: Channel;

  beforeAll(async () => {
    workspace = await Workspace.start();
    kim = workspace.person('kim', { zone: 'Europe/Berlin' });
    lee = workspace.person('lee');
    help = workspace.channel('help', [kim, lee]);
    app = await connect(workspace);
    greeter(app);
  });

  afterAll(async () => {
    await app.stop();
    await workspace.stop();
  });

  it('answers a command privately, in the place of what it said at once', async () => {
    await kim.slash('/greet', 'Ada', { channel: help });
    const answer = await kim.waitsFor(help, /Hello Ada/);
    expect(answer.ephemeralTo).toBe(kim.id);
    expect(kim.sees(help)).toHaveLength(1);
    expect(lee.sees(help)).toHaveLength(0);
  });

  it('opens a modal, refuses what is too short, and writes to the person', async () => {
    const answer = await kim.waitsFor(help, /Hello Ada/);
    await kim.click(answer, 'More');
    const modal = await kim.waitsForModal(/A note/);
    expect(modal.values.about?.text).toMatchObject({ value: 'Ada' });
    await kim.submit(modal, { text: 'no' });
    expect((await kim.waitsForModal()).errors).toEqual({ about: 'Too short' });
    await kim.submit(modal, { text: 'call back' });
    await kim.waitsFor(workspace.direct(kim), /Noted: call back/);
    expect(kim.modal).toBeUndefined();
  });

  it('shares with the channel and takes the private answer away', async () => {
    const answer = await kim.waitsFor(help, /Hello Ada/);
    await kim.click(answer, 'share');
    await lee.waitsFor(help, /Shared/);
    await workspace.changes.until(() => kim.sees(help).length === 1);
    expect(kim.sees(help)[0]?.ephemeralTo).toBeNull();
  });

  it('shows the Home tab', async () => {
    await kim.openHome();
    await kim.waitsForHome(/At home/);
  });

  it('says when nobody handles a command', async () => {
    const answer = kim.slash('/unknown', '', { channel: help });
    workspace.clock.advance(3_000);
    expect(await answer).toEqual({ acknowledged: false, why: 'operation_timeout' });
    await kim.waitsFor(help, /\/unknown failed with the error/);
  });
});
