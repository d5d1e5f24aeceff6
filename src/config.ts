import { IANAZone } from 'luxon';
import { z } from 'zod';
import { type Environment, readOrThrow, type Section, secret } from './settings.ts';

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
  }),
  together: (values) =>
    values.SLACK_APP_TOKEN === undefined && values.SLACK_SIGNING_SECRET === undefined
      ? 'Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set. Set one; “Set up Slack” in the README shows where each is found.'
      : null,
} satisfies Section;

/** Every variable there is: the source of .env.example and of `whylogin check`. */
export const SECTIONS: readonly Section[] = [base, slack];

export type BaseConfig = z.output<typeof base.schema>;
export type SlackConfig = z.output<typeof slack.schema>;

/** The environment as it is, for whoever looks at all of it. */
export function environment(): Environment {
  return process.env;
}

export function baseConfig(env: Environment = process.env): BaseConfig {
  return readOrThrow(base, env);
}

export function slackConfig(env: Environment = process.env): SlackConfig {
  return readOrThrow(slack, env);
}
