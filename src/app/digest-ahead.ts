import { countAhead, markOf } from '../digest/ahead.ts';
import type { Filter } from '../digest/digest.ts';
import type { DigestPorts } from '../digest/make.ts';
import type { SourceHealth } from '../intake/feed-health.ts';
import { filterFrom } from '../slack/digest/command-words.ts';
import type { State, Subscription } from '../state/port.ts';
import type { Counting } from './digest-counting.ts';
import type { Task } from './schedule.ts';

export interface AheadParts {
  ports: DigestPorts;
  digests: Pick<State['digests'], 'subscriptions'>;
  zone: string;
  /** Counts apart from this thread; where not given, here. */
  counting: Counting | undefined;
  /** Whether what Auth0 has logged so far is stored. */
  isCaughtUp(): boolean;
  /** Epoch ms. */
  now(): number;
}

/** Until it is tried again, ms. */
const AFTER_FAILURE = 3_600_000;

/**
 * Once a week is over, nobody has to wait until it is counted: all of the tenant and each part that somebody gets a
 * digest of. It looks every minute, and counts when it finds for the second time in a row what it has not counted: while
 * a file is imported every minute brings more.
 */
export function countingAhead({ ports, digests, zone, counting, isCaughtUp, now }: AheadParts): Task {
  let seen = '';
  let counted = '';
  let notBefore = 0;
  return {
    name: 'weeks',
    cron: '* * * * *',
    run: async () => {
      const at = now();
      if (at < notBefore || !isCaughtUp()) return;
      const ahead = { at, zone, parts: partsOf(await digests.subscriptions()) };
      const found = JSON.stringify([await markOf(ahead, ports), ahead.parts]);
      if (found !== seen || found === counted) {
        seen = found;
        return;
      }
      const work = (own: DigestPorts) => countAhead(ahead, own);
      // A week that is too big for this machine would fail as dearly every minute.
      notBefore = at + AFTER_FAILURE;
      const done =
        counting === undefined
          ? await work(ports).then(() => true)
          : await counting.behind((count) => work({ ...ports, count }));
      notBefore = 0;
      if (done) counted = found;
    },
  };
}

/** All of the tenant, and each part once. */
function partsOf(subscriptions: readonly Pick<Subscription, 'filter'>[]): (Filter | undefined)[] {
  const parts = [undefined, ...subscriptions.map(({ filter }) => filterFrom(filter))];
  return [...new Map(parts.map((part) => [JSON.stringify(part ?? null), part])).values()];
}

/** Polling has come to the newest row. Streams bring what happens, and never say that this is all. */
export function isReadToItsEnd(health: readonly SourceHealth[]): boolean {
  return !health.some(({ source, state }) => source === 'polling' && (state === 'waiting' || state === 'behind'));
}
