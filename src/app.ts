import { createRequire } from 'node:module';
import { rulesOf } from './cli/explain.ts';
import { baseConfig, slackConfig } from './config.ts';
import { filesIn } from './data-folder.ts';
import { answer, listen, type Route } from './http.ts';
import { createLog, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { startSchedule, type Task } from './schedule.ts';
import { answering } from './slack/answering-feature.ts';
import { startSlack } from './slack/bot.ts';
import { slackSettings } from './slack-settings.ts';
import { openState } from './state/open.ts';
import type { EventStore } from './store/port.ts';
import { openEventStore } from './store/sqlite/open.ts';
import { answersFrom, type LiveKnowledge } from './why/answers.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
const UNASKED: LiveKnowledge = { profile: null, notes: [] };

const DAY = 86_400_000;
/** What is being answered when the process is told to end gets this long, ms. */
const DRAIN = 25_000;

/** A part that runs until it is stopped. */
interface Part {
  stop(): Promise<void>;
}

/** `whylogin start`: runs until SIGTERM or SIGINT, then drains and ends. */
export async function runBot(): Promise<void> {
  const config = baseConfig();
  const log = createLog({ level: config.LOG_LEVEL, out: process.stdout });
  const at = filesIn(config.WHYLOGIN_DATA);
  const metrics = new Metrics();
  const store = await openEventStore(at.events);
  const state = await openState(at.state);
  const parts: Part[] = [];
  try {
    const routes = health(store, metrics);
    const slack = slackConfig();
    if (slack === null) log.warn('Slack is not set: nobody can ask there');
    else {
      const answers = answersFrom({ store, rules: await rulesOf(config.WHYLOGIN_RULES), live: async () => UNASKED });
      const kept = config.WHYLOGIN_RETENTION_DAYS * DAY;
      const feed = () => store.coverage();
      const features = answering({ answers, state, kept, domain: null, version, feed });
      const ports = { audit: state.audit, secrets: state.secrets, metrics, log, now: Date.now };
      const bot = await startSlack(slackSettings(slack), ports, features);
      parts.push(bot);
      if (bot.http) routes.push({ method: 'POST', path: bot.http.path, handle: bot.http.handle });
    }
    const listener = await listen(config.PORT, routes, log);
    parts.push({ stop: () => listener.close() });
    const tasks = [retention(store, config.WHYLOGIN_RETENTION_DAYS, log)];
    parts.push(startSchedule(tasks, config.WHYLOGIN_ZONE, log));
    log.info({ port: listener.port }, 'whylogin is ready');
    await untilTold(log);
  } finally {
    await drained(parts, log);
    await store.close();
    await state.close();
  }
}

/** Alive: this process answers. Ready: the store does. */
function health(store: EventStore, metrics: Metrics): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: (_request, response) => answer(response, 200, 'ok\n') },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        const { events, last } = await store.coverage();
        answer(response, 200, `${JSON.stringify({ events, newest: last })}\n`, 'application/json');
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

/** Every night, what is older than the setting goes. */
function retention(store: EventStore, days: number, log: Log): Task {
  return {
    name: 'retention',
    cron: '20 3 * * *',
    run: async () => {
      const events = await store.prune(Date.now() - days * DAY);
      log.info({ events, days }, 'old events deleted');
    },
  };
}

function untilTold(log: Log): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
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
