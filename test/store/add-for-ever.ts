import { openEventStore } from '../../src/store/sqlite/open.ts';
import { numbered } from './numbered.ts';

/**
 * The program that is killed: adds events from a number on, and prints how many are acknowledged. Each batch brings
 * half of the one before again; three are on their way at once.
 */
const HALF = 125;
const [path, first] = process.argv.slice(2);
const store = await openEventStore(path!);
const waiting: Promise<void>[] = [];
for (let number = Number(first); ; number += HALF) {
  const from = Math.max(0, number - HALF);
  const batch = Array.from({ length: number + HALF - from }, (_, i) => numbered(from + i));
  waiting.push(store.add(batch).then(() => void process.stdout.write(`${number + HALF}\n`)));
  if (waiting.length === 3) await waiting.shift();
}
