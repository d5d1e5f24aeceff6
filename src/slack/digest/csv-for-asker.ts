import type { Digest } from '../../digest/digest.ts';
import { titleOf } from '../../digest/readable.ts';
import { type AnyBlock, message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { LIMITS } from '../limits.ts';
import { post } from '../posting.ts';
import { openView, type Reply } from '../reply.ts';
import { code, line, preformatted, rich } from '../rich-text.ts';

/** Where the asker is: a file in a direct message, where the bot may write files; else a modal to copy from. */
interface Asked {
  user: string;
  triggerId: string;
  beside: Reply;
}

/** Gives somebody the numbers of a digest as CSV. */
export async function csvForAsker(desk: Desk, csv: string, digest: Digest, asked: Asked): Promise<void> {
  const { response_metadata: about } = await desk.asking.auth.test();
  if (about?.scopes?.includes('files:write')) return await asFile(desk, csv, digest, asked);
  const opened = await openView(desk, asked.triggerId, { title: 'CSV', blocks: toCopy(csv), onTop: false });
  if (opened === null) await asked.beside.show(message('CSV', toCopy(csv)));
}

async function asFile(desk: Desk, csv: string, digest: Digest, { user, beside }: Asked): Promise<void> {
  const words = `Every number of ${titleOf(digest)}, as CSV.`;
  const { channel, ts } = await post(desk.posting, user, message(words, [rich(line(words))]));
  await desk.posting.filesUploadV2({
    channel_id: channel,
    thread_ts: ts,
    content: csv,
    filename: `logins-${digest.week}.csv`,
    title: `Logins ${digest.week}`,
  });
  await beside.show(
    message('The file is in your direct messages.', [rich(line('The file is in your direct messages.'))]),
  );
}

/** The hours of each region would be most of it: the command line prints them too. */
function toCopy(csv: string): AnyBlock[] {
  const rows = csv.split('\r\n').filter((row) => !/^primeTimes,.*,hour \d+,/.test(row));
  const parts: string[] = [''];
  for (const row of rows) {
    if (parts.at(-1)!.length + row.length > LIMITS.text - 100) parts.push('');
    parts[parts.length - 1] += `${row}\n`;
  }
  return [
    rich(line('Without the hours of each region; ', code('whylogin digest --csv'), ' prints those too.')),
    ...parts.map((part) => rich(preformatted(part))),
  ];
}
