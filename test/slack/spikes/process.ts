import { createInterface } from 'node:readline';
import { leading } from '../../../src/app/leading.ts';
import { NO_PLACES } from '../../../src/event/ip-places.ts';
import { createLog } from '../../../src/log.ts';
import { Metrics } from '../../../src/metrics.ts';
import { startSlack } from '../../../src/slack/bot.ts';
import { startSpikes } from '../../../src/slack/spikes/feature.ts';
import { openState } from '../../../src/state/open.ts';
import { openEventStore } from '../../../src/store/sqlite/open.ts';
import { addRows, type Row } from '../../spikes/little-tenant.ts';

/**
 * The bot's watch over spikes as a process of its own, to be killed: events and the time come by lines of JSON on
 * standard input, and each line is answered when all that it says has been stored, counted and told.
 */
interface Told {
  folder: string;
  channel: string;
  botToken: string;
  appToken: string;
  apiUrl: string;
  now: number;
  /** Others share the state: whoever has the lease leads. */
  shared?: boolean;
}

const told = JSON.parse(process.argv[2]!) as Told;
let now = told.now;
const log = createLog({ level: 'warn', out: process.stderr });
const store = await openEventStore(`${told.folder}/events.db`);
const state = await openState(`${told.folder}/state.db`, { now: () => now });
// The time of the events is the test's; a lease runs by the clock.
const leader = {
  leases: (await openState(`${told.folder}/state.db`)).leases,
  log,
  owner: `${process.pid}`,
  leaseMs: 1_500,
};
const spikes = startSpikes({
  store,
  state,
  places: NO_PLACES,
  settings: { channel: told.channel, zone: 'UTC', onCall: [], onCallFrom: 'critical', quiet: null },
  sensitivity: 'medium',
  polls: true,
  lost: async () => [],
  log,
  now: () => now,
  every: 20,
  ...(told.shared ? { lead: (start) => leading('polling', async () => start(), leader) } : {}),
});
const { botToken, appToken, apiUrl } = told;
await startSlack(
  { botToken, appToken, apiUrl, allow: ['everyone'], questionsPerMinute: 100 },
  { audit: state.audit, secrets: state.secrets, metrics: new Metrics(), log, now: () => now },
  [spikes.feature],
);
await spikes.settled();
process.stdout.write('ready\n');

for await (const line of createInterface({ input: process.stdin })) {
  const next = JSON.parse(line) as { now: number; rows: Row[] };
  const events = await addRows(store, next.rows);
  now = next.now + 20_000;
  spikes.stored(events);
  spikes.looked();
  await spikes.settled();
  process.stdout.write('done\n');
}
