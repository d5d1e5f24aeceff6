import type { z } from 'zod';
import { splunk, sumoLogic } from './config/archives.ts';
import { auth0, streams } from './config/auth0.ts';
import { base } from './config/base.ts';
import { type Environment, isSet, readOrThrow, type Section } from './config/section.ts';
import { slack, spikes } from './config/slack.ts';
import { addressOf, clickHouse, postgres } from './config/stores.ts';
import type { ClickHouseAddress } from './store/clickhouse/address.ts';

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
