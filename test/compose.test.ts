import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/** What compose.yml uses of the Compose specification; anything else is a mistake in writing. */
const service = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).default({}),
  volumes: z.array(z.string().regex(/^[a-z]+:\/[\w/]+$/)).default([]),
  ulimits: z.strictObject({ nofile: z.strictObject({ soft: z.int(), hard: z.int() }) }).optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
      interval: z.string().regex(/^\d+s$/),
      timeout: z.string().regex(/^\d+s$/),
      retries: z.int(),
    })
    .optional(),
  stop_grace_period: z.string().regex(/^\d+s$/),
  restart: z.literal('unless-stopped'),
});
const schema = z.strictObject({
  services: z.record(z.string(), service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string().startsWith('./secrets/') })),
  volumes: z.record(z.string(), z.null()),
});

const root = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const { services, secrets, volumes } = schema.parse(parse(root('compose.yml')));
const whylogin = services.whylogin!;

describe('compose.yml', () => {
  it('sets only variables that whylogin reads', () => {
    const known = root('.env.example');
    for (const name of Object.keys(whylogin.environment)) expect(known).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('gives every service the secrets, volumes and services that it names', () => {
    for (const each of Object.values(services)) {
      for (const name of each.secrets) expect(secrets).toHaveProperty(name);
      for (const volume of each.volumes) expect(volumes).toHaveProperty(volume.split(':')[0]!);
      for (const name of Object.keys(each.depends_on)) expect(services[name]?.healthcheck).toBeDefined();
      const read = Object.entries(each.environment).filter(([name]) => name.endsWith('_FILE'));
      expect(read.map(([, path]) => path.replace('/run/secrets/', '')).sort()).toEqual(each.secrets.toSorted());
    }
  });

  it('names ClickHouse and its user as the server knows them, at the version of the tests', () => {
    const { clickhouse, postgres } = services;
    expect(new URL(whylogin.environment.CLICKHOUSE_URL!).hostname).toBe('clickhouse');
    expect(whylogin.environment.CLICKHOUSE_USER).toBe(clickhouse!.environment.CLICKHOUSE_USER);
    const tested = JSON.parse(root('test/cluster/package.json')).dependencies['@chdb/lib-linux-x64-gnu'] as string;
    expect(clickhouse!.image).toBe(`clickhouse/clickhouse-server:${/^\d+\.\d+/.exec(tested)![0]}`);
    expect(root('compose.yml')).toContain(
      `postgres://${postgres!.environment.POSTGRES_USER}:THE_POSTGRES_PASSWORD@postgres:5432/${postgres!.environment.POSTGRES_DB}`,
    );
  });

  it('has its secrets made as docs/scale.md says', () => {
    const page = root('docs/scale.md');
    for (const { file } of Object.values(secrets)) expect(page).toContain(`> ${file.slice(2)}`);
  });
});
