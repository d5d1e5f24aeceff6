import { z } from 'zod';
import type { ClickHouseAddress } from '../store/clickhouse/address.ts';
import { type Section, secret } from './section.ts';

const nodes = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((urls) => urls.length > 0 && urls.every(isNode), 'takes addresses like http://clickhouse:8123, without user');

function isNode(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.pathname === '/';
}

export const clickHouse = {
  title: 'ClickHouse',
  without: 'events lie in a file of this machine',
  schema: z.object({
    CLICKHOUSE_URL: nodes.describe(
      'HTTP address, like http://clickhouse:8123. Of a cluster the addresses of all nodes, with commas between.',
    ),
    CLICKHOUSE_USER: z.string().default('default').describe('User; docs/scale.md lists the grants.'),
    CLICKHOUSE_PASSWORD: secret('The user’s password.').optional(),
    CLICKHOUSE_DATABASE: z
      .string()
      .regex(/^[a-z_]\w{0,63}$/i, 'is no name of letters, digits and _')
      .default('whylogin')
      .describe('Database, made where there is none.'),
    CLICKHOUSE_CLUSTER: z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'is no name of a cluster')
      .optional()
      .describe('Cluster in the servers’ remote_servers: events are spread over its shards.'),
    CLICKHOUSE_REPLICATED: z
      .enum(['on', 'off'], 'is neither on nor off')
      .default('off')
      .describe('on: every shard keeps copies on several nodes (Replicated tables; needs Keeper).'),
  }),
  together: (values) =>
    (values.CLICKHOUSE_URL as string[]).length > 1 && values.CLICKHOUSE_CLUSTER === undefined
      ? 'CLICKHOUSE_URL names several nodes, but CLICKHOUSE_CLUSTER does not say how they belong together: each would hold other events. Set it to their name in remote_servers.'
      : null,
} satisfies Section;

export const postgres = {
  title: 'PostgreSQL',
  without: 'what must be remembered lies in a file of this machine, and one whylogin may run',
  schema: z.object({
    DATABASE_URL: secret('postgres://user:password@host:5432/database, for state; several whylogins may share it.')
      .regex(/^postgres(?:ql)?:\/\/[^/]+\/\w/, 'is no address like postgres://user:password@host:5432/database')
      .refine((url) => URL.canParse(url), 'is no address like postgres://user:password@host:5432/database'),
  }),
} satisfies Section;

export function addressOf(values: z.output<typeof clickHouse.schema>): ClickHouseAddress {
  return {
    nodes: values.CLICKHOUSE_URL.map((url) => new URL(url).origin),
    user: values.CLICKHOUSE_USER,
    password: values.CLICKHOUSE_PASSWORD ?? '',
    database: values.CLICKHOUSE_DATABASE,
    cluster: values.CLICKHOUSE_CLUSTER ?? null,
    replicated: values.CLICKHOUSE_REPLICATED === 'on',
  };
}
