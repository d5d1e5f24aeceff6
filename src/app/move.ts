import { existsSync } from 'node:fs';
import { exportCommand } from '../cli/export.ts';
import { verifyCommand } from '../cli/export-verify.ts';
import { moveCommand } from '../cli/move.ts';
import { Fault } from '../errors.ts';
import { holdFile } from '../state/hold.ts';
import { openEventStore } from '../store/sqlite/open.ts';
import { filesIn } from './data-folder.ts';
import { storesOf } from './stores.ts';

/** Resolves with the exit code. */
export async function runExport(folder: string): Promise<number> {
  const store = await storesOf().events({ readOnly: true });
  return exportCommand(folder, { store, out: process.stdout, err: process.stderr }).finally(() => store.close());
}

/** Resolves with the exit code. */
export async function runVerify(folder: string): Promise<number> {
  const store = await storesOf().events({ readOnly: true });
  return verifyCommand(folder, { store, out: process.stdout }).finally(() => store.close());
}

export async function runMove(folder: string): Promise<void> {
  const files = filesIn(folder);
  if (!existsSync(files.state))
    throw new Fault(
      'bad_input',
      `${folder} is no data folder of whylogin: there is no state.db in it. Check the path.`,
    );
  const stores = storesOf();
  const held = holdFile(files.running);
  try {
    const before = existsSync(files.events) ? await openEventStore(files.events, { readOnly: true }) : null;
    const after = await stores.events();
    try {
      const isNew = (await after.coverage()).odd.length === 0;
      await moveCommand({
        copyState: () => stores.copyState(folder),
        odd: async function* () {
          if (isNew && before !== null) yield* before.odd();
        },
        addOdd: (odd) => after.addOdd(odd),
        out: process.stdout,
      });
    } finally {
      await after.close();
      await before?.close();
    }
  } finally {
    await held.release();
  }
}
