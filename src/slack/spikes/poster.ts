import { createHash, randomUUID } from 'node:crypto';
import { asFault } from '../../errors.ts';
import { mannerOf, worse } from '../../spikes/incident.ts';
import { type IncidentView, signatureOf, type TurningPoint } from '../../spikes/view.ts';
import type { KeptIncident, State } from '../../state/port.ts';
import type { Message } from '../blocks.ts';
import type { Desk, Running } from '../feature.ts';
import { edit, type Posted, PostFailed, post } from '../posting.ts';
import { blockIdOf, spikeMessage } from './message.ts';
import { findByBlock, postOnce } from './once.ts';
import { isQuiet, type SpikeSettings } from './settings.ts';
import { noteMessage, turnWords } from './thread.ts';

const MINUTE = 60_000;
const EVERY = 10_000;
/** So long after the end a message is still brought up to date, or posted at all. */
const AFTER = 24 * 60 * MINUTE;
/** A message that can never be edited again: a new one takes its place. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive']);

export interface PosterPorts {
  desk: Desk;
  state: Pick<State, 'claims' | 'incidents'>;
  settings: SpikeSettings;
  /** Milliseconds between rounds. */
  every?: number;
}

/**
 * Keeps one message of every incident as it has to be: posted once, edited in place, its turning points noted in the
 * thread, across crashes, restarts and replicas.
 */
export class SpikePoster implements Running {
  readonly #ports: PosterPorts;
  readonly #owner = randomUUID();
  /** Notes that are known to be said. */
  readonly #said = new Set<string>();
  #charts = true;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  /** The round that waits for the one under way. */
  #next: Promise<void> | null = null;

  constructor(ports: PosterPorts) {
    this.#ports = ports;
    const again = () => {
      this.#timer = setTimeout(() => {
        void this.sync().finally(() => {
          if (!this.#stopped) again();
        });
      }, ports.every ?? EVERY);
    };
    again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Brings every message up to date, one round at a time. Never throws: what fails is tried in the next round. */
  sync(): Promise<void> {
    if (this.#next !== null) return this.#next;
    const next = this.#round.then(() => {
      this.#next = null;
      return this.#all();
    });
    this.#next = next;
    this.#round = next;
    return next;
  }

  async #all(): Promise<void> {
    const { state, desk } = this.#ports;
    try {
      for (const kept of await state.incidents.since(desk.now() - AFTER)) {
        if (!this.#stopped) await this.#one(kept).catch((error) => this.#failed(error));
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#ports.desk.log.warn({ problem: asFault(error).operator }, 'a spike could not be told; trying again');
  }

  async #one(kept: KeptIncident): Promise<void> {
    const view = JSON.parse(kept.view) as IncidentView;
    if (kept.ts === null && (await this.#staysQuiet(view))) return;
    const standing = kept.ts === null ? await this.#post(kept, view) : kept;
    if (standing === null) return;
    const current = await this.#expire(standing, view);
    await this.#edit(current, view);
    for (const turn of view.turns) await this.#note(current, view, turn);
  }

  /** Quiet hours and what somebody called no problem hold back what is not critical. */
  async #staysQuiet(view: IncidentView): Promise<boolean> {
    const { desk, settings, state } = this.#ports;
    if (view.incident.severity === 'critical') return false;
    if (isQuiet(desk.now(), settings)) return true;
    return (await state.incidents.muted(signatureOf(view))) !== undefined;
  }

  async #post(kept: KeptIncident, view: IncidentView): Promise<KeptIncident | null> {
    const { desk, state, settings } = this.#ports;
    const posted = await postOnce(`spike:${kept.id}:${kept.copy}`, {
      claims: state.claims,
      owner: this.#owner,
      now: desk.now,
      post: (repeated) => this.#send({ ...kept, repeated }, view),
      look: (since) => findByBlock(desk.asking, settings.channel, blockIdOf(kept.id), since),
    });
    if (posted === null) return null;
    const standing = { ...kept, ...posted, link: await this.#link(posted) };
    await state.incidents.posted(kept.id, { ...standing, ...posted });
    const shown = markOf(this.#render(standing, view));
    await state.incidents.show(kept.id, shown);
    return { ...standing, shown };
  }

  async #send(kept: KeptIncident, view: IncidentView): Promise<Posted> {
    const { desk, settings } = this.#ports;
    try {
      return await post(desk.posting, settings.channel, this.#render(kept, view));
    } catch (error) {
      if (!this.#chartRefused(error)) throw error;
      return post(desk.posting, settings.channel, this.#render(kept, view));
    }
  }

  async #edit(kept: KeptIncident, view: IncidentView): Promise<void> {
    const { desk, state } = this.#ports;
    const wanted = this.#render(kept, view);
    const shown = markOf(wanted);
    if (shown === kept.shown) return;
    const place = { channel: kept.channel!, ts: kept.ts! };
    try {
      await edit(desk.posting, place, wanted);
    } catch (error) {
      if (this.#chartRefused(error)) return this.#edit(kept, view);
      if (!(error instanceof PostFailed) || !GONE.has(error.reason ?? '')) throw error;
      desk.log.info({ reason: error.reason }, 'the message of a spike is gone; a new one is posted');
      // What is over needs no new message.
      if (kept.overAt === null) await this.#post({ ...kept, copy: kept.copy + 1, ts: null }, view);
      else await state.incidents.show(kept.id, shown);
      return;
    }
    await state.incidents.show(kept.id, shown);
  }

  #chartRefused(error: unknown): boolean {
    if (!this.#charts || !(error instanceof PostFailed) || error.reason !== 'invalid_blocks') return false;
    this.#charts = false;
    return true;
  }

  #render(kept: KeptIncident, view: IncidentView): Message {
    const { zone } = this.#ports.settings;
    return spikeMessage(view, kept, { zone, chart: this.#charts, mention: this.#mention(view) });
  }

  /** Whom the message calls: nobody where it is not grave enough, or over before it was told. */
  #mention({ incident: { severity } }: IncidentView): readonly string[] {
    const { onCall, onCallFrom } = this.#ports.settings;
    return severity === onCallFrom || worse(severity, onCallFrom) ? onCall : [];
  }

  /** What changed the picture goes into the thread, once each. Becoming critical is shown in the channel as well. */
  async #note(kept: KeptIncident, view: IncidentView, turn: TurningPoint): Promise<void> {
    const { desk } = this.#ports;
    if (turn.what === 'opened' || mannerOf(turn.what) === 'edit') return;
    const loud = turn.what === 'critical';
    const snoozed = kept.snoozedUntil !== null && desk.now() < kept.snoozedUntil;
    const silent = !loud && (snoozed || kept.dismissedBy !== null);
    const words = silent ? null : turnWords(turn, view);
    await this.#once(`spike:${kept.id}:${turn.what}:${turn.at}`, kept, words, loud ? this.#mention(view) : [], loud);
  }

  /** An acknowledgment or a snooze that is used up while it still goes on is said in the thread. */
  async #expire(kept: KeptIncident, view: IncidentView): Promise<KeptIncident> {
    const { desk, state } = this.#ports;
    if (kept.overAt !== null) return kept;
    if (kept.snoozedUntil !== null && desk.now() >= kept.snoozedUntil) {
      const words = 'It still goes on; the quiet time that was asked for is over.';
      await this.#once(`spike:${kept.id}:snoozed:${kept.snoozedUntil}`, kept, words, this.#mention(view));
    }
    if (kept.acknowledgedUntil === null || desk.now() < kept.acknowledgedUntil) return kept;
    const words = 'It still goes on, four hours after somebody took it. Who takes it now?';
    await this.#once(`spike:${kept.id}:acknowledged:${kept.acknowledgedUntil}`, kept, words, this.#mention(view));
    await state.incidents.unacknowledge(kept.id);
    return { ...kept, acknowledgedBy: null, acknowledgedAt: null, acknowledgedUntil: null };
  }

  /**
   * A note in the thread, said once; null marks it as said without saying it. Where somebody died while saying it, one
   * that calls people is said again, as possibly repeated.
   */
  async #once(name: string, kept: KeptIncident, words: string | null, mention: readonly string[] = [], loud = false) {
    const { state, desk } = this.#ports;
    if (this.#said.has(name)) return;
    const [channel, thread] = [kept.channel!, kept.ts!];
    const silent = { channel, ts: 'unknown' };
    const said = await postOnce(name, {
      claims: state.claims,
      owner: this.#owner,
      now: desk.now,
      post: async (repeated) => {
        if (words === null) return silent;
        const note = noteMessage(repeated ? `${words} (Possibly repeated.)` : words, mention);
        return post(desk.posting, channel, note, { thread, alsoInChannel: loud });
      },
      look: async () => (loud ? 'unknown' : silent),
    });
    if (said !== null) this.#said.add(name);
  }

  async #link({ channel, ts }: Posted): Promise<string | null> {
    try {
      return (await this.#ports.desk.asking.chat.getPermalink({ channel, message_ts: ts })).permalink ?? null;
    } catch {
      // A message without a link is still a message.
      return null;
    }
  }
}

function markOf(message: Message): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 24);
}
