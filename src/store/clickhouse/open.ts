import { Fault } from '../../errors.ts';
import type { EventStore } from '../port.ts';
import type { ClickHouseAddress } from './address.ts';
import { Counting } from './counting.ts';
import { Counts } from './counts.ts';
import { forget } from './forget.ts';
import { checkMade, migrate } from './migrate.ts';
import { forgottenOf, naming } from './naming.ts';
import { Nodes } from './nodes.ts';
import { People } from './people.ts';
import { prune } from './prune.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

export interface OpenOptions {
  /** Make no tables, and refuse to write. */
  readOnly?: boolean;
  /** For the time at which odd events were taken in. */
  now?: () => number;
  /** Least time between two inserts, ms. */
  pace?: number;
}

/**
 * Opens the store in a ClickHouse, and makes its tables where there are none. Any number of processes may.
 * @throws Fault 'store' that says what to do: not reachable, refused, a shard missing, of a newer version
 */
export async function openClickHouse(address: ClickHouseAddress, options: OpenOptions = {}): Promise<EventStore> {
  const { readOnly = false, now = Date.now, pace } = options;
  const nodes = new Nodes(address);
  try {
    await (readOnly ? checkMade(nodes, address) : migrate(nodes, address));
  } catch (error) {
    await nodes.close();
    throw error;
  }
  const people = new People(nodes, address);
  const reader = new Reader(nodes, address, people);
  const counts = new Counts(nodes, address);
  const writing = new Writer(nodes, address, pace);
  const writer = (): Writer => {
    if (readOnly) throw new Fault('store', 'The events in ClickHouse were opened to read only.');
    return writing;
  };
  return {
    add: async (batch) => writer().add(batch),
    addOdd: async (odd) => writer().addOdd(odd, now()),
    ofPerson: (keys, range, limit) => reader.ofPerson(keys, range, limit),
    identitiesOf: (keys) => reader.identitiesOf(keys),
    atAddress: (ip, range, limit) => reader.atAddress(ip, range, limit),
    unnamedIn: (joins, range, limit) => reader.unnamedIn(joins, range, limit),
    ofTypes: (types, range, limit) => reader.ofTypes(types, range, limit),
    failuresOn: (place, range, limit) => reader.failuresOn(place, range, limit),
    tally: (place, range) => reader.tally(place, range),
    get: (logId) => reader.get(logId),
    body: (logId) => reader.body(logId),
    scan: (range) => reader.scan(range),
    odd: () => reader.odd(),
    bodies: (range) => reader.bodies(range),
    counting: new Counting(nodes, address, { people, counts, reader }),
    coverage: async () => reader.coverage(await counts.stored()),
    prune: async (before) => {
      await writer().drained();
      return prune(nodes, address, counts, before).finally(() => writing.forget());
    },
    naming: async (keys) => forgottenOf(await naming(nodes, address, keys)),
    forget: async (keys) => {
      await writer().drained();
      const found = await naming(nodes, address, keys);
      await forget(nodes, address, keys, found).finally(() => writing.forget());
      return forgottenOf(found);
    },
    backup: async () => {
      throw new Fault(
        'bad_request',
        'The events lie in ClickHouse: back them up with its own BACKUP, or write them to files with whylogin export.',
      );
    },
    close: async () => {
      await writing.drained();
      await nodes.close();
    },
  };
}
