import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { clientOf, refusal, section } from './client.ts';

let desk: SupportDesk;

beforeEach(async () => {
  desk = await supportDesk();
  desk.workspace.rates.limited = false;
});

afterEach(() => desk.workspace.stop());

const client = () => clientOf(desk.workspace);
const grant = (...scopes: string[]) => {
  for (const scope of scopes) desk.workspace.app.scopes.add(scope);
};

describe('where a message may go', () => {
  const post = (channel: string) => client().chat.postMessage({ channel, text: 'Hello' });

  it('takes an id, a name, and a person, whose direct message it opens', async () => {
    const { workspace, onCall, kim, ravi } = desk;
    await post(onCall.id);
    await post('#on-call');
    expect(ravi.sees(onCall)).toHaveLength(2);
    const { channel } = await post(kim.id);
    expect(channel).toBe(workspace.direct(kim).id);
    expect(kim.sees(workspace.direct(kim))).toHaveLength(1);
    expect(ravi.sees(workspace.direct(kim))).toHaveLength(0);
  });

  it('refuses where the bot is not, as far as it may know of the channel', async () => {
    const { workspace, identityHelp, kim, onCall } = desk;
    const secret = workspace.channel('secret', [kim], { private: true });
    expect(await refusal(post(identityHelp.id))).toMatchObject({ error: 'not_in_channel' });
    expect(await refusal(post(secret.id))).toMatchObject({ error: 'channel_not_found' });
    expect(await refusal(post('C0NOWHERE'))).toMatchObject({ error: 'channel_not_found' });
    onCall.archived = true;
    expect(await refusal(post(onCall.id))).toMatchObject({ error: 'is_archived' });
    grant('chat:write.public');
    await post(identityHelp.id);
    expect(await refusal(post(secret.id))).toMatchObject({ error: 'channel_not_found' });
  });

  it('answers in a thread, which an answer does not begin', async () => {
    const { onCall, ravi } = desk;
    const parent = await post(onCall.id);
    const reply = await client().chat.postMessage({
      channel: onCall.id,
      text: 'More',
      thread_ts: parent.ts!,
      reply_broadcast: true,
    });
    const [first] = ravi.sees(onCall);
    expect(ravi.seesIn(first!)).toMatchObject([{ text: 'More', broadcast: true }]);
    const again = (thread_ts: string | undefined) =>
      client().chat.postMessage({ channel: onCall.id, text: 'x', thread_ts });
    expect(await refusal(again(reply.ts))).toMatchObject({ error: 'cannot_reply_to_message' });
    expect(await refusal(again('1.000001'))).toMatchObject({ error: 'thread_not_found' });
  });

  it('shows an ephemeral message to one person, who must be there with the bot', async () => {
    const { onCall, identityHelp, kim, noor, workspace } = desk;
    const whisper = (channel: string, user: string) => client().chat.postEphemeral({ channel, user, text: 'Psst' });
    const { message_ts } = await whisper(onCall.id, kim.id);
    expect(kim.sees(onCall)).toMatchObject([{ ts: message_ts, ephemeralTo: kim.id }]);
    expect(noor.sees(onCall)).toHaveLength(0);
    expect(await refusal(whisper(identityHelp.id, kim.id))).toMatchObject({ error: 'not_in_channel' });
    const outsider = workspace.person('outsider');
    expect(await refusal(whisper(onCall.id, outsider.id))).toMatchObject({ error: 'user_not_in_channel' });
    kim.reload();
    expect(kim.sees(onCall)).toHaveLength(0);
  });
});

describe('what a message may say', () => {
  const say = (content: object) => client().chat.postMessage({ channel: desk.onCall.id, ...content } as never);
  const of = (length: number) => 'x'.repeat(length);

  it('takes text of 40,000 characters, and blocks that fit together', async () => {
    await say({ text: of(40_000) });
    expect(await refusal(say({ text: of(40_001) }))).toMatchObject({ error: 'msg_too_long' });
    const filling = (last: number) => [...Array(4).fill(section(of(3_000))), section(of(last))];
    await say({ text: 'x', blocks: filling(990) });
    expect(await refusal(say({ text: 'x', blocks: filling(991) }))).toMatchObject({ error: 'msg_blocks_too_long' });
  });

  it('needs something to say, in blocks that are a list', async () => {
    expect(await refusal(say({}))).toMatchObject({ error: 'no_text' });
    expect(await refusal(say({ text: '', blocks: [] }))).toMatchObject({ error: 'no_text' });
    expect(await refusal(say({ blocks: { type: 'divider' } }))).toMatchObject({ error: 'invalid_blocks_format' });
    expect(await refusal(say({ blocks: '[{"type": "divider"' }))).toMatchObject({ error: 'invalid_blocks_format' });
  });

  it('is refused with a pointer to what is wrong, twice, as Slack does', async () => {
    const line = 'must be less than 3001 characters [json-pointer:/blocks/1/text/text]';
    expect(await refusal(say({ text: 'x', blocks: [section(), section(of(3_001))] }))).toMatchObject({
      error: 'invalid_blocks',
      errors: [line],
      response_metadata: { messages: [`[ERROR] ${line}`] },
    });
    expect(desk.ravi.sees(desk.onCall)).toEqual([]);
  });

  it('gets a block_id and action_ids where it has none', async () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'More' } };
    await say({ text: 'x', blocks: [{ type: 'actions', elements: [button] }, section()] });
    expect(desk.ravi.sees(desk.onCall)[0]?.blocks).toMatchObject([
      { block_id: expect.stringMatching(/^.{5}$/), elements: [{ action_id: expect.stringMatching(/^.{5}$/) }] },
      { block_id: expect.stringMatching(/^.{5}$/) },
    ]);
  });
});

describe('changing messages', () => {
  const posted = async (blocks = true) => {
    const { ts } = await client().chat.postMessage({
      channel: desk.onCall.id,
      text: 'Before',
      ...(blocks && { blocks: [section('Before')] }),
    });
    return { channel: desk.onCall.id, ts: ts! };
  };
  const seen = () => desk.ravi.sees(desk.onCall);

  it('edits in place', async () => {
    const place = await posted();
    await client().chat.update({ ...place, text: 'After', blocks: [section('After')] });
    expect(seen()).toMatchObject([{ ts: place.ts, text: 'After', edited: { user: desk.workspace.app.botUser } }]);
  });

  it('lets text alone take the place of the blocks, and blocks alone leave the text', async () => {
    const place = await posted();
    await client().chat.update({ ...place, blocks: [section('After')] } as never);
    expect(seen()).toMatchObject([{ text: 'Before', blocks: [{ text: { text: 'After' } }] }]);
    await client().chat.update({ ...place, text: 'Only text' });
    expect(seen()).toMatchObject([{ text: 'Only text', blocks: [] }]);
  });

  it('changes and deletes only what the bot itself wrote and everybody sees', async () => {
    const { onCall, ravi, kim } = desk;
    const theirs = ravi.says('Mine', { channel: onCall });
    const { message_ts } = await client().chat.postEphemeral({ channel: onCall.id, user: kim.id, text: 'Psst' });
    const update = (ts: string) => client().chat.update({ channel: onCall.id, ts, text: 'x' });
    expect(await refusal(update(theirs.ts))).toMatchObject({ error: 'cant_update_message' });
    expect(await refusal(update(message_ts!))).toMatchObject({ error: 'message_not_found' });
    expect(await refusal(update('1.000001'))).toMatchObject({ error: 'message_not_found' });
    expect(await refusal(client().chat.delete({ channel: onCall.id, ts: theirs.ts }))).toMatchObject({
      error: 'cant_delete_message',
    });
    const own = await posted();
    await client().chat.delete(own);
    expect(await refusal(update(own.ts))).toMatchObject({ error: 'message_not_found' });
  });

  it('closes the window for edits where the workspace says so', async () => {
    desk.workspace.editWindow = 60_000;
    const place = await posted();
    desk.workspace.clock.advance(59_000);
    await client().chat.update({ ...place, text: 'In time' });
    desk.workspace.clock.advance(2_000);
    expect(await refusal(client().chat.update({ ...place, text: 'Late' }))).toMatchObject({
      error: 'edit_window_closed',
    });
  });

  it('gives a permalink of what everybody sees', async () => {
    const place = await posted();
    const { permalink } = await client().chat.getPermalink({ channel: place.channel, message_ts: place.ts });
    expect(permalink).toBe(`${desk.workspace.url}/archives/${place.channel}/p${place.ts.replace('.', '')}`);
    const gone = client().chat.getPermalink({ channel: place.channel, message_ts: '1.000001' });
    expect(await refusal(gone)).toMatchObject({ error: 'message_not_found' });
  });
});
