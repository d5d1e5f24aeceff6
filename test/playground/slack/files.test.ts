import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { clientOf, problems, refusal } from './client.ts';

let desk: SupportDesk;

beforeEach(async () => {
  desk = await supportDesk({ scopes: ['commands', 'chat:write', 'files:write', 'files:read'] });
});

afterEach(() => desk.workspace.stop());

const upload = (more: object = {}) =>
  clientOf(desk.workspace).filesUploadV2({
    filename: 'week.png',
    file: Buffer.from('not really a picture'),
    alt_text: 'A heat map',
    ...more,
  } as never);

it('needs its scope', async () => {
  desk.workspace.app.scopes.delete('files:write');
  expect(await refusal(upload())).toMatchObject({ error: 'missing_scope', needed: 'files:write' });
});

it('shares a file in a thread, some time after the upload was completed', async () => {
  const { workspace, onCall, ravi } = desk;
  const { ts } = await clientOf(workspace).chat.postMessage({ channel: onCall.id, text: 'The week' });
  await upload({ channel_id: onCall.id, thread_ts: ts, initial_comment: 'When people sign in' });
  expect(ravi.sees(onCall)).toHaveLength(1);
  workspace.clock.advance(1_000);
  expect(ravi.sees(onCall)[1]).toMatchObject({
    text: 'When people sign in',
    threadTs: ts,
    files: [{ name: 'week.png' }],
  });
  expect(workspace.received.of('upload')).toMatchObject([{ body: 'not really a picture' }]);
});

it('shows a file as an image only when Slack is done with it', async () => {
  const { workspace, onCall } = desk;
  const { files } = (await upload()) as { files: { files: { id: string }[] }[] };
  const id = files[0]!.files[0]!.id;
  const show = () =>
    clientOf(workspace).chat.postMessage({
      channel: onCall.id,
      text: 'x',
      blocks: [{ type: 'image', alt_text: 'A heat map', slack_file: { id } }],
    });
  const early = await refusal(show());
  expect(early).toMatchObject({ error: 'invalid_blocks' });
  expect(problems(early)).toEqual(['invalid slack file [json-pointer:/blocks/0/slack_file]']);
  expect((await clientOf(workspace).files.info({ file: id })).file?.mimetype).toBe('');
  workspace.clock.advance(1_000);
  expect((await clientOf(workspace).files.info({ file: id })).file?.mimetype).toBe('image/png');
  await show();
});

it('refuses bytes of another length than announced, and completing what was not sent', async () => {
  const client = clientOf(desk.workspace);
  const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: 'a.csv', length: 3 });
  expect((await fetch(upload_url!, { method: 'POST', body: 'four' })).status).toBe(400);
  const complete = () => client.files.completeUploadExternal({ files: [{ id: file_id! }] });
  expect(await refusal(complete())).toMatchObject({ error: 'file_not_found' });
  expect((await fetch(upload_url!, { method: 'POST', body: 'abc' })).status).toBe(200);
  await complete();
  expect(await refusal(complete())).toMatchObject({ error: 'file_not_found' });
});
