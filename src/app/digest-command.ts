import { type DigestOptions, digestCommand } from '../cli/digest.ts';
import { printDigest } from '../cli/print-digest.ts';
import { terminalOf } from '../cli/print-explanation.ts';
import { csvOf } from '../digest/csv.ts';
import { digestDeps } from './digest-ports.ts';
import { storesOf } from './stores.ts';

/** `whylogin digest` */
export async function runDigest(options: DigestOptions & { json?: boolean; csv?: boolean }): Promise<void> {
  const stores = storesOf();
  const state = stores.hasState() ? await stores.state() : null;
  try {
    const digest = await digestCommand(options, digestDeps(stores, state));
    if (options.json) process.stdout.write(`${JSON.stringify(digest, null, 2)}\n`);
    else process.stdout.write(options.csv ? csvOf(digest) : printDigest(digest, terminalOf(process.stdout)));
  } finally {
    await state?.close();
  }
}
