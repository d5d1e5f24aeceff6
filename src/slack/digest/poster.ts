import { WebAPIPlatformError } from '@slack/web-api';
import type { Digest } from '../../digest/digest.ts';
import type { Week } from '../../digest/week.ts';
import type { Subscription } from '../../state/port.ts';
import type { Message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { PostFailed, post } from '../posting.ts';
import { detailMessages } from './details.ts';
import type { DigestingPorts } from './digesting.ts';
import { digestMessage, isTooFew } from './message.ts';
import { uploadPicture } from './picture.ts';

/** A claim without outcome that is older was left by a process that died over it, ms. */
const STALE = 10 * 60_000;
/** Outcome of a claim where nobody knows whether Slack took the message. */
const UNKNOWN = 'unknown';

/** unknown: Slack gave no answer, and nobody can look; elsewhere: another process is at it. */
export type Outcome = { kind: 'posted'; ts: string } | { kind: 'unknown' } | { kind: 'elsewhere' };

/** Where a digest goes, and what its claims are called. */
export interface Address {
  /** Under which the digest is kept for its buttons. */
  id: string;
  channel: string;
}

export function addressOf(subscription: Pick<Subscription, 'id' | 'channel'>, week: Week): Address {
  return { id: `${subscription.id} ${week.name}`, channel: subscription.channel };
}

/**
 * Posts digests, each once only. A claim is written right before Slack is asked and the message's ts after it, so that
 * a process that dies elsewhere has certainly not posted. Where one died in between, nothing is posted again and the
 * log says so: `whylogin digest --post` posts by hand.
 */
export class DigestPoster {
  readonly #desk: Pick<Desk, 'posting' | 'log' | 'now'>;
  readonly #ports: DigestingPorts;

  constructor(desk: Pick<Desk, 'posting' | 'log' | 'now'>, ports: DigestingPorts) {
    this.#desk = desk;
    this.#ports = ports;
  }

  /**
   * Posts the message, its thread and its picture, whatever of them is missing.
   * @throws PostFailed where Slack certainly refused: to be tried again later
   */
  async post(address: Address, week: Week, make: () => Promise<Digest>): Promise<Outcome> {
    const { digests, claims } = this.#ports.state;
    const name = claimName(address);
    let outcome = settled(await claims.get(name));
    if (outcome === null) {
      const digest = await make();
      await digests.keep({ ...address, week: week.name, body: JSON.stringify(digest) });
      outcome = await this.#once(name, address, (charts) => digestMessage(digest, address.id, { charts }));
      if (outcome.kind === 'posted') await digests.posted(address.id, outcome.ts);
    }
    if (outcome.kind === 'elsewhere') return await this.#abandoned(name, address);
    if (outcome.kind === 'posted') await this.#thread(address, outcome.ts);
    return outcome;
  }

  /** Everything that hangs below the message. */
  async #thread(address: Address, ts: string): Promise<void> {
    const kept = await this.#ports.state.digests.get(address.id);
    if (kept === undefined) return;
    const digest = JSON.parse(kept.body) as Digest;
    for (const [i, details] of detailMessages(digest).entries()) {
      const name = `${claimName(address)} details ${i + 1}`;
      const outcome = await this.#once(name, address, () => details, ts);
      if (outcome.kind === 'elsewhere') await this.#abandoned(name, address);
    }
    if (!isTooFew(digest)) await this.#picture(digest, address, ts);
  }

  /** Claims, posts, writes what came of it. */
  async #once(
    name: string,
    { channel }: Address,
    message: (charts: boolean) => Message,
    thread?: string,
  ): Promise<Outcome> {
    const { claims } = this.#ports.state;
    if (!(await claims.take(name, this.#ports.owner))) return settled(await claims.get(name)) ?? { kind: 'elsewhere' };
    try {
      const { ts } = await this.#sent(channel, message, thread);
      await claims.finish(name, ts);
      return { kind: 'posted', ts };
    } catch (error) {
      if (error instanceof PostFailed && error.posted === 'unknown') {
        await claims.finish(name, UNKNOWN);
        await this.#tell(name, channel, error.operator);
        return { kind: 'unknown' };
      }
      await claims.release(name);
      throw error;
    }
  }

  /** Slack may know no charts in this workspace; the words say the same. */
  async #sent(channel: string, message: (charts: boolean) => Message, thread: string | undefined) {
    try {
      return await post(this.#desk.posting, channel, message(true), { thread });
    } catch (error) {
      if (!(error instanceof PostFailed) || error.reason !== 'invalid_blocks') throw error;
      return await post(this.#desk.posting, channel, message(false), { thread });
    }
  }

  /** Somebody is at it, or died over it. */
  async #abandoned(name: string, { channel }: Address): Promise<Outcome> {
    const claim = await this.#ports.state.claims.get(name);
    if (claim === undefined || this.#desk.now() - claim.at < STALE) return { kind: 'elsewhere' };
    await this.#ports.state.claims.finish(name, UNKNOWN);
    await this.#tell(name, channel, 'a process ended while it was posting');
    return { kind: 'unknown' };
  }

  async #tell(name: string, channel: string, problem: string): Promise<void> {
    this.#desk.log.error({ digest: name, channel, problem }, 'nobody knows whether a digest was posted');
    const sentence = `A digest may stand in ${channel} or not (${problem}); it is not posted again. Look there; \`whylogin digest --post\` posts it by hand.`;
    try {
      await this.#ports.tell(sentence);
    } catch (error) {
      this.#desk.log.warn({ problem: String(error) }, 'the operators could not be told');
    }
  }

  /** A picture is an extra: where Slack refuses it, the characters in the message say the same. */
  async #picture(digest: Digest, address: Address, ts: string): Promise<void> {
    const name = `${claimName(address)} picture`;
    if (!(await this.#ports.state.claims.take(name, this.#ports.owner))) return;
    try {
      await uploadPicture(this.#desk.posting, digest, { channel: address.channel, thread: ts });
      await this.#ports.state.claims.finish(name, 'uploaded');
    } catch (error) {
      const reason = error instanceof WebAPIPlatformError ? error.data.error : String(error);
      await this.#ports.state.claims.finish(name, `not uploaded: ${reason}`);
      this.#desk.log.info({ digest: name, reason }, 'the digest has no picture');
    }
  }
}

function claimName({ id }: Address): string {
  return `digest ${id}`;
}

/** What a claim says came of it; null where there is no claim. */
function settled(claim: { outcome: string | null } | undefined): Outcome | null {
  if (claim === undefined) return null;
  if (claim.outcome === null) return { kind: 'elsewhere' };
  return claim.outcome === UNKNOWN ? { kind: 'unknown' } : { kind: 'posted', ts: claim.outcome };
}
