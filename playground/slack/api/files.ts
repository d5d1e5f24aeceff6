import { extname } from 'node:path';
import { z } from 'zod';
import { checkedContent } from '../content.ts';
import type { StoredFile } from '../files.ts';
import type { JsonObject } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { method } from './method.ts';
import { writableChannel } from './place.ts';

function fileShape(workspace: Workspace, file: StoredFile): JsonObject {
  const type = extname(file.name).slice(1).toLowerCase();
  const ready = workspace.files.isReady(file);
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    size: file.length,
    mode: 'hosted',
    filetype: ready ? type : '',
    mimetype: ready ? (type === 'csv' ? 'text/csv' : `image/${type}`) : '',
    ...(file.altText !== null && { alt_txt: file.altText }),
  };
}

const getUploadUrl = method({
  name: 'files.getUploadURLExternal',
  token: 'bot',
  scopes: ['files:write'],
  tier: 4,
  args: z.object({
    filename: z.string().min(1),
    length: z.coerce.number().int().positive(),
    alt_text: z.string().max(1_000).optional(),
    snippet_type: z.string().optional(),
  }),
  run({ files, url }, args) {
    const file = files.announce({ name: args.filename, length: args.length, altText: args.alt_text ?? null });
    return { upload_url: url + file.uploadPath, file_id: file.id };
  },
});

const completeUpload = method({
  name: 'files.completeUploadExternal',
  token: 'bot',
  scopes: ['files:write'],
  tier: 4,
  args: z.object({
    files: z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1),
    channel_id: z.string().optional(),
    channels: z.string().optional(),
    thread_ts: z.string().optional(),
    initial_comment: z.string().optional(),
    blocks: z.unknown().optional(),
  }),
  run(workspace, args, sent) {
    const { files, messages, app } = workspace;
    const named = args.channel_id ?? args.channels;
    const channel = named === undefined ? null : writableChannel(workspace, named);
    const text = args.initial_comment ?? '';
    const blocks = text === '' && args.blocks ? checkedContent({ blocks: args.blocks }, files).blocks : [];
    if (args.files.some(({ id }) => !files.find(id)?.bytes)) throw new SlackError('file_not_found');
    if (channel) sent.audience = channel.kind === 'dm' ? 'person' : 'channel';
    let waiting = args.files.length;
    const completed = args.files.map(({ id, title }) =>
      files.complete(id, title, () => {
        waiting -= 1;
        if (waiting > 0 || !channel) return;
        messages.post({
          channel: channel.id,
          user: app.botUser,
          text,
          blocks,
          threadTs: args.thread_ts ?? null,
          files: completed.map((file) => fileShape(workspace, file)),
        });
      }),
    );
    return { files: completed.map((file) => ({ id: file.id, title: file.title })) };
  },
});

const info = method({
  name: 'files.info',
  token: 'bot',
  scopes: ['files:read'],
  tier: 4,
  args: z.object({ file: z.string() }),
  run(workspace, args) {
    const file = workspace.files.find(args.file);
    if (!file || file.readyAt === null) throw new SlackError('file_not_found');
    return { file: fileShape(workspace, file) };
  },
});

export const fileMethods = [getUploadUrl, completeUpload, info];
