import { IANAZone } from 'luxon';
import { z } from 'zod';
import { addressOf, clickHouse, postgres } from './config-stores.ts';
import { type Environment, isSet, readOrThrow, type Section, secret } from './settings.ts';
import type { ClickHouseAddress } from './store/clickhouse/address.ts';

const zone = z.string().refine((text) => IANAZone.isValidZone(text), 'is no time zone; like this: Europe/Berlin');
const days = z.coerce.number().int('is no whole number of days').min(1, 'is less than a day').max(3650, 'is too long');
const port = z.coerce.number().int('is no port').min(0, 'is no port').max(65_535, 'is no port');

const base = {
  title: 'Store and process',
  without: null,
  schema: z.object({
    WHYLOGIN_DATA: z.string().default('./data').describe('Folder of events.db and state.db.'),
    WHYLOGIN_RETENTION_DAYS: days.default(30).describe('Days for which events are kept.'),
    WHYLOGIN_ZONE: zone.default('UTC').describe('Time zone of the tenant: weeks, days and schedules begin there.'),
    WHYLOGIN_RULES: z.string().optional().describe('YAML file of your own texts (docs/your-own-texts.md).'),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error'], 'is none of debug, info, warn, error')
      .default('info')
      .describe('How much the log says: debug, info, warn or error.'),
    PORT: port.default(3000).describe('Port of /healthz, /readyz, /metrics, log streams, and Slack in HTTP mode.'),
  }),
} satisfies Section;

const slack = {
  title: 'Slack',
  without: 'nobody can ask in Slack; the command line works',
  schema: z.object({
    SLACK_BOT_TOKEN: secret('Bot token (OAuth & Permissions), xoxb-….').regex(
      /^xoxb-/,
      'is not a bot token: those begin with xoxb- (OAuth & Permissions in your app’s settings)',
    ),
    SLACK_APP_TOKEN: secret('App-level token with connections:write, xapp-…: Socket Mode, no public address needed.')
      .regex(/^xapp-/, 'is not an app-level token: those begin with xapp- (Basic Information → App-Level Tokens)')
      .optional(),
    SLACK_SIGNING_SECRET: secret('Signing secret (Basic Information): HTTP mode instead of Socket Mode.')
      .regex(/^[0-9a-f]{16,64}$/, 'is not a signing secret: that is hexadecimal (Basic Information)')
      .optional(),
    SLACK_API_URL: z.url('is no URL').optional().describe('Another address of Slack’s API, for tests.'),
    WHYLOGIN_ALLOW: z
      .string()
      .optional()
      .transform((text) => text?.split(/[\s,]+/).filter(Boolean) ?? [])
      .refine(
        (list) => list.every((id) => id === 'everyone' || /^[UWSCG][A-Z0-9]{6,}$/.test(id)),
        'takes ids of users (U…), user groups (S…) and channels (C…), or the word everyone',
      )
      .describe('Who may ask: ids of users (U…), user groups (S…), channels (C…), or everyone. Empty: nobody.'),
    WHYLOGIN_OPERATORS: z
      .string()
      .regex(/^[CGU][A-Z0-9]{6,}$/, 'is no id of a channel (C…) or person (U…)')
      .optional()
      .describe('Channel (C…) or person (U…) told when the feed of events breaks, and daily the head of the audit.'),
    WHYLOGIN_QUESTIONS_PER_MINUTE: z.coerce
      .number('is no number')
      .int('is no whole number')
      .min(1, 'is less than one')
      .max(600, 'is more than 600')
      .default(20)
      .describe('Questions that one person may ask in a minute.'),
  }),
  together: (values) =>
    values.SLACK_APP_TOKEN === undefined && values.SLACK_SIGNING_SECRET === undefined
      ? 'Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set. Set one; “Set up Slack” in the README shows where each is found.'
      : null,
} satisfies Section;

const spikes = {
  title: 'Spikes',
  without: 'spikes and drops are not posted; `whylogin backtest` works',
  schema: z.object({
    WHYLOGIN_SPIKES_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]{6,}$/, 'is no channel id: those begin with C or G (at the end of a channel’s details)')
      .describe('Id of the channel (C…) in which spikes and drops are posted; invite the bot there.'),
    WHYLOGIN_SPIKES_SENSITIVITY: z
      .enum(['low', 'medium', 'high'], 'is none of low, medium, high')
      .default('medium')
      .describe('How little is worth a message: low, medium or high. `whylogin backtest` shows what each would post.'),
    WHYLOGIN_ONCALL: z
      .string()
      .optional()
      .transform((text) => text?.split(/[\s,]+/).filter(Boolean) ?? [])
      .refine(
        (list) => list.every((id) => /^[USW][A-Z0-9]{6,}$/.test(id)),
        'takes ids of user groups (S…) and users (U…)',
      )
      .describe('Who is called by a grave spike: ids of user groups (S…) and users (U…). Empty: nobody.'),
    WHYLOGIN_ONCALL_FROM: z
      .enum(['notice', 'warning', 'critical'], 'is none of notice, warning, critical')
      .default('critical')
      .describe('From which severity on they are called: notice, warning or critical.'),
    WHYLOGIN_QUIET_HOURS: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'is no span of hours; like this: 22:00-07:00')
      .optional()
      .describe('Hours, in WHYLOGIN_ZONE, in which only what is critical is posted at once, like 22:00-07:00.'),
  }),
} satisfies Section;

const auth0 = {
  title: 'Auth0',
  without: 'logs come from files and log streams only, and answers cannot say what Auth0 knows at the moment',
  schema: z.object({
    AUTH0_DOMAIN: z
      .string()
      .regex(/^(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is no host name; like this: example.eu.auth0.com')
      .describe('The tenant’s own domain, like example.eu.auth0.com (Applications → your application → Settings).'),
    AUTH0_CLIENT_ID: z
      .string()
      .regex(/^[\w-]{8,128}$/, 'is no client id: that is letters and digits (Applications → your application)')
      .describe('Client id of a machine-to-machine application that may read (docs/sources.md lists the scopes).'),
    AUTH0_CLIENT_SECRET: secret('Client secret of that application.'),
    AUTH0_AUDIENCE: z
      .url('is no URL; like this: https://example.eu.auth0.com/api/v2/')
      .optional()
      .describe('Identifier of the Management API; needed where AUTH0_DOMAIN is a custom domain.'),
    AUTH0_API_URL: z.url('is no URL').optional().describe('Another address of the tenant, for tests.'),
    AUTH0_POLLING: z
      .enum(['on', 'off'], 'is neither on nor off')
      .default('on')
      .describe('Whether logs are fetched: on or off. Leave it on beside a log stream, to repair its gaps.'),
  }),
} satisfies Section;

const streams = {
  title: 'Log streams',
  without: 'nothing is taken in at /auth0/events; logs are fetched instead',
  schema: z.object({
    AUTH0_STREAM_TOKEN: secret('The stream’s “Authorization Token”: what Auth0 sends in the Authorization header.')
      .min(16, 'is too short to be safe: take 16 characters or more')
      .optional(),
    AUTH0_EVENTBRIDGE_KEY: secret('Key that an EventBridge API destination sends.')
      .min(16, 'is too short to be safe: take 16 characters or more')
      .optional(),
    AUTH0_EVENTBRIDGE_HEADER: z
      .string()
      .regex(/^[\w-]+$/, 'is no header name')
      .default('x-api-key')
      .describe('Header that carries the EventBridge key.'),
  }),
} satisfies Section;

const seconds = z.coerce.number('is no number').min(1, 'is less than a second').max(60, 'is more than a minute');

const splunk = {
  title: 'Splunk',
  without: 'Splunk is not searched for what the store does not reach back to',
  schema: z.object({
    SPLUNK_URL: z.url('is no URL').describe('Splunk’s management address, like https://splunk.example.com:8089.'),
    SPLUNK_TOKEN: secret('Authentication token of a user who may search.'),
    SPLUNK_SEARCH: z
      .string()
      .regex(/^[^|[\]`]+$/, 'takes search terms only: no pipe, no subsearch, no macro')
      .default('index=auth0')
      .describe('Where Auth0’s events lie, as search terms.'),
    SPLUNK_NAME_FIELD: field('data.user_name').describe('Field of the name that was typed.'),
    SPLUNK_ID_FIELD: field('data.user_id').describe('Field of the user id.'),
    SPLUNK_SECONDS: seconds.default(10).describe('How long a search may take.'),
  }),
} satisfies Section;

const sumoLogic = {
  title: 'Sumo Logic',
  without: 'Sumo Logic is not searched for what the store does not reach back to',
  schema: z.object({
    SUMO_URL: z.url('is no URL').describe('Your deployment’s API, like https://api.eu.sumologic.com.'),
    SUMO_ACCESS_ID: secret('Access id.'),
    SUMO_ACCESS_KEY: secret('Access key.'),
    SUMO_SEARCH: z
      .string()
      .regex(/^[^|]+$/, 'takes search terms only: no pipe')
      .default('_sourceCategory=auth0')
      .describe('Where Auth0’s events lie, as search terms.'),
    SUMO_NAME_FIELD: field('data.user_name').describe('JSON path of the name that was typed.'),
    SUMO_ID_FIELD: field('data.user_id').describe('JSON path of the user id.'),
    SUMO_SECONDS: seconds.default(10).describe('How long a search may take.'),
  }),
} satisfies Section;

function field(name: string) {
  return z
    .string()
    .regex(/^[\w.{}-]+$/, 'is no field name')
    .default(name);
}

/** Every variable there is: the source of .env.example and of `whylogin check`. */
export const SECTIONS: readonly Section[] = [
  base,
  slack,
  spikes,
  auth0,
  streams,
  splunk,
  sumoLogic,
  clickHouse,
  postgres,
];

export type BaseConfig = z.output<typeof base.schema>;
export type SlackConfig = z.output<typeof slack.schema>;
export type SpikesConfig = z.output<typeof spikes.schema>;
export type Auth0Config = z.output<typeof auth0.schema>;
export type StreamsConfig = z.output<typeof streams.schema>;
export type SplunkConfig = z.output<typeof splunk.schema>;
export type SumoLogicConfig = z.output<typeof sumoLogic.schema>;

/** The environment as it is, for whoever looks at all of it. */
export function environment(): Environment {
  return process.env;
}

export function baseConfig(env: Environment = process.env): BaseConfig {
  return readOrThrow(base, env);
}

/** Null where nothing of it is set. */
export function slackConfig(env: Environment = process.env): SlackConfig | null {
  return isSet(slack, env) ? readOrThrow(slack, env) : null;
}

/** Null where none of it is set. */
export function spikesConfig(env: Environment = process.env): SpikesConfig | null {
  return isSet(spikes, env) ? readOrThrow(spikes, env) : null;
}

/** Null where none of it is set. */
export function auth0Config(env: Environment = process.env): Auth0Config | null {
  return isSet(auth0, env) ? readOrThrow(auth0, env) : null;
}

export function streamsConfig(env: Environment = process.env): StreamsConfig | null {
  return isSet(streams, env) ? readOrThrow(streams, env) : null;
}

export function splunkConfig(env: Environment = process.env): SplunkConfig | null {
  return isSet(splunk, env) ? readOrThrow(splunk, env) : null;
}

export function sumoLogicConfig(env: Environment = process.env): SumoLogicConfig | null {
  return isSet(sumoLogic, env) ? readOrThrow(sumoLogic, env) : null;
}

export function clickHouseConfig(env: Environment = process.env): ClickHouseAddress | null {
  return isSet(clickHouse, env) ? addressOf(readOrThrow(clickHouse, env)) : null;
}

/** The address of the database, user and password in it. */
export function postgresConfig(env: Environment = process.env): string | null {
  return isSet(postgres, env) ? readOrThrow(postgres, env).DATABASE_URL : null;
}
