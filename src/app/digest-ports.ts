import type { DigestDeps } from '../cli/digest.ts';
import { baseConfig } from '../config.ts';
import type { WeekMemory } from '../digest/remembered.ts';
import type { WeekSummary } from '../digest/summary.ts';
import { lostStretches } from '../intake/feed.ts';
import type { State } from '../state/port.ts';
import { openEventStore } from '../store/sqlite/open.ts';
import { openIpPlaces } from './ip-places.ts';
import type { Stores } from './stores.ts';
import { version } from './version.ts';

/** What is remembered is of our own making, by the version that its name holds. */
export function memoryOf({ weeks }: Pick<State, 'weeks'>): WeekMemory {
  return {
    recall: async (name, mark) => (await weeks.recall(name, mark)) as WeekSummary | null,
    remember: (name, mark, summary) => weeks.remember(name, mark, summary),
  };
}

const NO_MEMORY: WeekMemory = { recall: async () => null, remember: async () => {} };

/** What a digest from the command line is made of. */
export function digestDeps(stores: Stores, state: State | null): DigestDeps {
  const config = baseConfig();
  return {
    now: Date.now,
    zone: config.WHYLOGIN_ZONE,
    rules: config.WHYLOGIN_RULES,
    version,
    places: openIpPlaces(),
    openStore: () => stores.events({ readOnly: true }),
    openEmpty: () => openEventStore(':memory:'),
    memory: state === null ? NO_MEMORY : memoryOf(state),
    lost: async () => (state === null ? [] : lostStretches(state.cursors)),
  };
}
