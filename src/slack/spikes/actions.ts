import type { App, BlockAction } from '@slack/bolt';
import { asFault, Fault } from '../../errors.ts';
import { type IncidentView, signatureOf } from '../../spikes/view.ts';
import type { AuditAction, KeptIncident, State } from '../../state/port.ts';
import { type Asker, askerOf } from '../asker.ts';
import { message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { failed, refused } from '../notices.ts';
import { type Reply, replyAt } from '../reply.ts';
import { line, rich } from '../rich-text.ts';
import { SPIKE_BUTTONS } from './message.ts';
import { type SpikeSettings, tomorrow } from './settings.ts';

const HOUR = 3_600_000;
/** An acknowledgment holds so long: who took it on may have gone home. */
const ACKNOWLEDGED = 4 * HOUR;
/** What is no problem now may be one in a quarter of a year. */
const DISMISSED = 90 * 24 * HOUR;

export interface SpikeActionPorts {
  state: Pick<State, 'incidents' | 'audit'>;
  settings: SpikeSettings;
  /** Brings the messages up to date. */
  sync(): Promise<void>;
}

/**
 * Acknowledge, Snooze, Not a problem: for everybody of this workspace who can see the message, as nothing of a person
 * is shown. Each is written into the audit.
 */
export function registerSpikeActions(app: App, desk: Desk, ports: SpikeActionPorts): undefined {
  const { incidents } = ports.state;
  onSpike(app, desk, ports, SPIKE_BUTTONS.acknowledge, 'acknowledge', async ({ kept, asker, reply }) => {
    const first = await incidents.acknowledge(kept.id, asker.user, desk.now() + ACKNOWLEDGED);
    if (!first) await say(reply, 'Somebody acknowledged it before you.');
    return first ? 'acknowledged' : 'was acknowledged';
  });
  onSpike(app, desk, ports, SPIKE_BUTTONS.snooze, 'snooze', async ({ kept, asker, chosen }) => {
    const until = chosen === 'tomorrow' ? tomorrow(desk.now(), ports.settings.zone) : desk.now() + HOUR;
    await incidents.snooze(kept.id, asker.user, until);
    return `snoozed until ${new Date(until).toISOString()}`;
  });
  onSpike(app, desk, ports, SPIKE_BUTTONS.dismiss, 'not_a_problem', async ({ kept, asker, reply }) => {
    const signature = signatureOf(JSON.parse(kept.view) as IncidentView);
    await incidents.dismiss(kept.id, asker.user);
    await incidents.mute({ signature, by: asker.user, until: desk.now() + DISMISSED });
    await say(reply, 'I’ll stay quiet about the same for 90 days, unless it becomes critical.');
    return 'dismissed';
  });
  return undefined;
}

interface SpikePress {
  kept: KeptIncident;
  asker: Asker;
  reply: Reply;
  /** The value of a menu. */
  chosen: string | null;
}

/** @returns what came of it, for the audit */
type Handle = (press: SpikePress) => Promise<string>;

function onSpike(
  app: App,
  desk: Desk,
  ports: SpikeActionPorts,
  actionId: string,
  action: AuditAction,
  handle: Handle,
): void {
  app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, action: pressed }) => {
    await ack();
    const asker = askerOf(body);
    const spot = { user: asker.user, channel: asker.channel, responseUrl: body.response_url ?? null };
    const reply = replyAt(desk, spot, { replace: false });
    try {
      const refusal = await desk.access.refuses(asker);
      if (refusal?.why === 'other_workspace') return await reply.show(refused(refusal));
      const kept = await spikeOf(ports.state, pressed.block_id);
      const chosen = 'selected_option' in pressed ? (pressed.selected_option?.value ?? null) : null;
      const outcome = await handle({ kept, asker, reply, chosen });
      const entry = { action, actor: asker.user, place: asker.channel, subject: null, ticket: kept.id, outcome };
      await ports.state.audit.append({ ...entry, ref: kept.id });
      await ports.sync();
    } catch (error) {
      desk.log.warn({ problem: asFault(error).operator, action }, 'a button of a spike did not work');
      await reply.show(failed(asFault(error)));
    }
  });
}

/** The incident that a message's buttons belong to. */
export async function spikeOf(state: Pick<State, 'incidents'>, blockId: string): Promise<KeptIncident> {
  const kept = await state.incidents.get(blockId.replace(/^spike:/, ''));
  if (kept === undefined)
    throw new Fault('bad_request', 'This spike is too long ago: I no longer keep what I knew of it.');
  return kept;
}

function say(reply: Reply, words: string): Promise<void> {
  return reply.show(message(words, [rich(line(words))]));
}
