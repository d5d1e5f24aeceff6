import { setTimeout as pause } from 'node:timers/promises';
import { openEventStore } from '../../src/store/sqlite/open.ts';

/** Counts the events of a store again and again, as another process, and prints what it saw. */
const counts: number[] = [];
const store = await openEventStore(process.argv[2]!, { readOnly: true });
for (let i = 0; i < 10; i++) {
  let found = 0;
  for await (const page of store.scan({ from: 0, to: Date.UTC(2099, 0, 1) })) found += page.length;
  counts.push(found);
  await pause(20);
}
await store.close();
process.stdout.write(JSON.stringify(counts));
