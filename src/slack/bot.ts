import type { RequestListener } from 'node:http';
import { App } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { asFault, Fault } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Audit, State } from '../state/port.ts';
import { Access, type Home } from './access.ts';
import { boltLog } from './bolt-log.ts';
import { Caps } from './caps.ts';
import { slackClients } from './clients.ts';
import type { Desk, Feature, Running } from './feature.ts';
import { Gate } from './gate.ts';
import { InFlight } from './in-flight.ts';
import { HTTP_PATH, overHttp, overSocket, type Reception } from './receivers.ts';

/** What is being answered at the end gets this long, ms. */
const DRAIN = 15_000;

export interface SlackSettings {
  botToken: string;
  /** Socket Mode where given; else HTTP, signed with the secret. */
  appToken?: string;
  signingSecret?: string;
  /** Another address of Slack's API, for tests. */
  apiUrl?: string;
  /** Ids of users, groups and channels, or "everyone". */
  allow: readonly string[];
  questionsPerMinute: number;
}

export interface SlackPorts {
  audit: Audit;
  secrets: State['secrets'];
  metrics: Metrics;
  log: Log;
  now(): number;
}

export interface SlackBot extends Running {
  /** Takes Slack's requests at `path` in HTTP mode; null in Socket Mode. */
  http: { path: string; handle: RequestListener } | null;
  /** For posts that nobody asked for: digests, spikes. */
  desk: Desk;
}

/**
 * Connects the bot and makes it listen.
 * @throws Fault 'bad_configuration' for a token that Slack refuses, naming its setting; 'remote' where Slack is not reached
 */
export async function startSlack(
  settings: SlackSettings,
  ports: SlackPorts,
  features: readonly Feature[],
): Promise<SlackBot> {
  const { log, now } = ports;
  const clients = slackClients(settings.botToken, settings.apiUrl, log);
  const who = await identity(clients.asking);
  const access = new Access(settings.allow, who.home, clients.asking, log, now);
  const caps = new Caps(settings.questionsPerMinute, now);
  const key = () => ports.secrets.get('subjects');
  const gate = new Gate({ access, caps, audit: ports.audit, key, metrics: ports.metrics, log, now });
  const desk: Desk = { ...clients, access, gate, home: who.home, log, now };

  const reception = receptionOf(settings, log);
  // Bolt asks Slack nothing of its own accord when it is told who the bot is.
  const app = new App({
    receiver: reception.receiver,
    authorize: async () => ({ botToken: settings.botToken, botId: who.botId, botUserId: who.botUser }),
    logger: boltLog(log),
    convoStore: false,
  });
  const work = new InFlight();
  app.use(work.middleware);
  app.error(async (error) => log.error({ problem: asFault(error.original ?? error).operator }, 'a listener failed'));
  const running = features.map((feature) => feature(app, desk)).filter((each) => each !== undefined);
  try {
    await reception.open();
  } catch (error) {
    await Promise.all(running.map((each) => each.stop()));
    throw error;
  }
  log.info({ mode: reception.http === null ? 'socket' : 'http' }, 'connected to Slack');
  return {
    http: reception.http === null ? null : { path: HTTP_PATH, handle: reception.http },
    desk,
    stop: async () => {
      await reception.close();
      await Promise.all(running.map((each) => each.stop()));
      const left = await work.drained(DRAIN);
      if (left > 0) log.warn({ left }, 'some answers were not finished in time');
    },
  };
}

function receptionOf({ appToken, signingSecret, apiUrl }: SlackSettings, log: Log): Reception {
  if (appToken !== undefined) return overSocket(appToken, apiUrl, log);
  if (signingSecret !== undefined) return overHttp(signingSecret, log);
  throw new Fault('bad_configuration', 'Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode).');
}

async function identity(client: WebClient): Promise<{ home: Home; botId: string; botUser: string }> {
  try {
    const { team_id, enterprise_id, bot_id, user_id } = await client.auth.test();
    return {
      home: { team: team_id!, enterprise: enterprise_id ?? null },
      botId: bot_id!,
      botUser: user_id!,
    };
  } catch (error) {
    if (error instanceof WebAPIPlatformError)
      throw new Fault(
        'bad_configuration',
        `Slack refuses SLACK_BOT_TOKEN (${error.data.error}). Copy the bot token (xoxb-…) again: OAuth & Permissions in your app’s settings; install the app first.`,
      );
    throw new Fault('remote', 'Slack cannot be reached. Check that this machine reaches slack.com, then start again.', {
      operator: `auth.test: ${(error as Error).message}`,
      cause: error,
    });
  }
}
