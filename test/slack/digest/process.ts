import { appendFileSync } from 'node:fs';
import { startDigests } from '../../../src/app/digests.ts';
import { createLog } from '../../../src/log.ts';
import { Metrics } from '../../../src/metrics.ts';
import { startSlack } from '../../../src/slack/bot.ts';
import { openState } from '../../../src/state/open.ts';
import { openEventStore } from '../../../src/store/sqlite/open.ts';

/** A bot as a process of its own, to be killed. Says "ready" once it runs, and "looked" after it posted what was due. */
async function main(): Promise<void> {
  const [events, state, told, now, slack] = process.argv.slice(2) as [string, string, string, string, string];
  const { botToken, appToken, apiUrl } = JSON.parse(slack) as Record<'botToken' | 'appToken' | 'apiUrl', string>;
  const clock = () => Number(now);
  const log = createLog({ level: 'debug', out: process.stderr });
  const kept = await openState(state, { now: clock });
  const digests = startDigests({
    store: await openEventStore(events, { readOnly: true }),
    state: kept,
    rules: [],
    zone: 'Europe/Berlin',
    tell: async (sentence) => appendFileSync(told, `${sentence}\n`),
    owner: `process ${process.pid}`,
    now: clock,
  });
  await startSlack(
    { botToken, appToken, apiUrl, allow: ['everyone'], questionsPerMinute: 100 },
    { audit: kept.audit, secrets: kept.secrets, metrics: new Metrics(), log, now: clock },
    [digests.feature],
  );
  process.stdout.write('ready\n');
  await digests.tasks[0]!.run();
  process.stdout.write('looked\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
