import { parseArgs } from 'node:util';
import { count, type Figure, inProcess, percentile, table } from '../figures.ts';
import type { Ran, Task } from './run.ts';
import type { Outcome, Quiet } from './trial.ts';

const USAGE = `Usage: npx tsx bench/spikes/main.ts [--quick]
Simulates tenants of 0.2 to 5,000 events a minute, quiet and attacked, and prints the goals of docs/spikes.md beside
what was measured; a windowed z-score and a seasonal median/MAD in the same run. Full: 52 weeks, some twenty minutes.`;

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const quick = values.quick === true;
const WEEKS = quick ? 16 : 52;
const ATTACKS = quick ? 12 : 30;
const BASES = [0.2, 1, 3, 7, 15, 50, 200, 1_000, 5_000];
/** Nothing is tuned on these. */
const FRESH = quick ? ['fresh1'] : ['fresh1', 'fresh2'];
const TUNING = ['tuning1'];
const AT_ONCE = 2;
/** Minutes from the statistics to Slack, added to every delay. */
const POSTED = 0.3;
const MOST_FALSE = 0.05;
const GRIDS = { z: [5, 7, 10, 14, 20, 30, 50], mad: [8, 12, 16, 24, 36, 54, 80] } as const;

const say = (words: string) => process.stderr.write(`${words}\n`);

async function all(tasks: readonly Task[]): Promise<Ran[]> {
  const left = tasks.map((task, place) => ({ task, place }));
  const done: Ran[] = [];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      done[next.place] = await inProcess<Ran>('bench/spikes/run.ts', JSON.stringify(next.task));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return done;
}

function tasks(seeds: readonly string[], more: Omit<Task, 'seed' | 'base'>): Task[] {
  return BASES.flatMap((base) => seeds.map((seed) => ({ seed, base, ...more })));
}

/** The lowest threshold at which a rival keeps within the false pings that we allow ourselves. */
async function tuned(candidate: 'z' | 'mad'): Promise<number> {
  for (const threshold of GRIDS[candidate]) {
    const ran = await all(tasks(TUNING, { weeks: 12, attacks: 0, candidate, threshold }));
    const { up, weeks } = summed(ran);
    if (up / weeks <= MOST_FALSE) return threshold;
  }
  return GRIDS[candidate].at(-1)!;
}

function summed(ran: readonly Ran[]): Quiet {
  const sum: Quiet = { weeks: 0, up: 0, down: 0, firstDay: 0, young: 0, youngWeeks: 0 };
  for (const { quiet } of ran) for (const key of Object.keys(sum) as (keyof Quiet)[]) sum[key] += quiet[key];
  return sum;
}

interface Sight {
  tried: number;
  found: number;
  share: number;
  median: number;
  p95: number;
}

function sight(ran: readonly Ran[], attack: string, least = 0, most = Number.POSITIVE_INFINITY): Sight {
  const outcomes = attacked(ran, attack, least, most);
  const delays = outcomes.flatMap(({ delay }) => (delay === null ? [] : [delay + POSTED]));
  return {
    tried: outcomes.length,
    found: delays.length,
    share: delays.length / outcomes.length,
    median: percentile(delays, 0.5),
    p95: percentile(delays, 0.95),
  };
}

function attacked(ran: readonly Ran[], attack: string, least: number, most: number): Outcome[] {
  return ran
    .flatMap(({ outcomes }) => outcomes)
    .filter((outcome) => outcome.attack === attack && outcome.rate >= least && outcome.rate < most);
}

function words({ tried, share, median, p95 }: Sight): string {
  if (tried === 0) return 'none tried';
  if (Number.isNaN(median)) return `0 % of ${count(tried)}`;
  return `${(share * 100).toFixed(1)} % of ${count(tried)}, median ${median.toFixed(1)}, p95 ${p95.toFixed(1)} min`;
}

function judged(reached: boolean, seen: string): string {
  return reached ? seen : `**missed:** ${seen}`;
}

say('Tuning the rivals');
const thresholds = { z: await tuned('z'), mad: await tuned('mad') };
say('Running fresh tenants');
const own = await all(tasks(FRESH, { weeks: WEEKS, attacks: ATTACKS, candidate: 'ours', threshold: 5.5 }));
const z = await all(tasks(FRESH, { weeks: WEEKS, attacks: ATTACKS, candidate: 'z', threshold: thresholds.z }));
const mad = await all(tasks(FRESH, { weeks: WEEKS, attacks: ATTACKS, candidate: 'mad', threshold: thresholds.mad }));
say('Running fourteen series together');
const together = await all(
  FRESH.flatMap((seed) =>
    [20, 300].map((base) => ({ seed, base, weeks: WEEKS, attacks: 0, candidate: 'fourteen' as const, threshold: 0 })),
  ),
);

const beside = (attack: string, least = 0, most?: number) =>
  `z ${words(sight(z, attack, least, most))}; MAD ${words(sight(mad, attack, least, most))}`;

function found(
  attack: string,
  goal: string,
  { least = 0, most = Number.POSITIVE_INFINITY, share = 0, median = Number.POSITIVE_INFINITY, where = '' },
): Figure {
  const own_ = sight(own, attack, least, most);
  const reached = own_.share >= share && (own_.median <= median || median === Number.POSITIVE_INFINITY);
  return { what: `${attack}${where}`, goal, seen: judged(reached, words(own_)), beside: beside(attack, least, most) };
}

const quiet = summed(own);
const perWeek = (pings: number, weeks: number) => (pings / weeks).toFixed(3);
const ended = own.flatMap(({ outcomes }) => outcomes).filter(({ delay, rate }) => delay !== null && rate >= 5);
const short = ended.filter(({ attack }) => attack.startsWith('×') && attack !== '×1.5 6 h' && attack !== '×2 60 min');
const resolved = short.flatMap((outcome) => (outcome.resolved === null ? [] : [outcome.resolved]));
const reopened = short.reduce((sum, outcome) => sum + outcome.reopened, 0);
const tenantWeeks = summed(together);
const micros = percentile(
  own.map((ran) => ran.micros),
  0.5,
);

const figures: Figure[] = [
  found('×3 60 min', '≥ 99 %, median ≤ 2.0 min', { least: 5, share: 0.99, median: 2, where: ', from 5 events/min' }),
  found('×3 60 min', 'median ≤ 3.5 min', { least: 5, most: 10, median: 3.5, where: ', 5 to 10 events/min' }),
  found('×3 60 min', '', { least: 1, most: 5, where: ', 1 to 5 events/min' }),
  found('×3 60 min', '', { most: 1, where: ', below 1 event/min' }),
  found('×10 10 min', '≥ 99.9 %, median ≤ 1.2 min', {
    least: 5,
    share: 0.999,
    median: 1.2,
    where: ', from 5 events/min',
  }),
  found('×5–×50 10 min', '', { least: 5, where: ', from 5 events/min' }),
  found('×2 60 min', '', { least: 5, where: ', from 5 events/min' }),
  found('ramp to ×6 in 2 h', '', { least: 5, where: ', from 5 events/min' }),
  found('×1.5 6 h', '', { least: 5, where: ', from 5 events/min' }),
  found('outage 30 min', 'median ≤ 6 min', { least: 5, median: 6, where: ', from 5 events/min' }),
  found('half outage 60 min', '≥ 50 % (stretch)', { least: 30, share: 0.5, where: ', from 30 events/min' }),
  {
    what: 'False rises, a week and series',
    goal: '≤ 0.05',
    seen: judged(quiet.up / quiet.weeks <= 0.05, `${perWeek(quiet.up, quiet.weeks)} over ${count(quiet.weeks)} weeks`),
    beside: `z ${perWeek(summed(z).up, summed(z).weeks)} (at ${thresholds.z}); MAD ${perWeek(summed(mad).up, summed(mad).weeks)} (at ${thresholds.mad})`,
  },
  {
    what: 'False falls, a week and series',
    goal: '≤ 0.05',
    seen: judged(quiet.down / quiet.weeks <= 0.05, perWeek(quiet.down, quiet.weeks)),
  },
  {
    what: 'False incidents, a week, of a tenant with 14 series',
    goal: '≤ 0.3',
    seen: judged(
      (tenantWeeks.up + tenantWeeks.down) / tenantWeeks.weeks <= 0.3,
      perWeek(tenantWeeks.up + tenantWeeks.down, tenantWeeks.weeks),
    ),
  },
  {
    what: 'Cold start: pings on the first day; a week, until day 14',
    goal: '0; ≤ 0.1',
    seen: judged(
      quiet.firstDay === 0 && quiet.young / quiet.youngWeeks <= 0.1,
      `${quiet.firstDay}; ${perWeek(quiet.young, quiet.youngWeeks)}`,
    ),
  },
  {
    what: 'Opened again after an attack (×3 and more, from 5 events/min)',
    goal: '0',
    seen: judged(reopened === 0, `${reopened} in ${count(short.length)} attacks`),
  },
  {
    what: 'Over, after the attack’s end',
    goal: '≤ 15 min',
    seen: judged(
      percentile(resolved, 0.95) <= 15,
      `median ${percentile(resolved, 0.5).toFixed(1)}, p95 ${percentile(resolved, 0.95).toFixed(1)} min`,
    ),
  },
  {
    what: 'Time of a series-minute, attacks included',
    goal: '≤ 5 µs',
    seen: judged(micros <= 5, `${micros.toFixed(1)} µs`),
  },
];

process.stdout.write(
  `${own.length} series of ${WEEKS} weeks, ${ATTACKS} attacks of each kind on each; delays hold ${POSTED} min for posting. Node ${process.versions.node}.\n\n${table(figures)}`,
);
