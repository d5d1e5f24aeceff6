import { setImmediate as turn } from 'node:timers/promises';
import { type DigestOptions, digestCommand } from '../cli/digest.ts';
import { baseConfig, slackConfig } from '../config.ts';
import { type DigestPorts, makeDigest } from '../digest/make.ts';
import { Fault } from '../errors.ts';
import { lostStretches } from '../intake/feed.ts';
import { createLog } from '../log.ts';
import { slackClients } from '../slack/clients.ts';
import { type PostOptions, postByHand } from '../slack/digest/by-hand.ts';
import { digesting } from '../slack/digest/feature.ts';
import type { Feature } from '../slack/feature.ts';
import type { State } from '../state/port.ts';
import type { EventStore } from '../store/port.ts';
import type { TenantRule } from '../why/rules.ts';
import { countingAhead } from './digest-ahead.ts';
import type { Counting } from './digest-counting.ts';
import { digestDeps, memoryOf } from './digest-ports.ts';
import { openIpPlaces } from './ip-places.ts';
import type { Task } from './schedule.ts';
import { storesOf } from './stores.ts';
import { version } from './version.ts';

/** What the digest needs of the running bot. */
export interface DigestParts {
  store: EventStore;
  state: Pick<State, 'claims' | 'cursors' | 'digests' | 'weeks'>;
  rules: readonly TenantRule[];
  zone: string;
  /** Says a sentence to whoever operates whylogin. */
  tell(sentence: string): Promise<void>;
  /** Counts apart from this thread; where not given, here. */
  counting?: Counting;
  /** Whether what Auth0 has logged so far is stored; nothing is awaited where not given. */
  isCaughtUp?(): boolean;
  /** This process's own mark. */
  owner: string;
  /** Epoch ms. */
  now(): number;
}

/** The digest of the running bot: what Slack hears, and what happens when. */
export function startDigests(parts: DigestParts): { feature: Feature; tasks: Task[] } {
  const { store, state, rules, zone, tell, counting, isCaughtUp = () => true, owner, now } = parts;
  const ports: DigestPorts = {
    store,
    rules,
    places: openIpPlaces(),
    memory: memoryOf(state),
    lost: () => lostStretches(state.cursors),
    version,
    pause: turn,
  };
  const apart = <T>(work: (ports: DigestPorts) => Promise<T>): Promise<T> =>
    counting === undefined ? work(ports) : counting.during((count) => work({ ...ports, count }));
  const slack = digesting({
    make: (week, filter) => apart((own) => makeDigest({ week, at: now(), filter }, own)),
    zone,
    state,
    tell,
    owner,
  });
  return {
    feature: slack.feature,
    tasks: [
      { name: 'digests', cron: '* * * * *', run: slack.postDue },
      countingAhead({ ports, digests: state.digests, zone, counting, isCaughtUp, now }),
    ],
  };
}

/** `whylogin digest --post`: into one channel, or wherever that digest is subscribed to. */
export async function runDigestPost(options: DigestOptions & PostOptions): Promise<void> {
  const settings = slackConfig();
  if (settings === null) throw new Fault('bad_configuration', 'Slack is not set: set SLACK_BOT_TOKEN to post there.');
  const log = createLog({ level: 'error', out: process.stderr });
  const { posting } = slackClients(settings.SLACK_BOT_TOKEN, settings.SLACK_API_URL, log);
  const stores = storesOf();
  const state = await stores.state();
  try {
    const lines = await postByHand(options, {
      make: (choice) => digestCommand({ ...options, ...choice }, digestDeps(stores, state)),
      now: Date.now(),
      zone: options.zone ?? baseConfig().WHYLOGIN_ZONE,
      desk: { posting, log, now: Date.now },
      state,
    });
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await state.close();
  }
}
