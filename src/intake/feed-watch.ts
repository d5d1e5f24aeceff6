import type { Clock } from '../live/clock.ts';
import type { Log } from '../log.ts';
import type { State } from '../state/port.ts';
import type { Source, SourceHealth } from './feed-health.ts';

const EVERY = 30_000;
const MINUTE = 60_000;
/** Trouble has to last so long before anybody is told: most passes by itself. */
const LASTS = 5 * MINUTE;
/** What a source was last said to be, and since when. */
const TOLD = 'feed:told:';

export interface FeedNotice {
  source: Source;
  kind: 'trouble' | 'over';
  sentence: string;
}

export interface FeedWatchPorts {
  health(): SourceHealth[];
  state: Pick<State, 'claims' | 'cursors'>;
  /** Posts it to the channel of the configuration. */
  notify(notice: FeedNotice): Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * Says once when a source goes silent, falls behind or fails, and once when it is well again, across restarts and
 * replicas: each is claimed before it is said.
 */
export function watchFeed(ports: FeedWatchPorts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      for (const health of ports.health()) {
        await tell(health, ports).catch((error: unknown) =>
          ports.log.warn({ problem: String(error) }, 'a notice about a source could not be given; trying again'),
        );
      }
      await ports.clock.sleep(EVERY, stopping.signal);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

async function tell({ source, state, since, sentence }: SourceHealth, ports: FeedWatchPorts): Promise<void> {
  const { cursors } = ports.state;
  const told = (await cursors.get(`${TOLD}${source}`)) ?? '';
  if (state === 'waiting') return;
  if (state === 'well') {
    if (told === '') return;
    await once(`feed:${source}:over:${told}`, { source, kind: 'over', sentence }, ports);
    await cursors.set(`${TOLD}${source}`, '');
    return;
  }
  const trouble = `${since ?? 0}`;
  if (told !== '' || ports.clock.now() - (since ?? 0) < LASTS) return;
  await once(`feed:${source}:trouble:${trouble}`, { source, kind: 'trouble', sentence }, ports);
  await cursors.set(`${TOLD}${source}`, trouble);
}

async function once(name: string, notice: FeedNotice, { state, notify }: FeedWatchPorts): Promise<void> {
  if (!(await state.claims.take(name, 'feed'))) return;
  try {
    await notify(notice);
  } catch (error) {
    await state.claims.release(name);
    throw error;
  }
  await state.claims.finish(name, 'told');
}
