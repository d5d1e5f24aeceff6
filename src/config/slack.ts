import { z } from 'zod';
import { type Section, secret } from './section.ts';

export const slack = {
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

export const spikes = {
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
