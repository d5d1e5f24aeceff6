import { randomUUID } from 'node:crypto';
import { asFault } from '../../errors.ts';
import type { IpPlaces } from '../../event/ip-places.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Log } from '../../log.ts';
import type { Sensitivity } from '../../spikes/sensitivity.ts';
import { type History, Watcher } from '../../spikes/watcher.ts';
import type { State } from '../../state/port.ts';
import type { EventStore, Range } from '../../store/port.ts';
import type { Desk, Running } from '../feature.ts';
import { post } from '../posting.ts';
import { firstDayMessage } from './first-day.ts';
import { postOnce } from './once.ts';
import { SpikePoster } from './poster.ts';
import type { SpikeSettings } from './settings.ts';

const DAY = 86_400_000;

export interface SpikeWatchPorts {
  store: Pick<EventStore, 'scan' | 'ofTypes' | 'coverage'>;
  state: Pick<State, 'claims' | 'incidents'>;
  places: IpPlaces;
  settings: SpikeSettings;
  sensitivity: Sensitivity;
  /** Auth0 is polled: then silence means that nothing happened. */
  polls: boolean;
  /** Stretches of the logs that Auth0 dropped. */
  lost(): Promise<Range[]>;
  log: Log;
  now(): number;
  /** Milliseconds between looks whether messages are up to date. */
  every?: number;
}

/** One bot's watch over the tenant, and its telling in Slack. */
export class SpikeWatch implements Running {
  readonly #ports: SpikeWatchPorts;
  readonly #watcher: Watcher;
  readonly #learned: Promise<History | null>;
  #poster: SpikePoster | null = null;
  #told: Promise<void> = Promise.resolve();

  constructor(ports: SpikeWatchPorts) {
    this.#ports = ports;
    const { store, state, places, settings, sensitivity, polls, lost, log, now } = ports;
    this.#watcher = new Watcher(
      { zone: settings.zone, sensitivity },
      {
        store,
        memory: state.incidents,
        places,
        polls,
        lost,
        now,
        failed: (error) =>
          log.warn({ problem: asFault(error).operator }, 'a spike could not be looked into; trying again'),
        tell: async (view) => {
          const { id, openedAt, resolvedAt } = view.incident;
          await state.incidents.keep({ id, openedAt, overAt: resolvedAt, view: JSON.stringify(view) });
          // Slack may be slow; counting goes on.
          void this.sync();
        },
      },
    );
    this.#learned = this.#learn();
  }

  async #learn(): Promise<History | null> {
    const { log } = this.#ports;
    try {
      const history = await this.#watcher.start();
      log.info({ days: history === null ? 0 : Math.round((history.to - history.from) / DAY) }, 'watching');
      return history;
    } catch (error) {
      log.error({ problem: asFault(error).operator }, 'the watch over spikes could not be started');
      return null;
    }
  }

  /** Slack is there: what is known is told from now on. */
  tellAt(desk: Desk): void {
    const { state, settings, every } = this.#ports;
    this.#poster = new SpikePoster({ desk, state, settings, every });
    this.#told = this.#learned.then((history) => (history === null ? undefined : this.#firstDay(desk, history)));
  }

  /** Slack goes: nothing is told any more. */
  async silence(): Promise<void> {
    await this.#told;
    await this.#poster?.stop();
    this.#poster = null;
  }

  /** Brings the messages up to date. */
  async sync(): Promise<void> {
    await this.#poster?.sync();
  }

  stored(events: readonly LogEvent[]): void {
    this.#watcher.stored(events);
  }

  looked(at: number): void {
    this.#watcher.looked(at);
  }

  async settled(): Promise<void> {
    await this.#learned;
    await this.#watcher.settled();
  }

  async stop(): Promise<void> {
    await this.silence();
    await this.#learned;
    await this.#watcher.stop();
  }

  async #firstDay(desk: Desk, history: History): Promise<void> {
    const { state, settings, now, log } = this.#ports;
    const words = firstDayMessage(history, settings.zone);
    if (words === null) return;
    try {
      await postOnce('spike:first-day', {
        claims: state.claims,
        owner: randomUUID(),
        now,
        post: () => post(desk.posting, settings.channel, words),
        look: async () => ({ channel: settings.channel, ts: 'unknown' }),
      });
    } catch (error) {
      log.warn({ problem: asFault(error).operator }, 'the first day’s message could not be posted');
    }
  }
}
