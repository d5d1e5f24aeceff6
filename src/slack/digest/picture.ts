import type { WebClient } from '@slack/web-api';
import type { Digest } from '../../digest/digest.ts';

/** Puts the heat map into a thread. Needs files:write; without it Slack says missing_scope. */
export async function uploadPicture(
  client: WebClient,
  digest: Digest,
  { channel, thread }: { channel: string; thread: string },
): Promise<void> {
  // Loaded when it is needed: the library takes 30 ms and the fonts a megabyte.
  const { heatMap } = await import('./heat-map.ts');
  const picture = heatMap(digest);
  if (picture === null) return;
  await client.filesUploadV2({
    channel_id: channel,
    thread_ts: thread,
    file: picture.png,
    filename: `when-people-sign-in-${digest.week}.png`,
    title: `When people sign in, week ${digest.week}`,
    alt_text: picture.alt,
  });
}
