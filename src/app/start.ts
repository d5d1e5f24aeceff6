import { randomUUID } from 'node:crypto';
import { rulesOf } from '../cli/explain.ts';
import { baseConfig, slackConfig } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { answering } from '../slack/answer/feature.ts';
import { message, section } from '../slack/blocks.ts';
import { type SlackBot, startSlack } from '../slack/bot.ts';
import { post } from '../slack/posting.ts';
import { answersFrom } from '../why/answers.ts';
import { isReadToItsEnd } from './digest-ahead.ts';
import { type Counting, countOnThreads } from './digest-counting.ts';
import { startDigests } from './digests.ts';
import { drained, untilTold } from './ending.ts';
import { health } from './health.ts';
import { listen } from './http.ts';
import { leading, type Part } from './leading.ts';
import { auditHead, retention, type Tell } from './nightly.ts';
import { startSchedule } from './schedule.ts';
import { slackSettings } from './slack-settings.ts';
import { startSources, tenantOf } from './sources.ts';
import { storesOf } from './stores.ts';
import { version } from './version.ts';
import { observed, startWatching } from './watching.ts';

const DAY = 86_400_000;

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
        isCaughtUp: () => isReadToItsEnd(sources.health()),
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

function tellingOperators({ desk }: SlackBot, channel: string | undefined, log: Log): Tell {
  return async (sentence) => {
    log.warn(sentence);
    if (channel !== undefined) await post(desk.posting, channel, message(sentence, [section(sentence)]));
  };
}
