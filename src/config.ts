import { readFileSync } from 'node:fs';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { Fault } from './errors.ts';

const zone = z.string().refine((text) => IANAZone.isValidZone(text), 'is no time zone; like this: Europe/Berlin');
const days = z.coerce.number().int('is no whole number of days').min(1, 'is less than a day').max(3650, 'is too long');
const port = z.coerce.number().int('is no port').min(0, 'is no port').max(65_535, 'is no port');

/** Where things are kept; every command needs these. */
const base = z.object({
  WHYLOGIN_DATA: z.string().default('./data').describe('Folder of events.db and state.db.'),
  WHYLOGIN_RETENTION_DAYS: days.default(30).describe('Days for which events are kept.'),
  WHYLOGIN_ZONE: zone.default('UTC').describe('Time zone of the tenant: weeks, days and schedules begin there.'),
  WHYLOGIN_RULES: z.string().optional().describe('YAML file of your own texts (docs/your-own-texts.md).'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], 'is none of debug, info, warn, error')
    .default('info')
    .describe('How much the log says: debug, info, warn or error.'),
  PORT: port.default(3000).describe('Port of /healthz, /readyz, /metrics, log streams, and Slack in HTTP mode.'),
});

const slack = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'is not a bot token: those begin with xoxb- (OAuth & Permissions in your app’s settings)')
    .describe('Bot token (OAuth & Permissions), xoxb-….'),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'is not an app-level token: those begin with xapp- (Basic Information → App-Level Tokens)')
    .optional()
    .describe('App-level token with connections:write, xapp-…: Socket Mode, no public address needed.'),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[0-9a-f]{16,64}$/, 'is not a signing secret: that is hexadecimal (Basic Information)')
    .optional()
    .describe('Signing secret (Basic Information): HTTP mode instead of Socket Mode.'),
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
});

type Base = z.output<typeof base>;
type Slack = z.output<typeof slack>;

/** Every variable, with its one line of explanation: the source of .env.example and of `whylogin check`. */
export const SECTIONS = { base, slack } as const;

/** Values that are secret: they may also come from the file that NAME_FILE names. */
const SECRETS: ReadonlySet<string> = new Set(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']);

export function isSecret(name: string): boolean {
  return SECRETS.has(name);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** One variable that is wrong, in a sentence. */
export interface Wrong {
  name: string;
  sentence: string;
}

function given(name: string, env: Environment): { value?: string; wrong?: Wrong } {
  const own = env[name]?.trim();
  const path = isSecret(name) ? env[`${name}_FILE`]?.trim() : undefined;
  if (own) return { value: own };
  if (!path) return {};
  try {
    return { value: readFileSync(path, 'utf8').trim() };
  } catch {
    return {
      wrong: { name, sentence: `${name}_FILE names ${path}, which cannot be read. Check path and permissions.` },
    };
  }
}

/** Reads one section of the environment: the values, or every variable that is wrong. Empty values count as unset. */
export function readSection<S extends z.ZodObject>(section: S, env: Environment): z.output<S> | Wrong[] {
  const wrong: Wrong[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(section.shape)) {
    const found = given(name, env);
    if (found.wrong) wrong.push(found.wrong);
    if (found.value) values[name] = found.value;
  }
  const read = section.safeParse(values);
  if (read.success && wrong.length === 0) return read.data;
  for (const issue of read.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (wrong.some((w) => w.name === name)) continue;
    wrong.push({ name, sentence: values[name] === undefined ? `${name} is not set.` : `${name} ${issue.message}.` });
  }
  return wrong;
}

function readOrThrow<S extends z.ZodObject>(section: S, env: Environment): z.output<S> {
  const read = readSection(section, env);
  if (!Array.isArray(read)) return read;
  throw new Fault(
    'bad_configuration',
    `${read.map((w) => w.sentence).join(' ')} \`whylogin check\` explains each setting.`,
  );
}

export function baseConfig(env: Environment = process.env): Base {
  return readOrThrow(base, env);
}

export function slackConfig(env: Environment = process.env): Slack {
  const read = readOrThrow(slack, env);
  if (read.SLACK_APP_TOKEN === undefined && read.SLACK_SIGNING_SECRET === undefined) {
    throw new Fault(
      'bad_configuration',
      'Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set. Set one; README, “Set up Slack”, shows where each is found.',
    );
  }
  return read;
}
