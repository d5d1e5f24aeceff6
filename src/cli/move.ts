import type { OddEvent } from '../event/log-event.ts';
import type { Output } from './import-report.ts';

const count = new Intl.NumberFormat('en-US');

export interface MovePorts {
  /** Copies the state, verified; says how many rows of each table. */
  copyState(): Promise<readonly { table: string; rows: number }[]>;
  /** Events of before that were not understood, in pages. */
  odd(): AsyncIterable<readonly OddEvent[]>;
  addOdd(odd: readonly OddEvent[]): Promise<void>;
  out: Output;
}

/**
 * `whylogin move`: takes along what `export` does not: what must be remembered (who was told what, audit, watches,
 * subscriptions), and events that were not understood.
 */
export async function moveCommand({ copyState, odd, addOdd, out }: MovePorts): Promise<void> {
  const copied = await copyState();
  let aside = 0;
  for await (const page of odd()) {
    await addOdd(page);
    aside += page.length;
  }
  for (const { table, rows } of copied) if (rows > 0) out.write(`${table}: ${count.format(rows)}\n`);
  const rows = copied.reduce((sum, each) => sum + each.rows, 0);
  out.write(`${count.format(rows)} rows of state are in PostgreSQL, read back and compared.\n`);
  if (aside > 0) out.write(`${count.format(aside)} events that were not understood came along.\n`);
  out.write(
    'The old folder was left as it is. Do not start whylogin over it again: it would post what the new one posts.\n',
  );
}
