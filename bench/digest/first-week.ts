import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { countOnThreads } from '../../src/app/digest-counting.ts';
import { openIpPlaces } from '../../src/app/ip-places.ts';
import { storesOf } from '../../src/app/stores.ts';
import { countAhead } from '../../src/digest/ahead.ts';
import { countWeek } from '../../src/digest/count.ts';
import { makeDigest } from '../../src/digest/make.ts';
import type { WeekMemory } from '../../src/digest/remembered.ts';
import type { WeekSummary } from '../../src/digest/summary.ts';
import { lastWholeWeek } from '../../src/digest/week.ts';
import { answersFrom } from '../../src/why/answers.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { count, megabytes, percentile, time, timed } from '../figures.ts';

const ZONE = 'Europe/Berlin';
const MONTH = 30 * 86_400_000;
/** Between two people who ask. */
const PAUSE = 50;

/**
 * What a week costs that is counted for the first time, and how long others wait meanwhile: on the thread that
 * answers, and on one of its own. In the store of `bench/main.ts --keep`: npx tsx bench/digest/first-week.ts FILE
 * With `weeks` behind it, also what it costs to count all of the last nine for the first time.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'whylogin-first-week-'));
  symlinkSync(resolve(process.argv[2]!), join(folder, 'events.db'));
  process.env.WHYLOGIN_DATA = folder;
  const store = await storesOf().events({ readOnly: true });
  const counting = countOnThreads([]);
  try {
    const { last, events } = await store.coverage();
    const at = last! + MONTH;
    const week = lastWholeWeek(last!, ZONE);
    const ports = { store, rules: [], places: openIpPlaces(), pause: turn };
    const answers = answersFrom({ store, rules: [], live: async () => ({ profile: null, notes: [] }) });
    const who: string[] = [];
    for await (const page of store.scan({ from: week.to - 60_000, to: week.to }))
      who.push(...page.map(({ identifier }) => identifier).filter((name) => name !== null));
    const ask = async (i: number) =>
      void (await answers.explain({ subject: parseSubject(who[i % who.length]!), at: last!, since: MONTH / 4 }));
    for (let i = 0; i < 50; i++) await ask(i);
    process.stdout.write(`${count(events)} events stored, week ${week.name}\n`);

    const ways: [string, () => Promise<unknown>][] = [
      ['nothing else', () => new Promise((done) => setTimeout(done, 3_000))],
      ['counted on its own thread', () => counting.during((counted) => counted({ week, at }))],
      ['counted here', () => countWeek({ week, at }, ports)],
    ];
    for (const [what, work] of ways) {
      const waited = await beside(ask, () => timed(work));
      const { ms, cpu } = waited.result;
      process.stdout.write(
        `${what}: ${time(ms)}, ${time(cpu)} of processor time; event loop p50 ${time(waited.p50)}, p99 ${time(waited.p99)}, at most ${time(waited.most)}; ${waited.answers.length} answers p50 ${time(percentile(waited.answers, 0.5))}, p95 ${time(percentile(waited.answers, 0.95))}, at most ${time(Math.max(...waited.answers))}; memory ${megabytes(process.memoryUsage.rss())}, most so far ${megabytes(process.resourceUsage().maxRSS * 1_024)}\n`,
      );
    }

    if (process.argv[3] === 'weeks') {
      const weeks = new Map<string, WeekSummary>();
      const memory: WeekMemory = {
        recall: async (name, mark) => weeks.get(`${name} ${mark}`) ?? null,
        remember: async (name, mark, summary) => void weeks.set(`${name} ${mark}`, summary),
      };
      const whole = { ...ports, memory, version: 'bench' };
      const all = await timed(() =>
        countAhead({ at: week.to + 2 * 86_400_000, zone: ZONE, parts: [undefined] }, whole),
      );
      process.stdout.write(`${weeks.size} weeks counted: ${time(all.ms)}, ${time(all.cpu)} of processor time\n`);
      const known = await timed(() => makeDigest({ week, at }, whole));
      process.stdout.write(`a digest of remembered weeks: ${time(known.ms)}\n`);
    }
  } finally {
    await counting.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Somebody asks every now and then while something else is done. */
async function beside<T>(ask: (i: number) => Promise<void>, work: () => Promise<T>) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const answers: number[] = [];
  let over = false;
  delay.enable();
  const asking = (async () => {
    for (let i = 0; !over; i++) {
      const due = performance.now();
      await ask(i);
      answers.push(performance.now() - due);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  })();
  const result = await work();
  over = true;
  await asking;
  delay.disable();
  const ms = (nanoseconds: number) => nanoseconds / 1e6;
  return { result, answers, p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), most: ms(delay.max) };
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
