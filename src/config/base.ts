import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Section } from './section.ts';

const zone = z.string().refine((text) => IANAZone.isValidZone(text), 'is no time zone; like this: Europe/Berlin');
const days = z.coerce.number().int('is no whole number of days').min(1, 'is less than a day').max(3650, 'is too long');
const port = z.coerce.number().int('is no port').min(0, 'is no port').max(65_535, 'is no port');

export const base = {
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
