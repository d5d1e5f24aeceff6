import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type DigestOptions, digestCommand } from './cli/digest.ts';
import { printDigest } from './cli/print-digest.ts';
import { terminalOf } from './cli/print-explanation.ts';
import { baseConfig } from './config.ts';
import { filesIn } from './data-folder.ts';
import { csvOf } from './digest/csv.ts';
import type { WeekMemory } from './digest/make.ts';
import type { WeekSummary } from './digest/summary.ts';
import { openIpPlaces } from './ip-places.ts';
import { openState } from './state/open.ts';
import type { State } from './state/port.ts';
import { openEventStore } from './store/sqlite/open.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** What was remembered is of our own making, by the version that its name holds. */
function memoryOf({ weeks }: Pick<State, 'weeks'>): WeekMemory {
  return {
    recall: async (name, mark) => (await weeks.recall(name, mark)) as WeekSummary | null,
    remember: (name, mark, summary) => weeks.remember(name, mark, summary),
  };
}

const NO_MEMORY: WeekMemory = { recall: async () => null, remember: async () => {} };

/** `whylogin digest` */
export async function runDigest(options: DigestOptions & { json?: boolean; csv?: boolean }): Promise<void> {
  const config = baseConfig();
  const files = filesIn(config.WHYLOGIN_DATA);
  const state = existsSync(files.state) ? await openState(files.state) : null;
  try {
    const digest = await digestCommand(options, {
      now: Date.now,
      zone: config.WHYLOGIN_ZONE,
      rules: config.WHYLOGIN_RULES,
      version,
      places: openIpPlaces(),
      openStore: () => openEventStore(files.events, { readOnly: true }),
      openEmpty: () => openEventStore(':memory:'),
      memory: state === null ? NO_MEMORY : memoryOf(state),
    });
    if (options.json) process.stdout.write(`${JSON.stringify(digest, null, 2)}\n`);
    else process.stdout.write(options.csv ? csvOf(digest) : printDigest(digest, terminalOf(process.stdout)));
  } finally {
    await state?.close();
  }
}
