import { join } from 'node:path';
import { fastClock } from '../../playground/auth0/fast-clock.ts';
import { listen } from '../../src/app/http.ts';
import { startSources } from '../../src/app/sources.ts';
import { Fault } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { Metrics } from '../../src/metrics.ts';
import { openState } from '../../src/state/open.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';

/** What the process that takes events in is told, as JSON in its first argument. */
export interface BotSettings {
  folder: string;
  port: number;
  clock: { from: number; speed: number; started: number };
  env: Record<string, string>;
  /** When the store refuses to write, epoch ms of the fast clock; never where the disk itself is filled. */
  refuses: { from: number; to: number } | null;
}

/** Only the sources of whylogin, over its real store and state, by a clock that runs fast. Ends with SIGTERM. */
async function main(): Promise<void> {
  const settings = JSON.parse(process.argv[2]!) as BotSettings;
  const clock = fastClock(settings.clock);
  const log = createLog({ level: 'warn', out: process.stderr });
  const store = await openEventStore(join(settings.folder, 'events.db'));
  const state = await openState(join(settings.folder, 'state.db'), { now: clock.now });
  const sources = await startSources(
    { store: refusing(store, settings, clock.now), state, log, metrics: new Metrics(), zone: 'UTC', clock },
    settings.env,
  );
  const listener = await listen(settings.port, sources.routes, log);
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  await listener.close();
  await sources.stop();
  await store.close();
  await state.close();
}

function refusing(store: EventStore, { refuses }: BotSettings, now: () => number): EventStore {
  if (refuses === null) return store;
  return {
    ...store,
    add: async (batch) => {
      if (now() >= refuses.from && now() < refuses.to) throw new Fault('store', 'The disk under the store is full.');
      return store.add(batch);
    },
  };
}

await main();
