import { randomUUID } from 'node:crypto';
import { asFault } from '../../errors.ts';
import type { IpPlaces } from '../../event/ip-places.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Log } from '../../log.ts';
import { explains, type Stopped } from '../../spikes/explains.ts';
import type { Sensitivity } from '../../spikes/sensitivity.ts';
import { sizeOf, storyOf } from '../../spikes/story.ts';
import type { IncidentView } from '../../spikes/view.ts';
import { type History, Watcher } from '../../spikes/watcher.ts';
import type { State } from '../../state/port.ts';
import type { EventStore, Range } from '../../store/port.ts';
import type { Desk, Feature, Running } from '../feature.ts';
import { post } from '../posting.ts';
import { registerSpikeActions } from './actions.ts';
import { firstDayMessage } from './first-day.ts';
import { postOnce } from './once.ts';
import { registerSpikePeople } from './people.ts';
import { SpikePoster } from './poster.ts';
import type { SpikeSettings } from './settings.ts';

/** An incident that was over so lately still explains why somebody could not log in. */
const LATELY = 30 * 60_000;

export interface SpikesPorts {
  store: Pick<EventStore, 'scan' | 'ofTypes' | 'coverage'>;
  state: Pick<State, 'claims' | 'incidents' | 'audit'>;
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

/** An incident that explains a single person's trouble. */
export interface Explaining {
  id: string;
  /** "Failed logins 6 times the usual: likely credential stuffing" is the incident's own title, without its series. */
  title: string;
  since: number;
  /** The message in Slack; null where it has no link. */
  link: string | null;
}

export interface Spikes extends Running {
  /** Give it to `startSlack`: buttons, and the messages. */
  feature: Feature;
  /** Events are durable; whatever was there before may come again. */
  stored(events: readonly LogEvent[]): void;
  /** Auth0 was asked and had nothing more. */
  looked(): void;
  /** The open incident, if any, that is why somebody cannot log in; the incident counts the question. */
  openIncidentFor(stopped: Stopped): Promise<Explaining | null>;
  /** Resolves when all that is complete has been counted and told. */
  settled(): Promise<void>;
}

/** Watches the tenant and tells of what is unusual. */
export function startSpikes(ports: SpikesPorts): Spikes {
  const { store, state, places, settings, sensitivity, polls, lost, log, now } = ports;
  let poster: SpikePoster | null = null;
  const watcher = new Watcher(
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
        void poster?.sync();
      },
    },
  );
  const learned = watcher.start().then(
    (history) => {
      log.info({ days: history === null ? 0 : Math.round((history.to - history.from) / 86_400_000) }, 'watching');
      return history;
    },
    (error) => {
      log.error({ problem: asFault(error).operator }, 'the watch over spikes could not be started');
      return null;
    },
  );
  return {
    feature: (app, desk) => {
      const own = new SpikePoster({ desk, state, settings, every: ports.every });
      poster = own;
      registerSpikeActions(app, desk, { state, settings, sync: () => own.sync() });
      registerSpikePeople(app, desk, { store, state });
      const told = learned.then((history) => (history === null ? undefined : firstDay(desk, ports, history)));
      return {
        stop: async () => {
          await told;
          await own.stop();
        },
      };
    },
    stored: (events) => watcher.stored(events),
    looked: () => watcher.looked(now()),
    openIncidentFor: (stopped) => openIncidentFor(stopped, ports),
    settled: async () => {
      await learned;
      await watcher.settled();
    },
    stop: async () => {
      await learned;
      await watcher.stop();
    },
  };
}

async function firstDay(desk: Desk, { state, settings, now, log }: SpikesPorts, history: History): Promise<void> {
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

async function openIncidentFor(stopped: Stopped, { state, now }: SpikesPorts): Promise<Explaining | null> {
  for (const kept of await state.incidents.since(now() - LATELY)) {
    const view = JSON.parse(kept.view) as IncidentView;
    if (!explains(view, stopped)) continue;
    await state.incidents.asked(kept.id);
    const { likely } = storyOf(view.incident, view.evidence);
    return { id: kept.id, title: likely ?? sizeOf(view.incident), since: kept.openedAt, link: kept.link };
  }
  return null;
}
