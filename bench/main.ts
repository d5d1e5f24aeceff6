import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Whylogin } from '../test/cli/whylogin.ts';
import { type Stage, underLoad } from './bot/under-load.ts';
import {
  count,
  type Figure,
  inProcess,
  megabytes,
  percentile,
  perSecond,
  residentOf,
  table,
  time,
  timed,
} from './figures.ts';
import type { Ingest } from './store/ingest.ts';
import type { Asked, Questions } from './store/questions.ts';
import type { Yardsticks } from './store/yardsticks.ts';
import { END, generate } from './tenant/generate.ts';
import { BUSY_NAME } from './tenant/people.ts';

const USAGE = `Usage: npm run bench -- [--events 2000000] [--folder DIR] [--only ingest,questions,bot,memory,start] [--keep]
Writes a tenant's log of so many events (1.4 KB each, 500,000 people, 60 days) once, measures the store on it, and
prints a table in markdown. The log stays in the folder for the next time; --keep leaves the stores there too.`;

const PARTS = ['ingest', 'questions', 'bot', 'memory', 'start'] as const;
/** Events that are ingested in hundreds. */
const HUNDREDS = 300_000;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { events: text, folder: text, only: text, keep: { type: 'boolean' }, help: { type: 'boolean' } },
});
const wanted = new Set(values.only?.split(',') ?? PARTS);
const events = Number(values.events ?? 2_000_000);
if (
  values.help ||
  !Number.isSafeInteger(events) ||
  events < 1 ||
  [...wanted].some((part) => !PARTS.includes(part as never))
) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(values.help ? 0 : 2);
}

const folder = values.folder ?? join(tmpdir(), 'whylogin-bench');
mkdirSync(folder, { recursive: true });
const log = join(folder, `events-${events}.ndjson`);
const store = join(folder, `events-${events}.db`);
const say = (line: string) => process.stderr.write(`${line}\n`);

if (!existsSync(log)) say(`Writing ${count(events)} events to ${log}`);
await generate(log, events);
const figures: Figure[] = [];

if (wanted.has('ingest') || !existsSync(store)) {
  say('Ingesting in thousands');
  const all = await inProcess<Ingest>('bench/store/ingest.ts', log, store, 'thousands', String(events));
  figures.push(...ingestFigures(all));
}
if (wanted.has('ingest')) {
  for (const [way, what, goal] of [
    ['hundreds', 'in hundreds, one after the other', '≥ 15,000/s'],
    ['hundreds-together', 'in hundreds, eight at once', undefined],
  ] as const) {
    say(`Ingesting ${what}`);
    const path = join(folder, 'hundreds.db');
    const part = await inProcess<Ingest>('bench/store/ingest.ts', log, path, way, String(Math.min(HUNDREDS, events)));
    figures.push({
      what: `Ingest ${what}`,
      ...(goal ? { goal } : {}),
      seen: rate(part),
      beside: `a bare commit of one row: ${time(part.commit)}`,
    });
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  }
}
if (wanted.has('questions')) {
  say('Asking about people');
  const questions = await inProcess<Questions>('bench/store/questions.ts', store, String(END), BUSY_NAME);
  say('Asking grep, jq, DuckDB and JSON.parse');
  const yardsticks = await inProcess<Yardsticks>(
    'bench/store/yardsticks.ts',
    log,
    questions.name,
    String(events),
    folder,
  );
  figures.push(...questionFigures(questions, yardsticks));
}
const whylogin = ['bot', 'memory', 'start'].some((part) => wanted.has(part)) ? await Whylogin.build() : null;
if (wanted.has('bot')) figures.push(...(await botFigures(whylogin!)));
if (wanted.has('memory')) figures.push(...(await memoryFigures(whylogin!)));
if (wanted.has('start')) figures.push(...(await startFigures(whylogin!)));
whylogin?.remove();
if (!values.keep) for (const end of ['', '-wal', '-shm']) rmSync(store + end, { force: true });

const [cpu] = cpus();
process.stdout.write(
  `${count(events)} events, ${(statSync(log).size / events).toFixed(0)} bytes each as JSON. Node ${process.versions.node}, ${cpus().length} × ${cpu!.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB.\n\n${table(figures)}`,
);

function rate({ events: given, ms, cpu }: Ingest): string {
  return `${perSecond(given, ms)} (${((cpu / given) * 1_000).toFixed(0)} µs of processor time each)`;
}

function ingestFigures(all: Ingest): Figure[] {
  const [first, last] = [all.tenths[0]!, all.tenths.at(-1)!];
  return [
    { what: 'Ingest in batches of 5,000, bytes to durable', goal: '≥ 30,000/s', seen: rate(all) },
    { what: 'the last tenth beside the first', goal: 'flat', seen: `${count(last)}/s beside ${count(first)}/s` },
    {
      what: 'Disk, everything included',
      goal: '≤ 500 bytes an event',
      seen: `${(all.bytes / all.events).toFixed(0)} bytes`,
      beside: `${(statSync(log).size / all.events).toFixed(0)} bytes as JSON`,
    },
  ];
}

function times({ p50, p95, cpu50, cpu95, rows }: Asked): string {
  return `p50 ${time(p50)}, p95 ${time(p95)} (${count(rows)} rows; of processor time ${time(cpu50)} and ${time(cpu95)})`;
}

function questionFigures(questions: Questions, { parse, grep, jq, duckdb }: Yardsticks): Figure[] {
  const { p50 } = questions.drawn;
  const ratio = (name: string, ms: number | null) => (ms === null ? [] : [`${name} ${time(ms)}: ${count(ms / p50)} ×`]);
  return [
    {
      what: 'Look-up of a person drawn by event, 7 days',
      goal: 'p95 ≤ 5 ms; ≥ 200 × grep, ≥ 400 × DuckDB',
      seen: times(questions.drawn),
      beside: [...ratio('grep', grep), ...ratio('jq', jq), ...ratio('DuckDB read_json', duckdb)].join('; '),
    },
    { what: 'of a busy one', seen: times(questions.busy) },
    { what: 'of one with a single row', seen: times(questions.rare) },
    { what: 'of one who does not exist', seen: times(questions.nobody) },
    { what: 'Whole explanation of a busy one', goal: '≤ 50 ms', seen: times(questions.explainBusy) },
    { what: 'of one drawn by event', seen: times(questions.explainDrawn) },
    { what: 'Opening the store and the first answer', seen: time(questions.opening) },
    { what: 'JSON.parse alone, for comparison with ingest', seen: perSecond(events, parse) },
  ];
}

/** The bot as it runs in production: built, over this store, in a simulated workspace. */
async function botFigures(built: Whylogin): Promise<Figure[]> {
  say('Asking the bot while events arrive');
  const { quiet, steady, full } = await underLoad(built, { store, log, folder: join(folder, 'bot') });
  const line = ({ acknowledged, answered }: Stage) =>
    `answered p50 ${time(percentile(answered, 0.5))}, p95 ${time(percentile(answered, 0.95))}; acknowledged p99 ${time(percentile(acknowledged, 0.99))} (${count(answered.length)} questions)`;
  const resident = ({ resident }: Stage) => megabytes(percentile(resident, 0.5));
  return [
    { what: '`/whylogin` in Slack, nothing else going on', seen: line(quiet) },
    { what: 'while 1,000 events a second arrive', seen: line(steady) },
    {
      what: 'while a log stream sends as fast as it is answered',
      goal: 'answered p95 ≤ 300 ms; acknowledged p99 ≤ 100 ms',
      seen: line(full),
      beside: `${count(full.rate)} events/s taken in; a request of 100 took p50 ${time(percentile(full.requests, 0.5))}, p95 ${time(percentile(full.requests, 0.95))}`,
    },
    {
      what: 'Resident memory, 1,000 events a second arriving and people asking',
      goal: '≤ 250 MB',
      seen: `${resident(steady)} (${resident(quiet)} with people asking alone, ${megabytes(Math.max(...full.resident))} at most, at full speed)`,
    },
  ];
}

async function memoryFigures(built: Whylogin): Promise<Figure[]> {
  say('Measuring memory');
  const data = join(folder, 'memory');
  rmSync(data, { recursive: true, force: true });
  const seen: number[] = [];
  const child = built.start(['import', log], { data });
  const looking = setInterval(() => seen.push(residentOf(child.pid!) ?? 0), 200);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(looking);
  rmSync(data, { recursive: true, force: true });
  return [
    {
      what: '`whylogin import` at full speed, resident memory',
      seen: `${megabytes(percentile(seen, 0.5))}, ${megabytes(Math.max(...seen))} at most`,
    },
  ];
}

async function startFigures(built: Whylogin): Promise<Figure[]> {
  say('Measuring start-up');
  const data = join(folder, 'start');
  mkdirSync(data, { recursive: true });
  const spent = async (args: readonly string[], options = {}) => {
    const all: number[] = [];
    for (let i = 0; i < 7; i++) all.push((await timed(() => built.run(args, options))).ms);
    return time(percentile(all, 0.5));
  };
  return [
    { what: '`whylogin --version`, whole process', seen: await spent(['--version']) },
    {
      what: '`whylogin explain` of a small file, whole process',
      seen: await spent(['explain', 'ada@example.com', '--logs', 'test/fixtures/events/log-stream.ndjson']),
    },
  ];
}
