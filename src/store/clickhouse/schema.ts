import type { ClickHouseAddress } from './address.ts';

/** Raised with every change of the tables. A store of a newer version is not touched. */
export const VERSION = 1;

/** A table, and what decides on which shard a row lies: equal rows always meet on one. */
interface Table {
  name: string;
  columns: string;
  engine: string;
  order: string;
  /** By time, so that retention drops whole partitions. */
  partition: string;
  shard: string;
  /** Of rows with equal keys the one with the greatest of this column stays. */
  latest?: string;
  settings?: string;
}

const DAY = 'toYYYYMMDD';

/**
 * `event`: everything in the order of time, as narrow columns beside the raw body. `by_key`: every event again under
 * whom and what it is found by (key.ts), so that a person's rows lie together. `known`: the log ids that are wholly
 * stored, written last. `alias`: which names were seen with which users. `odd`: what was not understood.
 * `first_login`, `pruned`: what outlives the events: when each person first logged in (by a number made of the name),
 * and how many events there were in each quarter of an hour.
 * Rows that came twice are equal in their sorting key and lie in one partition of one shard.
 */
const TABLES: readonly Table[] = [
  {
    name: 'event',
    columns: `
      log_id String, at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD), type LowCardinality(String), kind UInt8,
      user_id Nullable(String), identifier Nullable(String), target_user_id Nullable(String),
      connection LowCardinality(Nullable(String)), connection_id LowCardinality(Nullable(String)),
      strategy LowCardinality(Nullable(String)),
      client_id LowCardinality(Nullable(String)), client_name LowCardinality(Nullable(String)),
      organization_id LowCardinality(Nullable(String)), organization_name LowCardinality(Nullable(String)),
      ip Nullable(String), user_agent LowCardinality(Nullable(String)),
      country LowCardinality(Nullable(String)), city LowCardinality(Nullable(String)),
      time_zone LowCardinality(Nullable(String)),
      text Nullable(String), error LowCardinality(Nullable(String)), error_type LowCardinality(Nullable(String)),
      session_id Nullable(String), transaction_id Nullable(String),
      prompts LowCardinality(Nullable(String)), facts String, body String CODEC(ZSTD(3)),
      INDEX types type TYPE set(100) GRANULARITY 1,
      INDEX failed_connection if(bitAnd(kind, 2) > 0, connection, NULL) TYPE bloom_filter GRANULARITY 1,
      INDEX failed_client if(bitAnd(kind, 2) > 0, client_id, NULL) TYPE bloom_filter GRANULARITY 1,
      INDEX used_connection if(bitAnd(kind, 4) > 0, connection, NULL) TYPE bloom_filter GRANULARITY 1,
      INDEX used_client if(bitAnd(kind, 12) > 0, client_id, NULL) TYPE bloom_filter GRANULARITY 1`,
    engine: 'ReplacingMergeTree',
    order: '(at, log_id)',
    partition: `${DAY}(at)`,
    shard: 'sipHash64(log_id)',
  },
  {
    name: 'by_key',
    columns: `key String, at DateTime64(3, 'UTC'), log_id String, type LowCardinality(String), kind UInt8,
      user String, identifier String, name String, connection LowCardinality(Nullable(String)),
      event String CODEC(ZSTD(3))`,
    engine: 'ReplacingMergeTree',
    order: '(key, at, log_id)',
    // A week: the rows of one person in a month then lie in five places, not in thirty.
    partition: 'toMonday(at)',
    shard: 'sipHash64(key)',
    settings: 'index_granularity = 512',
  },
  {
    name: 'known',
    columns: `log_id String, at DateTime64(3, 'UTC')`,
    engine: 'ReplacingMergeTree',
    order: 'log_id',
    partition: `${DAY}(at)`,
    shard: 'sipHash64(log_id)',
  },
  {
    name: 'alias',
    columns: `name String, user String, at DateTime64(3, 'UTC')`,
    engine: 'ReplacingMergeTree',
    latest: 'at',
    order: '(name, user)',
    // Every question about a name looks into every part: a week, too.
    partition: 'toMonday(at)',
    shard: 'sipHash64(name)',
    settings: 'index_granularity = 512',
  },
  {
    name: 'odd',
    columns: `at DateTime64(3, 'UTC'), reason LowCardinality(String), raw String CODEC(ZSTD(3))`,
    engine: 'MergeTree',
    order: '(reason, at)',
    partition: `${DAY}(at)`,
    shard: 'rand()',
  },
  {
    name: 'first_login',
    columns: `person UInt64, at SimpleAggregateFunction(min, DateTime64(3, 'UTC'))`,
    engine: 'AggregatingMergeTree',
    order: 'person',
    partition: 'tuple()',
    shard: 'person',
  },
  {
    name: 'pruned',
    columns: `run String, before DateTime64(3, 'UTC'), quarter UInt32, events UInt64, done UInt8`,
    engine: 'ReplacingMergeTree',
    order: '(run, quarter)',
    partition: 'tuple()',
    // All of a run in one insert on one shard: it is there wholly or not at all.
    shard: '0',
  },
];

/** Tables in the order in which retention empties them: no log id may be known of an event that is gone. */
export const PRUNED = ['known', 'by_key', 'alias', 'odd', 'event'] as const;

export type TableName = (typeof PRUNED)[number] | 'first_login' | 'pruned';

/** A table's full name: what is asked of one node. */
export function localTable({ database }: ClickHouseAddress, name: TableName | 'migration' | 'running'): string {
  return `\`${database}\`.${name}`;
}

/** The name under which all of a table is read and written: over all shards where there are any. */
export function wholeTable(address: ClickHouseAddress, name: TableName): string {
  return address.cluster === null ? localTable(address, name) : `\`${address.database}\`.${name}_all`;
}

/** Every table that a node has to have. */
export function tableNames({ cluster }: ClickHouseAddress): string[] {
  const names = TABLES.map(({ name }) => name);
  return ['migration', 'running', ...names, ...(cluster === null ? [] : names.map((name) => `${name}_all`))];
}

/** Makes every table on one node; harmless where they are there. */
export function statements(address: ClickHouseAddress): string[] {
  const { database, cluster, replicated } = address;
  const migration = `CREATE TABLE IF NOT EXISTS ${localTable(address, 'migration')} (version UInt32, at DateTime)
    ENGINE = MergeTree ORDER BY version`;
  const tables = TABLES.map(({ name, columns, engine, latest, order, partition, settings }) => {
    const place = replicated ? [`'/clickhouse/whylogin/{shard}/${database}/${name}'`, `'{replica}'`] : [];
    const copies = `${replicated ? 'Replicated' : ''}${engine}(${[...place, ...(latest ? [latest] : [])].join(', ')})`;
    // A part as it is inserted is one file to be put on disk; merging takes it apart into one for each column.
    const durable = [
      'fsync_after_insert = 1',
      'fsync_part_directory = 1',
      'min_bytes_for_wide_part = 100000000',
      ...(settings ? [settings] : []),
    ].join(', ');
    return `CREATE TABLE IF NOT EXISTS \`${database}\`.${name} (${columns})
      ENGINE = ${copies} PARTITION BY ${partition} ORDER BY ${order} SETTINGS ${durable}`;
  });
  const spread = TABLES.map(
    ({ name, shard }) => `CREATE TABLE IF NOT EXISTS \`${database}\`.${name}_all AS \`${database}\`.${name}
      ENGINE = Distributed('${cluster}', '${database}', '${name}', ${shard})`,
  );
  const running = `CREATE TABLE IF NOT EXISTS ${localTable(address, 'running')}
    (state String, since Int64, at DateTime64(3), gone UInt8) ENGINE = ReplacingMergeTree(at) ORDER BY state`;
  return [...tables, ...(cluster === null ? [] : spread), running, migration];
}
