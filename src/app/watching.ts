import { setTimeout as pause } from 'node:timers/promises';
import { spikesConfig } from '../config.ts';
import { asFault } from '../errors.ts';
import type { LogEvent } from '../event/log-event.ts';
import { lostStretches } from '../intake/feed.ts';
import type { Log } from '../log.ts';
import { type Spikes, startSpikes } from '../slack/spikes/feature.ts';
import type { State } from '../state/port.ts';
import type { EventStore } from '../store/port.ts';
import { openIpPlaces } from './ip-places.ts';
import { type LeadingPorts, leading, type Part } from './leading.ts';
import { pollsAuth0 } from './sources.ts';
import { spikeSettings } from './spike-settings.ts';

/** Where several bots share a store, each looks there for what the others took in: so often, and so far back. */
const EVERY = 10_000;
const BACK = 15 * 60_000;

/** The store, telling of what it has made durable. */
export function observed(store: EventStore, stored: (events: readonly LogEvent[]) => void): EventStore {
  return {
    ...store,
    async add(batch) {
      const receipt = await store.add(batch);
      stored(batch.map(({ event }) => event));
      return receipt;
    },
  };
}

interface WatchingPorts {
  store: EventStore;
  /** Other bots store events there too: whoever polls watches. Absent: this one is alone. */
  leader: LeadingPorts | undefined;
  state: State;
  zone: string;
  log: Log;
}

/** The watch over spikes, as the settings want it; null where they name no channel for it. */
export function startWatching({ store, leader, state, zone, log }: WatchingPorts): Spikes | null {
  const config = spikesConfig();
  if (config === null) return null;
  const spikes: Spikes = startSpikes({
    store,
    state,
    places: openIpPlaces(),
    settings: spikeSettings(config, zone),
    sensitivity: config.WHYLOGIN_SPIKES_SENSITIVITY,
    polls: pollsAuth0(),
    lost: () => lostStretches(state.cursors),
    log,
    now: Date.now,
    // Only whoever polls hears that nothing happened, so the same lease is theirs.
    lead: leader && ((start) => leading('polling', async () => both(start(), follow(store, spikes, log)), leader)),
  });
  return spikes;
}

function both(watch: Part, tail: Part): Part {
  return {
    stop: async () => {
      await tail.stop();
      await watch.stop();
    },
  };
}

/** Reads the newest stretch of a shared store again and again; the watch knows what it has seen. */
function follow(store: EventStore, spikes: Pick<Spikes, 'stored'>, log: Log): Part {
  const stopping = new AbortController();
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const to = Date.now();
        for await (const page of store.scan({ from: to - BACK, to })) spikes.stored(page);
      } catch (error) {
        log.warn({ problem: asFault(error).operator }, 'the store could not be read for spikes; trying again');
      }
      await pause(EVERY, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
