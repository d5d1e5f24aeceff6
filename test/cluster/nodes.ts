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
