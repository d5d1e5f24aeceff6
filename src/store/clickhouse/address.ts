/** Where a ClickHouse is and how the events lie in it. */
export interface ClickHouseAddress {
  /** HTTP addresses of its nodes: one, or every node of a cluster. */
  nodes: readonly string[];
  user: string;
  password: string;
  database: string;
  /** The cluster's name in the servers' remote_servers: events are spread over its shards. Null: one node has all. */
  cluster: string | null;
  /** Every shard keeps copies on several nodes: tables of the Replicated engines, which need Keeper. */
  replicated: boolean;
}
