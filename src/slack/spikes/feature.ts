import type { LogEvent } from '../../event/log-event.ts';
import { explains, type Stopped } from '../../spikes/explains.ts';
import { sizeOf, storyOf } from '../../spikes/story.ts';
import type { IncidentView } from '../../spikes/view.ts';
import type { State } from '../../state/port.ts';
import type { Desk, Feature, Running } from '../feature.ts';
import { registerSpikeActions } from './actions.ts';
import { registerSpikePeople } from './people.ts';
import { SpikeWatch, type SpikeWatchPorts } from './watch.ts';

/** An incident that was over so lately still explains why somebody could not log in. */
const LATELY = 30 * 60_000;

export interface SpikesPorts extends SpikeWatchPorts {
  state: Pick<State, 'claims' | 'incidents' | 'audit'>;
  /** Of several bots over one state, has only the leading one watch and tell. Absent: this one is alone. */
  lead?(start: () => Running): Running;
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

/** Watches the tenant and tells of what is unusual, for as long as this bot leads. */
export function startSpikes(ports: SpikesPorts): Spikes {
  const { store, state, places, settings, now, lead = (start) => start() } = ports;
  let watch: SpikeWatch | null = null;
  let desk: Desk | null = null;
  const led = lead(() => {
    const own = new SpikeWatch(ports);
    watch = own;
    if (desk !== null) own.tellAt(desk);
    return {
      stop: async () => {
        watch = null;
        await own.stop();
      },
    };
  });
  return {
    feature: (app, given) => {
      desk = given;
      watch?.tellAt(given);
      // A bot that does not lead has whoever does show it in the next round.
      registerSpikeActions(app, given, { state, settings, sync: async () => watch?.sync() });
      registerSpikePeople(app, given, { store, state, places });
      return { stop: async () => watch?.silence() };
    },
    stored: (events) => watch?.stored(events),
    looked: () => watch?.looked(now()),
    openIncidentFor: (stopped) => openIncidentFor(stopped, ports),
    settled: async () => watch?.settled(),
    stop: () => led.stop(),
  };
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
