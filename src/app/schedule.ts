import cron from 'node-cron';
import { asFault } from '../errors.ts';
import type { Log } from '../log.ts';

/** Something done again and again. */
export interface Task {
  name: string;
  /** When, as cron writes it (minute hour day month weekday), in the schedule's zone. */
  cron: string;
  run(): Promise<void>;
}

/**
 * Runs tasks when they are due, in the tenant's time zone across daylight saving. A task never runs beside itself,
 * and one that fails is told in the log and runs again at its next time.
 */
export function startSchedule(tasks: readonly Task[], zone: string, log: Log): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>();
  const scheduled = tasks.map((task) =>
    cron.schedule(
      task.cron,
      () => {
        const run = attempt(task, log).finally(() => running.delete(run));
        running.add(run);
        return run;
      },
      { name: task.name, timezone: zone, noOverlap: true },
    ),
  );
  return {
    async stop() {
      for (const task of scheduled) await task.stop();
      await Promise.all(running);
    },
  };
}

async function attempt(task: Task, log: Log): Promise<void> {
  try {
    await task.run();
  } catch (error) {
    const { code, operator } = asFault(error);
    if (code === 'stopping') log.info({ task: task.name }, 'a scheduled task was broken off, as whylogin stops');
    else log.error({ task: task.name, problem: operator }, 'a scheduled task failed');
  }
}
