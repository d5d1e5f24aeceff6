import { NO_PLACES } from '../../src/event/ip-places.ts';
import { createLog } from '../../src/log.ts';
import { startSpikes } from '../../src/slack/spikes/feature.ts';
import { spikeMessage } from '../../src/slack/spikes/message.ts';
import type { IncidentView } from '../../src/spikes/view.ts';
import { openState } from '../../src/state/open.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { everyday } from '../../test/spikes/little-tenant.ts';
import { arrivalsOf, MINUTE, MONDAY_NINE, type Office, ZONE } from './office.ts';
import { asPosted } from './shown.ts';

const DAY = 1_440 * MINUTE;
const LONGEST = 60;

/** The other direction: a busier tenant in which one morning nobody logs in any more. */
export async function collapse(office: Office): Promise<void> {
  let now = MONDAY_NINE;
  const store = await openEventStore(':memory:');
  const state = await openState(':memory:', { now: () => now });
  await store.add(arrivalsOf(everyday({ logins: 5, failures: 0.3, from: now - 3 * DAY, minutes: (3 * DAY) / MINUTE })));
  const spikes = startSpikes({
    store,
    state,
    places: NO_PLACES,
    settings: { channel: office.onCall.id, zone: ZONE, onCall: [], onCallFrom: 'critical', quiet: null },
    sensitivity: 'medium',
    polls: true,
    lost: async () => [],
    log: createLog({ level: 'error', out: { write: () => undefined } }),
    now: () => now,
  });
  await spikes.settled();
  const told = () => state.incidents.since(MONDAY_NINE);
  for (let minute = 0; minute < LONGEST && (await told()).length === 0; minute++) {
    now += MINUTE;
    spikes.looked();
    await spikes.settled();
  }
  const [kept] = await told();
  if (kept === undefined) throw new Error('Nobody noticed that nobody logs in.');
  const view = JSON.parse(kept.view) as IncidentView;
  office.take('Spikes', 'A collapse', asPosted(spikeMessage(view, kept, { zone: ZONE, chart: true, mention: [] })));
  await spikes.stop();
  await state.close();
  await store.close();
}
