import { randomUUID } from 'node:crypto';
import type { ClickHouseAddress } from '../../src/store/clickhouse/address.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import type { EventStore } from '../../src/store/port.ts';
import { CLUSTER, type Nodes } from './clickhouse.ts';

/** An own database in these servers, so that one test sees nothing of another. */
export function addressIn({ nodes }: Nodes): ClickHouseAddress {
  return {
    nodes: nodes.map(({ url }) => url),
    user: 'default',
    password: '',
    database: `whylogin_${randomUUID().replaceAll('-', '')}`,
    cluster: nodes.length > 1 ? CLUSTER : null,
    replicated: false,
  };
}

/** A new and empty store. Without a pause between inserts: tests add one event after another. */
export function newStore(nodes: Nodes): Promise<EventStore> {
  return openClickHouse(addressIn(nodes), { pace: 0 });
}

/** Opens one store again and again, each time empty: quicker than making tables for every case. */
export function emptied(nodes: Nodes): () => Promise<EventStore> {
  const address = addressIn(nodes);
  const made = openClickHouse(address).then((store) => store.close());
  return async () => {
    await made;
    for (const url of address.nodes) {
      const ask = (query: string) => fetch(url, { method: 'POST', body: query }).then((answer) => answer.text());
      const names = await ask(
        `SELECT name FROM system.tables WHERE database = '${address.database}' AND engine LIKE '%MergeTree' AND total_rows > 0 AND name != 'migration'`,
      );
      for (const name of names.split('\n').filter(Boolean)) await ask(`TRUNCATE TABLE ${address.database}.${name}`);
    }
    return openClickHouse(address, { pace: 0 });
  };
}
