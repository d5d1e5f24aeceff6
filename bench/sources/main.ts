import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DaySettings, type Mode, replayDay } from './day.ts';

const MODES: readonly Mode[] = ['polling', 'webhook', 'both'];

/** A disk of its own for the store, so that it can be filled; null where this user may not make one. */
function smallDisk(folder: string, megabytes: number): DaySettings['disk'] | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    break: () => {
      // Twice: what the writer frees meanwhile, too.
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
      } catch {
        // Full, as wanted.
      }
    },
    mend: () => rmSync(filler, { force: true }),
  };
}

/** `npx tsx bench/sources/main.ts [--events 1000000] [--minutes 8] [--mode polling|webhook|both]` */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { events: text, minutes: text, mode: text } });
  const events = Number(values.events ?? 1_000_000);
  const takes = Number(values.minutes ?? 8) * 60_000;
  for (const mode of MODES.filter((each) => values.mode === undefined || values.mode === each)) {
    const folder = mkdtempSync(join(tmpdir(), 'whylogin-day-'));
    const disk = smallDisk(folder, 200 + events / 1_000);
    process.stdout.write(
      `${mode}: ${events.toLocaleString('en')} events; ${disk ? 'the disk is filled' : 'the store refuses'} at 09:00\n`,
    );
    const result = await replayDay({
      mode,
      events,
      takes,
      folder,
      ...(disk ? { disk } : {}),
      say: (line) => process.stdout.write(`  ${line}\n`),
    });
    process.stdout.write(`  ${JSON.stringify(result)}\n`);
    process.stdout.write(
      result.missing + result.foreign === 0 && result.stored === result.sent ? '  stored = sent\n' : '  NOT EQUAL\n',
    );
    if (disk) execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  }
}

await main();
