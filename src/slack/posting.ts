import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { Fault } from '../errors.ts';
import type { Message } from './blocks.ts';

/** Waiting for Slack to take a post again: so often, and never longer at a time. */
const WAITS = 3;
const LONGEST_WAIT_S = 120;

/** A message did not get out. `posted`: it certainly did not, or Slack gave no answer, so that it may stand there. */
export class PostFailed extends Fault {
  readonly posted: 'no' | 'unknown';
  /** Slack's own word ("channel_not_found", "invalid_blocks"), where it gave one. */
  readonly reason: string | null;

  constructor(error: unknown) {
    const reason = error instanceof WebAPIPlatformError ? error.data.error : null;
    const limited = error instanceof WebAPIRateLimitedError;
    super('remote', sentence(reason, limited), {
      operator: `Slack: ${reason ?? (error as Error).message}`,
      cause: error,
    });
    this.reason = reason;
    this.posted = reason !== null || limited ? 'no' : 'unknown';
  }
}

function sentence(reason: string | null, limited: boolean): string {
  if (limited) return 'Slack takes no more messages at the moment. Try again in a minute.';
  if (reason === 'not_in_channel') return 'The bot is not in that channel. Invite it there (/invite), then try again.';
  if (reason === 'channel_not_found' || reason === 'is_archived')
    return 'The bot cannot post there: the channel is gone, archived, or private without the bot in it.';
  if (reason !== null) return `Slack refused the message (${reason}).`;
  return 'Slack gave no answer; the message may be there or not.';
}

export interface Posted {
  channel: string;
  ts: string;
}

/** Waits rate limits out: then nothing was done, so that asking again is safe. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || waits >= WAITS || error.retryAfter > LONGEST_WAIT_S)
        throw error;
      await sleep(error.retryAfter * 1000);
    }
  }
}

function inThread(thread: string | undefined, alsoInChannel: boolean) {
  if (thread === undefined) return {};
  return alsoInChannel ? { thread_ts: thread, reply_broadcast: true as const } : { thread_ts: thread };
}

/**
 * Posts one message.
 * @param to a channel, or a user id for a direct message
 * @throws PostFailed
 */
export async function post(
  client: WebClient,
  to: string,
  { text, blocks }: Message,
  { thread, alsoInChannel = false }: { thread?: string; alsoInChannel?: boolean } = {},
): Promise<Posted> {
  try {
    const sent = await patiently(() =>
      client.chat.postMessage({
        channel: to,
        text,
        blocks,
        unfurl_links: false,
        unfurl_media: false,
        ...inThread(thread, alsoInChannel),
      }),
    );
    return { channel: sent.channel!, ts: sent.ts! };
  } catch (error) {
    throw new PostFailed(error);
  }
}

/**
 * Edits a message in place. Safe to repeat.
 * @throws PostFailed; its reason is "message_not_found" where somebody deleted the message
 */
export async function edit(client: WebClient, { channel, ts }: Posted, { text, blocks }: Message): Promise<void> {
  try {
    await patiently(() => client.chat.update({ channel, ts, text, blocks }));
  } catch (error) {
    throw new PostFailed(error);
  }
}
