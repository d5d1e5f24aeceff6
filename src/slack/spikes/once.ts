import type { WebClient } from '@slack/web-api';
import type { State } from '../../state/port.ts';
import { type Posted, PostFailed } from '../posting.ts';

/** A claim that was taken so long ago and led to nothing was left by a process that died, or by a lost answer. */
const ABANDONED = 60_000;
/** Deaths in a row, each between Slack's taking a message and our writing so. */
const MOST_TRIES = 5;

export interface OncePorts {
  claims: State['claims'];
  /** This process's own mark. */
  owner: string;
  now(): number;
  /** Posts it. @param repeated it may stand there already */
  post(repeated: boolean): Promise<Posted>;
  /** Looks for it in the channel, from a moment on: its place, null where it is not there, 'unknown' where one may not look. */
  look(since: number): Promise<Posted | null | 'unknown'>;
}

/**
 * Posts a message once, whatever dies: the claim is taken before, the message's place written after. Slack has no
 * idempotency key: where somebody died in between, it is looked for; where that is not allowed, it is posted again as
 * possibly repeated.
 * @returns where it stands; null while another process is at it
 */
export async function postOnce(name: string, ports: OncePorts): Promise<(Posted & { repeated: boolean }) | null> {
  const { claims, owner, now, post, look } = ports;
  let repeated = false;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const claimed = tries === 0 ? name : `${name}:again${tries}`;
    if (await claims.take(claimed, owner)) {
      try {
        const posted = await post(repeated);
        await claims.finish(claimed, `${posted.channel} ${posted.ts}`);
        return { ...posted, repeated };
      } catch (error) {
        if (error instanceof PostFailed && error.posted === 'no') await claims.release(claimed);
        throw error;
      }
    }
    const claim = await claims.get(claimed);
    if (claim === undefined) return null;
    if (claim.outcome !== null) {
      const [channel, ts] = claim.outcome.split(' ') as [string, string];
      return { channel, ts, repeated };
    }
    if (now() - Number(claim.at) < ABANDONED) return null;
    const found = await look(Number(claim.at));
    if (found === 'unknown') repeated = true;
    else if (found !== null) {
      await claims.finish(claimed, `${found.channel} ${found.ts}`);
      return { ...found, repeated };
    }
  }
  return null;
}

/** Looks through a channel's history for a message that holds a block of this id. */
export async function findByBlock(
  client: WebClient,
  channel: string,
  blockId: string,
  since: number,
): Promise<Posted | null | 'unknown'> {
  try {
    const { messages = [] } = await client.conversations.history({
      channel,
      oldest: String(since / 1000 - 5),
      limit: 100,
    });
    const found = messages.find(({ blocks }) => blocks?.some(({ block_id }) => block_id === blockId));
    return found?.ts === undefined ? null : { channel, ts: found.ts };
  } catch {
    // No scope to read the channel, or Slack does not answer: then nobody knows.
    return 'unknown';
  }
}
