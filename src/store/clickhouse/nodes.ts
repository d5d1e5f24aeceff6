import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client';
import type { Fault } from '../../errors.ts';
import { storable } from '../storable.ts';
import type { ClickHouseAddress } from './address.ts';
import { clickHouseFault, hostOf, isUnreachable } from './faults.ts';

/** How long an answer may take, ms: reading a whole week is the longest. */
const ANSWER_MS = 60_000;
const PER_SECOND = 1_000;

/** What must hold whatever a server's profile says: no shard is skipped, an insert is stored when it is acknowledged. */
const READING: ClickHouseSettings = {
  skip_unavailable_shards: 0,
  max_execution_time: ANSWER_MS / PER_SECOND,
  connect_timeout_with_failover_ms: 2000,
  receive_timeout: 20,
  output_format_json_quote_64bit_integers: 0,
};
const WRITING: ClickHouseSettings = {
  async_insert: 0,
  distributed_foreground_insert: 1,
  // A replica remembers blocks it has seen, also after they were pruned: what is a duplicate is told by log id alone.
  insert_deduplicate: 0,
  max_partitions_per_insert_block: '0',
  receive_timeout: 60,
};

export type Parameters = Record<string, unknown>;
export type Cell = string | number | null;

/** The nodes of a ClickHouse: a question goes to one of them and, where that one is gone, to the next. */
export class Nodes {
  readonly #clients: { url: string; client: ClickHouseClient }[];
  #current = 0;

  constructor(address: ClickHouseAddress) {
    this.#clients = address.nodes.map((url) => ({
      url,
      client: createClient({
        url,
        username: address.user,
        password: address.password,
        application: 'whylogin',
        request_timeout: ANSWER_MS + 5_000,
        use_multipart_params: true,
        log: { level: 127 },
      }),
    }));
  }

  /** All rows of an answer, each an array of its cells. */
  rows<R extends readonly Cell[]>(query: string, parameters: Parameters = {}): Promise<R[]> {
    return this.#onAny(async (client) => {
      const answer = await client.query({
        query,
        query_params: storableIn(parameters),
        format: 'JSONCompactEachRow',
        clickhouse_settings: READING,
      });
      return answer.json<R>() as Promise<R[]>;
    });
  }

  /** The rows of an answer as they come, some at a time. What breaks in the middle throws. */
  async *stream<R extends readonly Cell[]>(query: string, parameters: Parameters = {}): AsyncGenerator<R[]> {
    const { answer, url } = await this.#onAny(async (client, url) => ({
      url,
      answer: await client.query({
        query,
        query_params: storableIn(parameters),
        format: 'JSONCompactEachRow',
        clickhouse_settings: READING,
      }),
    }));
    try {
      for await (const rows of answer.stream<R>()) yield rows.map((row) => row.json<R>());
    } catch (error) {
      throw clickHouseFault(error, url);
    }
  }

  /** Resolves when the rows are on disk, of a cluster on every shard concerned. */
  async insert(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
    if (rows.length === 0) return;
    const query = `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow\n${encoded(rows)}`;
    await this.#onAny((client) => client.command({ query, clickhouse_settings: WRITING }));
  }

  /** Does the same on every node, one after the other. */
  async onEach<T>(work: (node: Node) => Promise<T>): Promise<T[]> {
    const results: T[] = [];
    for (const { client, url } of this.#clients) results.push(await told(work(nodeOver(client)), url));
    return results;
  }

  /** Does the same on every node that answers; names those that do not. Throws where none does. */
  async onReachable<T>(work: (node: Node) => Promise<T>): Promise<{ results: T[]; absent: string[] }> {
    const results: T[] = [];
    const absent: { url: string; fault: Fault }[] = [];
    for (const { client, url } of this.#clients) {
      try {
        results.push(await work(nodeOver(client)));
      } catch (error) {
        const fault = clickHouseFault(error, url);
        if (!isUnreachable(error)) throw fault;
        absent.push({ url, fault });
      }
    }
    if (results.length === 0) throw absent[0]!.fault;
    return { results, absent: absent.map(({ url }) => hostOf(url)) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map(({ client }) => client.close()));
  }

  async #onAny<T>(work: (client: ClickHouseClient, url: string) => Promise<T>): Promise<T> {
    const count = this.#clients.length;
    for (let tries = 1; ; tries++) {
      const at = this.#current;
      const { client, url } = this.#clients[at]!;
      try {
        return await work(client, url);
      } catch (error) {
        if (tries >= count || !isUnreachable(error)) throw clickHouseFault(error, url);
        // Somebody else may have gone on to the next already.
        if (this.#current === at) this.#current = (at + 1) % count;
      }
    }
  }
}

async function told<T>(work: Promise<T>, url: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw clickHouseFault(error, url);
  }
}

/** Rows as JSON lines. */
function encoded(rows: readonly (readonly Cell[])[]): string {
  let text = '';
  for (const row of rows) text += `${JSON.stringify(row)}\n`;
  return text;
}

/** What is asked for as it was stored. */
function storableIn(parameters: Parameters): Parameters {
  const kept = (value: unknown): unknown =>
    typeof value === 'string' ? storable(value) : Array.isArray(value) ? value.map(kept) : value;
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, kept(value)]));
}

/** One node, asked itself. */
export interface Node {
  run(statement: string): Promise<void>;
  rows<R extends readonly Cell[]>(query: string, parameters?: Parameters): Promise<R[]>;
}

function nodeOver(client: ClickHouseClient): Node {
  return {
    run: async (query) => {
      await client.command({ query, clickhouse_settings: { wait_end_of_query: 1 } });
    },
    rows: async <R extends readonly Cell[]>(query: string, parameters: Parameters = {}) => {
      const options = { query, query_params: storableIn(parameters), clickhouse_settings: READING } as const;
      return (await client.query({ ...options, format: 'JSONCompactEachRow' })).json<R>() as Promise<R[]>;
    },
  };
}
