import { setImmediate } from 'node:timers/promises';
import type { App, BlockAction } from '@slack/bolt';
import type { IpPlaces } from '../../event/ip-places.ts';
import type { LogEvent } from '../../event/log-event.ts';
import { type Affected, affectedBy } from '../../spikes/affected.ts';
import { type Incident, leadOf } from '../../spikes/incident.ts';
import { titleOf } from '../../spikes/story.ts';
import { strangeNetworks } from '../../spikes/suspects.ts';
import type { IncidentView } from '../../spikes/view.ts';
import type { State } from '../../state/port.ts';
import type { EventStore } from '../../store/port.ts';
import { askerOf } from '../asker.ts';
import { context, type Message, message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { openView, replyAt, replyInView } from '../reply.ts';
import { bold, bullets, type Inline, line, moment, rich, text } from '../rich-text.ts';
import { spikeOf } from './actions.ts';
import { SPIKE_BUTTONS } from './message.ts';

const TITLE = 'People affected';
const SHOWN = 60;
const MINUTE = 60_000;
const MOST_EVENTS = 50_000;

export interface SpikePeoplePorts {
  store: Pick<EventStore, 'scan'>;
  state: Pick<State, 'incidents'>;
  places: IpPlaces;
}

/** People affected: a private list for those who may look people up, audited before it is shown. */
export function registerSpikePeople(app: App, desk: Desk, { store, state, places }: SpikePeoplePorts): undefined {
  app.action<BlockAction>({ type: 'block_actions', action_id: SPIKE_BUTTONS.people }, async ({ ack, body, action }) => {
    await ack();
    const asker = askerOf(body);
    const waiting = { title: TITLE, blocks: [rich(line('Looking …'))], onTop: false };
    const viewId = await openView(desk, body.trigger_id, waiting);
    const spot = { user: asker.user, channel: asker.channel, responseUrl: body.response_url ?? null };
    const reply = viewId === null ? replyAt(desk, spot, { replace: false }) : replyInView(desk, viewId, TITLE);
    await desk.gate.run({ action: 'people_affected', asker, subject: null, ticket: null, reply }, async () => {
      const kept = await spikeOf(state, action.block_id);
      const view = JSON.parse(kept.view) as IncidentView;
      const { incident, asOf } = view;
      const events = await eventsOf(store, incident, incident.resolvedAt ?? Math.max(asOf, desk.now()));
      const people = affectedBy(incident, events, strangeNetworks(view.evidence.drivers, places));
      return {
        outcome: `showed ${Math.min(SHOWN, people.length)} of ${people.length} people of ${incident.id}`,
        show: () => reply.show(peopleMessage(view, people, events.length >= MOST_EVENTS)),
      };
    });
  });
  return undefined;
}

async function eventsOf(store: SpikePeoplePorts['store'], incident: Incident, to: number): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for await (const page of store.scan({ from: leadOf(incident).since, to })) {
    events.push(...page);
    if (events.length >= MOST_EVENTS) break;
    await setImmediate();
  }
  return events;
}

/** Pure. Holds whole names: only for the eyes of whoever may see them. */
function peopleMessage({ incident, evidence }: IncidentView, people: readonly Affected[], cut: boolean): Message {
  const fell = incident.kind === 'drop';
  const title = fell ? 'Failed to log in' : titleOf(incident, evidence);
  if (people.length === 0) {
    const words = fell
      ? 'Nobody failed in this time. Who never gets as far as the login leaves no event.'
      : 'None of these events names anybody.';
    return message(words, [rich(line(words))]);
  }
  const inside = people.filter(({ gotIn }) => gotIn);
  const rest = people.filter(({ gotIn }) => !gotIn);
  const shown = inside.slice(0, SHOWN);
  const others = rest.slice(0, SHOWN - shown.length);
  const blocks = [
    ...(shown.length > 0
      ? [rich(line(bold('Got in from these sources: give them new passwords first'), '\n'), bullets(shown.map(told)))]
      : []),
    ...(others.length > 0 ? [rich(line(bold(title), '\n'), bullets(others.map(told)))] : []),
    context(
      [
        `${people.length === 1 ? '1 person' : `${people.length} people`} in all, ${Math.min(SHOWN, people.length)} shown.`,
        cut ? 'Only the first part of the incident was read.' : '',
        'Looking at this list was written into the audit.',
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ];
  return message(TITLE, blocks);
}

function told({ who, events, first, last }: Affected): Inline[] {
  const minutes = [first, last].map((at) => Math.floor(at / MINUTE));
  const end: Inline[] = minutes[0] === minutes[1] ? [] : [' – ', moment(last, 'time')];
  const often = events === 1 ? 'once' : events === 2 ? 'twice' : `${events} times`;
  return [text(who, { code: true }), ` ${often}, `, moment(first, 'time'), ...end];
}
