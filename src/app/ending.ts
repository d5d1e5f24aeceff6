import { asFault } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Part } from './leading.ts';

/** What is being answered when the process is told to end gets this long, ms. */
const DRAIN = 25_000;

/** Until a signal, or until something broke that nobody caught: then it drains too, and ends with 1. */
export function untilTold(log: Log): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        resolve();
      });
    // Slack's socket gives up this way when the app is uninstalled or its token revoked.
    process.once('unhandledRejection', (error) => {
      log.error({ problem: asFault(error).operator }, 'stopping: something failed that cannot be repaired here');
      process.exitCode = 1;
      resolve();
    });
  });
}

/** The last started stops first. */
export async function drained(parts: readonly Part[], log: Log): Promise<void> {
  const stopped = (async () => {
    for (const part of [...parts].reverse()) await part.stop();
  })();
  const deadline = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), DRAIN).unref());
  if ((await Promise.race([stopped, deadline])) === 'late') log.warn('some answers were not finished in time');
}
