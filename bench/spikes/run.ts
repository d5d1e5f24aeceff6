import { leadOf } from '../../src/spikes/incident.ts';
import { replay } from '../../src/spikes/replay.ts';
import { type Candidate, ours, seasonalMad, windowedZ } from './candidate.ts';
import { Chance } from './chance.ts';
import { ATTACKS, type Outcome, type Quiet, trial } from './trial.ts';
import { type Tenant, tenant } from './world.ts';

/** One tenant, one candidate: what is asked of a process of its own. */
export interface Task {
  seed: string;
  base: number;
  weeks: number;
  /** Attacks of each kind. */
  attacks: number;
  candidate: 'ours' | 'z' | 'mad' | 'fourteen';
  threshold: number;
}

export interface Ran {
  quiet: Quiet;
  outcomes: Outcome[];
  /** Microseconds of processor time for each minute of the series. */
  micros: number;
}

const DAY = 1_440;
/** Attacks begin after the season is known. */
const SETTLED = 28 * DAY;

function candidateOf({ candidate, threshold }: Task, world: Tenant): Candidate {
  if (candidate === 'z') return windowedZ(threshold);
  if (candidate === 'mad') return seasonalMad(world.zone, threshold, world.counts.length);
  return ours(world.zone, threshold);
}

function run(task: Task): Ran {
  if (task.candidate === 'fourteen') return fourteen(task);
  const { seed, base, weeks, attacks } = task;
  const world = tenant(seed, base, weeks);
  const chance = new Chance(`moments/${seed}/${base}`);
  const moments = ATTACKS.flatMap((attack) =>
    Array.from({ length: attacks }, (_, i) => ({
      at: Math.floor(chance.between(SETTLED, world.counts.length - 500)),
      attack,
      seed: `${seed}/${base}/${attack.name}/${i}`,
    })),
  );
  const began = process.cpuUsage();
  const { quiet, outcomes } = trial(world, candidateOf(task, world), moments);
  return { quiet, outcomes, micros: spent(began) / world.counts.length };
}

/** Processor time does not depend on what else the machine does. */
function spent(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return user + system;
}

/** Fourteen series of one tenant's people together, from busy to nearly silent, grouped into incidents. */
function fourteen({ seed, base, weeks }: Task): Ran {
  const worlds = Array.from({ length: 14 }, (_, i) => tenant(`${seed}/${i}`, base / 1.6 ** i, weeks, seed));
  const began = process.cpuUsage();
  const incidents = replay(
    {
      series: worlds.map((_, i) => `series${i}`),
      from: worlds[0]!.from,
      step: 1,
      columns: worlds.map(({ counts }) => Float64Array.from(counts)),
    },
    { zone: worlds[0]!.zone, sensitivity: 'medium' },
  );
  const micros = spent(began) / (worlds[0]!.counts.length * 14);
  const from = worlds[0]!.from + 14 * DAY;
  const late = incidents.filter((incident) => leadOf(incident).openedAt / 60_000 > from);
  const up = late.filter(({ kind }) => kind === 'spike').length;
  const quiet = { weeks: weeks - 2, up, down: late.length - up, firstDay: 0, young: 0, youngWeeks: 0 };
  return { quiet, outcomes: [], micros };
}

process.stdout.write(JSON.stringify(run(JSON.parse(process.argv[2]!) as Task)));
