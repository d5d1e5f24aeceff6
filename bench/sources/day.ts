import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastClock } from '../../playground/auth0/fast-clock.ts';
import { logStream } from '../../playground/auth0/senders.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import type { ApiRow } from '../../playground/tenant/forms.ts';
import { Random } from '../../playground/tenant/random.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import type { Range } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import type { BotSettings } from './bot.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long after the day everything has to be stored. */
const PATIENCE = 5 * MINUTE;
/** As a part of the day: how long an outage lasts. */
const OUTAGE = 1 / 72;
const STREAM_KEY = 'replayed-stream-key';
const SOURCE = ['--import', 'tsx', join(import.meta.dirname, 'bot.ts')];

export type Mode = 'polling' | 'webhook' | 'both';

export interface DaySettings {
  mode: Mode;
  events: number;
  /** How long the day takes, ms. */
  takes: number;
  /** How long it is by its own clock, ms: 24 hours, unless there is no time for that many. */
  length?: number;
  /** How late a row may become visible, ms. */
  latest?: number;
  /** Holds events.db and state.db. */
  folder: string;
  /** Makes writing fail and mends it again, at 09:00 and 09:20; the bot's store refuses by itself where not given. */
  disk?: { break(): void; mend(): void };
  say?: (line: string) => void;
  /** What node is given to run the process under test; its source, where not given. */
  program?: readonly string[];
}

export interface DayResult {
  mode: Mode;
  sent: number;
  late: number;
  /** Events that the stream delivered again. */
  repeated: number;
  stored: number;
  missing: number;
  foreign: number;
  requests: number;
  limited: number;
  kills: number;
  /** From the day's begin until everything was stored, ms. */
  took: number;
}

/**
 * A day of a busy tenant in minutes: 2 % of the rows visible up to twelve minutes late and as many with a date older
 * than their place, 5 % delivered twice; the API down at 05:00 for 20 minutes, broken at 12:00 for 40, over its limit at
 * 18:00 for 20; the store cannot write at 09:00 for 20; the process is killed (-9) at 15:00. Then what is stored is
 * compared with what was sent.
 */
export async function replayDay(settings: DaySettings): Promise<DayResult> {
  const {
    mode,
    events,
    takes,
    folder,
    disk,
    length = DAY,
    latest = 12 * MINUTE,
    say = () => {},
    program = SOURCE,
  } = settings;
  const from = Date.parse('2026-11-24T00:00:00Z');
  const timing = { from, speed: length / takes, started: Date.now() + 1_500 };
  const clock = fastClock(timing);
  // A whole day's rows would take gigabytes; of a short one none may be dropped while a slow machine starts the bot.
  const tenant = await new SimulatedAuth0({ now: clock.now, keeps: length < DAY ? 30 * DAY : 4 * HOUR }).start();
  const port = await freePort();
  const bot = new Bot(program, {
    folder,
    port,
    clock: timing,
    env: environmentOf(mode, tenant),
    refuses: disk ? null : { from: from + (9 / 24) * length, to: from + (9 / 24 + OUTAGE) * length },
  });
  const stream =
    mode === 'polling'
      ? null
      : logStream({
          url: `http://127.0.0.1:${port}/auth0/events`,
          authorization: STREAM_KEY,
          twice: 0.05,
          most: 200,
          pause: 50,
        });
  const day = new Day(events, from, length, latest);
  await bot.start();

  const outage = OUTAGE * length;
  const plan: [part: number, what: string, act: () => unknown][] = [
    [5 / 24, 'the API answers 500', () => tenant.faults.during({ kind: 'status', status: 500 }, outage)],
    [9 / 24, 'the store cannot write', () => disk?.break()],
    [9 / 24 + OUTAGE, 'the store can write again', () => disk?.mend()],
    [12 / 24, 'connections to the API break', () => tenant.faults.during({ kind: 'dropped' }, 2 * outage)],
    [15 / 24, 'kill -9', () => bot.killAndRestart()],
    [18 / 24, 'the API answers 429', () => tenant.faults.during({ kind: 'limited' }, outage)],
  ];
  const acting: unknown[] = [];
  while (!day.over) {
    const now = clock.now();
    while (plan[0] !== undefined && now >= from + plan[0][0] * length) {
      const [, what, act] = plan.shift()!;
      say(`${new Date(now).toISOString().slice(11, 16)} ${what}`);
      acting.push(act());
    }
    const rows = day.until(now);
    for (const { row, late } of rows.written) tenant.logs.add(row, late);
    stream?.push(rows.visible.map((row) => ({ log_id: row.log_id, data: row })));
    await sleep(10);
  }
  await Promise.all(acting);
  await stream?.idle();
  const took = await untilStored(folder, events, () => Date.now() > timing.started + takes + PATIENCE, timing.started);
  await bot.stop();
  await tenant.stop();
  stream?.stop();
  const compared = await compare(folder, day.sent, { from: from - DAY, to: from + 2 * DAY });
  return {
    mode,
    sent: day.sent.size,
    late: day.late,
    repeated: stream?.repeated ?? 0,
    ...compared,
    requests: tenant.requests.length,
    limited: tenant.requests.filter(({ status }) => status === 429).length,
    kills: bot.kills,
    took,
  };
}

function environmentOf(mode: Mode, { domain, url, client }: SimulatedAuth0): Record<string, string> {
  const env: Record<string, string> = {};
  if (mode !== 'webhook')
    Object.assign(env, {
      AUTH0_DOMAIN: domain,
      AUTH0_API_URL: url,
      AUTH0_CLIENT_ID: client.id,
      AUTH0_CLIENT_SECRET: client.secret,
    });
  if (mode !== 'polling') env.AUTH0_STREAM_TOKEN = STREAM_KEY;
  return env;
}

/** The day's rows: the bodies of a simulated tenant over and over, each with its own date and id. */
class Day {
  readonly sent = new Set<string>();
  late = 0;
  readonly #bodies: ApiRow[];
  readonly #random = new Random('day');
  readonly #events: number;
  readonly #from: number;
  readonly #length: number;
  readonly #latest: number;
  #next = 0;
  #hidden: { at: number; row: ApiRow }[] = [];

  constructor(events: number, from: number, length: number, latest: number) {
    this.#events = events;
    this.#from = from;
    this.#length = length;
    this.#latest = latest;
    this.#bodies = simulateTenant({ now: new Date(from), weeks: 1, size: 10_000 }).events;
  }

  get over(): boolean {
    return this.#next === this.#events && this.#hidden.length === 0;
  }

  /** Rows that were written by now, and those that are visible by now, some of them long written. */
  until(now: number): { written: { row: ApiRow; late: number }[]; visible: ApiRow[] } {
    const written: { row: ApiRow; late: number }[] = [];
    const visible: ApiRow[] = [];
    for (; this.#next < this.#events && this.#loggedAt(this.#next) <= now; this.#next++) {
      const row = this.#row(this.#next);
      const late = this.#random.chance(0.02) ? this.#random.between(1, this.#latest) : 0;
      this.sent.add(row.log_id);
      written.push({ row, late });
      if (late === 0) visible.push(row);
      else {
        this.late++;
        this.#hidden.push({ at: this.#loggedAt(this.#next) + late, row });
      }
    }
    visible.push(...this.#hidden.filter(({ at }) => at <= now).map(({ row }) => row));
    this.#hidden = this.#hidden.filter(({ at }) => at > now);
    return { written, visible };
  }

  #loggedAt(index: number): number {
    return this.#from + Math.floor((index / this.#events) * this.#length);
  }

  #row(index: number): ApiRow {
    const at = this.#loggedAt(index);
    const old = this.#random.chance(0.02) ? this.#random.between(1, 30 * MINUTE) : 800;
    const time = new Date(at).toISOString().replace(/\D/g, '');
    const log_id = `900${time}000000000000000001223372${String(index + 1).padStart(12, '0')}`;
    return {
      ...this.#bodies[index % this.#bodies.length]!,
      date: new Date(at - old).toISOString(),
      log_id,
      _id: log_id,
    };
  }
}

/** The process under test. */
class Bot {
  readonly #program: readonly string[];
  readonly #settings: BotSettings;
  #process: ChildProcess | null = null;
  kills = 0;

  constructor(program: readonly string[], settings: BotSettings) {
    this.#program = program;
    this.#settings = settings;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [...this.#program, JSON.stringify(this.#settings)], {
      stdio: ['ignore', 'pipe', process.env.REPLAY_LOG ? 'inherit' : 'ignore'],
    });
    this.#process = child;
    await Promise.race([
      once(child.stdout!, 'data'),
      once(child, 'exit').then(() => Promise.reject(new Error('The bot ended before it was ready.'))),
    ]);
  }

  async killAndRestart(): Promise<void> {
    this.kills++;
    const ended = once(this.#process!, 'exit');
    this.#process!.kill('SIGKILL');
    await ended;
    await this.start();
  }

  async stop(): Promise<void> {
    const ended = once(this.#process!, 'exit');
    this.#process!.kill('SIGTERM');
    await ended;
  }
}

async function untilStored(folder: string, events: number, tooLate: () => boolean, started: number): Promise<number> {
  const store = await openEventStore(join(folder, 'events.db'), { readOnly: true });
  try {
    while ((await store.coverage()).events < events && !tooLate()) await sleep(50);
    return Date.now() - started;
  } finally {
    await store.close();
  }
}

async function compare(
  folder: string,
  sent: ReadonlySet<string>,
  range: Range,
): Promise<{ stored: number; missing: number; foreign: number }> {
  const store = await openEventStore(join(folder, 'events.db'), { readOnly: true });
  const left = new Set(sent);
  let stored = 0;
  let foreign = 0;
  for await (const page of store.scan(range))
    for (const { logId } of page) {
      stored++;
      if (!left.delete(logId)) foreign++;
    }
  await store.close();
  return { stored, missing: left.size, foreign };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
