import { randomUUID } from 'node:crypto';
import type { ClickHouseAddress } from '../../src/store/clickhouse/address.ts';
import { openClickHouse } from '../../src/store/clickhouse/open.ts';
import type { EventStore } from '../../src/store/port.ts';
import { CLUSTER, type Nodes } from './clickhouse.ts';

/** Tables that events are written to. */
const FILLED = ['known', 'event', 'by_key', 'alias', 'first_login'];

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
    await Promise.all(address.nodes.flatMap((url) => FILLED.map((name) => truncate(url, address.database, name))));
    return openClickHouse(address, { pace: 0 });
  };
}

async function truncate(url: string, database: string, table: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: `TRUNCATE TABLE ${database}.${table}` });
  if (!answer.ok) throw new Error(await answer.text());
}
