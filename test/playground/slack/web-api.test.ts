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

describe('tokens and scopes', () => {
  it('tells whose token it is', async () => {
    const { app, team } = desk.workspace;
    expect(await client().auth.test()).toMatchObject({
      ok: true,
      user_id: app.botUser,
      team_id: team.id,
      bot_id: app.botId,
    });
  });

  it.each([
    ['no token', undefined, 'not_authed'],
    ['an unknown token', 'xoxb-unknown', 'invalid_auth'],
  ])('refuses %s', async (_, token, error) => {
    const other = clientOf(desk.workspace, '');
    expect(await refusal(other.auth.test({ token }))).toMatchObject({ error });
  });

  it('keeps bot and app-level tokens apart', async () => {
    const { app } = desk.workspace;
    const wrong = { error: 'not_allowed_token_type' };
    expect(await refusal(clientOf(desk.workspace, app.botToken).apps.connections.open({}))).toMatchObject(wrong);
    expect(await refusal(clientOf(desk.workspace, app.appToken).auth.test())).toMatchObject(wrong);
    await clientOf(desk.workspace, app.appToken).apps.connections.open({});
  });

  it('names the missing scope and those granted', async () => {
    const { app } = desk.workspace;
    const call = () => client().usergroups.users.list({ usergroup: desk.support.id });
    expect(await refusal(call())).toMatchObject({
      error: 'missing_scope',
      needed: 'usergroups:read',
      provided: 'commands,chat:write',
    });
    grant('usergroups:read');
    expect((await call()).users).toEqual([desk.kim.id, desk.noor.id]);
    app.scopes.delete('chat:write');
    expect(await refusal(client().chat.postMessage({ channel: desk.onCall.id, text: 'x' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
    });
  });

  it('is worth nothing once the app was removed, and knows no invented methods', async () => {
    expect(await refusal(client().apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
    desk.workspace.app.installed = false;
    expect(await refusal(client().auth.test())).toMatchObject({ error: 'account_inactive' });
  });

  it('names the argument that is missing', async () => {
    expect(await refusal(client().apiCall('chat.postMessage', { text: 'x' }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
  });
});

describe('the record', () => {
  it('keeps everything that was sent, decoded, and who could see it', async () => {
    const { workspace, onCall, kim, identityHelp } = desk;
    await client().chat.postMessage({ channel: onCall.id, text: 'For all', blocks: [section('ada@example.com')] });
    await client().chat.postMessage({ channel: kim.id, text: 'For one' });
    await refusal(client().chat.postMessage({ channel: identityHelp.id, text: 'For nobody' }));
    expect(workspace.received.all.map(({ audience }) => audience)).toEqual(['channel', 'person', 'nobody']);
    expect(workspace.received.text('channel')).toContain('ada@example.com');
    expect(workspace.received.text('person')).not.toContain('ada@example.com');
    expect(workspace.received.text()).not.toContain(workspace.app.botToken);
  });
});

describe('reading', () => {
  it('opens the direct message with a person', async () => {
    grant('im:write');
    const { channel } = await client().conversations.open({ users: desk.kim.id });
    expect(channel?.id).toBe(desk.workspace.direct(desk.kim).id);
    expect(await refusal(client().conversations.open({ users: 'U0NOBODY' }))).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('tells of a channel by the scope for its kind', async () => {
    const { workspace, kim, onCall } = desk;
    grant('channels:read');
    const secret = workspace.channel('secret', [kim], { private: true, bot: true });
    expect((await client().conversations.info({ channel: onCall.id })).channel).toMatchObject({
      name: 'on-call',
      is_member: true,
    });
    expect(await refusal(client().conversations.info({ channel: secret.id }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
    expect((await client().conversations.members({ channel: onCall.id, limit: 2 })).members).toHaveLength(2);
  });

  it('reads history with its scope: newest first, in pages, no ephemerals, threads apart', async () => {
    const { onCall, ravi } = desk;
    const read = (more: object = {}) => client().conversations.history({ channel: onCall.id, ...more });
    expect(await refusal(read())).toMatchObject({ error: 'missing_scope' });
    grant('channels:history');
    const first = ravi.says('one', { channel: onCall });
    ravi.says('in the thread', { channel: onCall, threadTs: first.ts });
    ravi.says('two', { channel: onCall });
    await client().chat.postEphemeral({ channel: onCall.id, user: ravi.id, text: 'Psst' });
    const page = await read({ limit: 1 });
    expect(page).toMatchObject({ messages: [{ text: 'two' }], has_more: true });
    const next = await read({ limit: 1, cursor: page.response_metadata?.next_cursor });
    expect(next).toMatchObject({ messages: [{ text: 'one' }], has_more: false });
    expect((await read({ oldest: first.ts })).messages).toHaveLength(1);
    const thread = await client().conversations.replies({ channel: onCall.id, ts: first.ts });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['one', 'in the thread']);
  });

  it('knows people by the users:read scope, with their zone, and groups', async () => {
    grant('users:read', 'usergroups:read');
    const { user } = await client().users.info({ user: desk.kim.id });
    expect(user).toMatchObject({ tz: 'Europe/Berlin', real_name: 'Kim Sandberg' });
    expect((await client().usergroups.list({ include_users: true })).usergroups).toMatchObject([
      { handle: 'support-tier2', users: [desk.kim.id, desk.noor.id] },
    ]);
    desk.support.disabled = true;
    expect(await refusal(client().usergroups.users.list({ usergroup: desk.support.id }))).toMatchObject({
      error: 'no_such_subteam',
    });
  });
});
