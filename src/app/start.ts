import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { rulesOf } from '../cli/explain.ts';
import { baseConfig, slackConfig } from '../config.ts';
import { asFault } from '../errors.ts';
import { createLog, type Log } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { answering } from '../slack/answer/feature.ts';
import { message, section } from '../slack/blocks.ts';
import { type SlackBot, startSlack } from '../slack/bot.ts';
import { post } from '../slack/posting.ts';
import type { State } from '../state/port.ts';
import type { EventStore } from '../store/port.ts';
import { answersFrom } from '../why/answers.ts';
import { type Counting, countOnThreads } from './digest-counting.ts';
import { startDigests } from './digests.ts';
import { answer, listen, type Route } from './http.ts';
import { leading } from './leading.ts';
import { startSchedule, type Task } from './schedule.ts';
import { slackSettings } from './slack-settings.ts';
import { type Sources, startSources, tenantOf } from './sources.ts';
import { storesOf } from './stores.ts';
import { observed, startWatching } from './watching.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

const DAY = 86_400_000;
/** How long the audit is kept. */
const AUDIT_DAYS = 400;
/** What is being answered when the process is told to end gets this long, ms. */
const DRAIN = 25_000;

/** A part that runs until it is stopped. */
interface Part {
  stop(): Promise<void>;
}

/** `whylogin start`: runs until SIGTERM or SIGINT, then drains and ends. */
export async function runBot(): Promise<void> {
  const config = baseConfig();
  const slack = slackConfig();
  const log = createLog({ level: config.LOG_LEVEL, out: process.stdout });
  const metrics = new Metrics();
  const stores = storesOf();
  const store = await stores.events();
  const state = await stores.state();
  const owner = randomUUID();
  const parts: Part[] = [];
  try {
    const hold = await stores.hold(state, (fault) => {
      log.error({ problem: fault.operator }, 'stopping');
      process.kill(process.pid, 'SIGTERM');
    });
    parts.push({ stop: () => hold.release() });
    // Alone, nobody has to be waited for.
    const leader = stores.isShared ? { leases: state.leases, log, owner } : undefined;
    // Known once Slack is connected; what breaks before that is told in the log.
    let tell: Tell = async () => undefined;
    let counting: Counting | null = null;
    const watching = { store, leader, state, zone: config.WHYLOGIN_ZONE, log };
    const spikes = slack === null ? null : startWatching(watching);
    if (spikes) parts.push(spikes);
    const sources = await startSources({
      store: spikes ? observed(store, spikes.stored) : store,
      state,
      log,
      metrics,
      zone: config.WHYLOGIN_ZONE,
      notify: ({ sentence }) => tell(sentence),
      looked: () => spikes?.looked(),
      leader,
    });
    parts.push(sources);
    const routes = [...health(store, sources, metrics), ...sources.routes];
    const tasks = [retention(store, state, config.WHYLOGIN_RETENTION_DAYS, log)];
    if (slack === null) log.warn('Slack is not set: nobody can ask there');
    else {
      const rules = await rulesOf(config.WHYLOGIN_RULES);
      const answers = answersFrom({ store, rules, ...sources });
      const kept = config.WHYLOGIN_RETENTION_DAYS * DAY;
      const domain = tenantOf()?.domain ?? null;
      counting = countOnThreads(rules);
      const digests = startDigests({
        store,
        counting,
        state,
        rules,
        zone: config.WHYLOGIN_ZONE,
        tell: (sentence) => tell(sentence),
        owner,
        now: Date.now,
      });
      tasks.push(...digests.tasks);
      const features = [
        ...answering({
          answers,
          state,
          kept,
          domain,
          version,
          feed: () => store.coverage(),
          incidentOf: async (stopped) => (await spikes?.openIncidentFor(stopped)) ?? null,
        }),
        digests.feature,
        ...(spikes ? [spikes.feature] : []),
      ];
      const ports = { audit: state.audit, secrets: state.secrets, metrics, log, now: Date.now };
      const bot = await startSlack(slackSettings(slack), ports, features);
      parts.push(bot);
      if (bot.http) routes.push({ method: 'POST', path: bot.http.path, handle: bot.http.handle });
      tell = tellingOperators(bot, slack.WHYLOGIN_OPERATORS, log);
      tasks.push(auditHead(state, tell, log));
    }
    const listener = await listen(config.PORT, routes, log);
    parts.push({ stop: () => listener.close() });
    const schedule = () => startSchedule(tasks, config.WHYLOGIN_ZONE, log);
    parts.push(leader === undefined ? schedule() : leading('schedule', async () => schedule(), leader));
    // The first to stop: nobody who stops waits for a week to be counted.
    if (counting !== null) parts.push(counting);
    log.info({ port: listener.port }, 'whylogin is ready');
    await untilTold(log);
  } finally {
    await drained(parts, log);
    await store.close();
    await state.close();
  }
}

/** Says a sentence to whoever operates whylogin. */
type Tell = (sentence: string) => Promise<void>;

function tellingOperators({ desk }: SlackBot, channel: string | undefined, log: Log): Tell {
  return async (sentence) => {
    log.warn(sentence);
    if (channel !== undefined) await post(desk.posting, channel, message(sentence, [section(sentence)]));
  };
}

/** Every day the audit's head goes where nobody can change it here: rewriting the audit shows then. */
function auditHead(state: State, tell: Tell, log: Log): Task {
  return {
    name: 'audit head',
    cron: '5 0 * * *',
    run: async () => {
      const head = await state.audit.head();
      if (head === null) return;
      log.info({ seq: head.seq, hash: head.hash }, 'audit head');
      await tell(
        `Audit: ${head.seq} entries, head \`${head.hash}\`. \`whylogin audit --verify --head ${head.hash}\` checks against it.`,
      );
    },
  };
}

/** Alive: this process answers. Ready: the store does. */
function health(store: EventStore, sources: Sources, metrics: Metrics): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: (_request, response) => answer(response, 200, 'ok\n') },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        const { events, last } = await store.coverage();
        const ready = {
          events,
          newest: last === null ? null : new Date(last).toISOString(),
          sources: sources.health(),
        };
        answer(response, 200, `${JSON.stringify(ready)}\n`, 'application/json');
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: async (_request, response) => {
        const { last } = await store.coverage();
        if (last !== null) metrics.feedDelay.set((Date.now() - last) / 1000);
        answer(response, 200, await metrics.registry.metrics(), metrics.registry.contentType.split(';')[0]);
      },
    },
  ];
}

/**
 * Every night, what is older than the setting goes; audit entries and incidents that are older than a year and a bit;
 * and what keeps forgotten people from coming back, once nobody sends their old events any more.
 */
function retention(store: EventStore, { audit, incidents, tombstones }: State, days: number, log: Log): Task {
  return {
    name: 'retention',
    cron: '20 3 * * *',
    run: async () => {
      const events = await store.prune(Date.now() - days * DAY);
      log.info({ events, days }, 'old events deleted');
      const before = Date.now() - AUDIT_DAYS * DAY;
      const entries = await audit.prune(before);
      log.info({ entries, days: AUDIT_DAYS }, 'old audit entries deleted');
      const over = await incidents.prune(before);
      log.info({ incidents: over, days: AUDIT_DAYS }, 'old incidents deleted');
      await tombstones.prune();
    },
  };
}

/** Until a signal, or until something broke that nobody caught: then it drains too, and ends with 1. */
function untilTold(log: Log): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        resolve();
      });
    // Slack's socket gives up this way when the app is uninstalled or its token revoked.
    process.once('unhandledRejection', (error) => {
      log.error({ problem: asFault(error).operator }, 'stopping: something failed that cannot be repaired here');
      process.exitCode = 1;
      resolve();
    });
  });
}

/** The last started stops first. */
async function drained(parts: readonly Part[], log: Log): Promise<void> {
  const stopped = (async () => {
    for (const part of [...parts].reverse()) await part.stop();
  })();
  const deadline = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), DRAIN).unref());
  if ((await Promise.race([stopped, deadline])) === 'late') log.warn('some answers were not finished in time');
}
