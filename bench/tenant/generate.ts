import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { address, BUSY_EVENTS, PEOPLE, person } from './people.ts';
import { Random } from './random.ts';
import { exchange, factor, failure, type Line, login, operation, reuse, row, unnamed, type Visit } from './rows.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
export const DAYS = 60;
/** The last moment of the generated time. */
export const END = Date.UTC(2026, 10, 20);

/** Visits by hour of a weekday, in parts of the busiest; at the weekend two thirds of it. */
const HOURS = [18, 12, 9, 8, 9, 14, 25, 45, 68, 80, 84, 82, 78, 82, 84, 80, 76, 78, 88, 100, 96, 78, 52, 30];
const WEEKEND = 0.66;
/** Bursts of credential stuffing: so many, so many tries each as a part of all events. */
const BURSTS = 40;
const BURST = 0.0005;
/** About what one visit writes, and how much of it names its person. */
const EVENTS_A_VISIT = 2.25;
const NAMED_A_VISIT = 1.95;

function season(at: number): number {
  const day = new Date(at).getUTCDay();
  return HOURS[new Date(at).getUTCHours()]! * (day === 0 || day === 6 ? WEEKEND : 1);
}

/** What one visit writes, oldest first. */
function visitOf(at: number, number: number, random: Random): Line[] {
  const visit: Visit = {
    who: person(number, random),
    app: (number + (random.next() < 0.2 ? random.below(24) : 0)) % 24,
    session: random.hex(4),
    transaction: random.hex(4),
    random,
  };
  const done = [login(at, visit), exchange(at + 900, visit)];
  const kind = random.next();
  if (kind < 0.28) return [reuse(at, visit), exchange(at + 700, visit)];
  if (kind < 0.5) return [unnamed(at - 9_000, 'pla', visit, 'Pre-login Assessment'), ...done];
  if (kind < 0.66) return done;
  if (kind < 0.72) return [failure(at - 20_000, 'fp', visit, 'Wrong email or password.'), ...done];
  if (kind < 0.735) return [failure(at, 'fu', visit, 'Wrong email or password.', `x${visit.who.email}`)];
  if (kind < 0.8)
    return [factor(at - 12_000, 'gd_start_auth', visit), factor(at - 2_000, 'gd_auth_succeed', visit), ...done];
  if (kind < 0.806) return [factor(at - 9_000, 'gd_start_auth', visit), factor(at, 'gd_auth_failed', visit)];
  if (kind < 0.85) return [unnamed(at, 'fsa', visit, 'Login required')];
  if (kind < 0.93) return [row(at, 'sertft', visit, { bare: true, description: 'Refresh Token for Access Token' })];
  if (kind < 0.965) return [row(at, 'slo', visit, { bare: true, description: 'User successfully logged out' })];
  if (kind < 0.975) return [row(at, 'ss', visit), row(at + 50, 'scv', visit), ...done];
  if (kind < 0.985) return [row(at, 'scpr', visit), row(at + 90_000, 'scp', visit)];
  if (kind < 0.99) return [failure(at, 'f', visit, 'AADSTS50105: The signed in user is not assigned to a role.')];
  if (kind < 0.995) return [operation(at, visit)];
  return [row(at, random.pick(['limit_wc', 'fcoa', 'feacft', 'fcpr', 'sv', 'svr', 'fn']), visit)];
}

function burst(at: number, tries: number, random: Random): Line[] {
  const from = random.below(400_000);
  return Array.from({ length: tries }, (_, i) => {
    const known = random.next() < 0.1;
    const who = { ...person(random.below(PEOPLE), random), ip: address(from + (i % 12) * 3) };
    const visit: Visit = { who, app: 0, session: '', transaction: random.hex(4), random };
    const moment = at + Math.floor((i * 5 * MINUTE) / tries);
    return known
      ? failure(moment, 'fp', visit, 'Wrong email or password.')
      : failure(moment, 'fu', visit, 'Wrong email or password.', `q${random.hex(1)}@example.net`);
  });
}

/** All minutes of the time with what was written in each, oldest first. */
function* minutes(events: number): Generator<Line[]> {
  const random = new Random(1);
  const begin = END - DAYS * DAY;
  const bursts = new Set(Array.from({ length: BURSTS }, () => random.below(DAYS * 1440)));
  let all = 0;
  for (let at = begin; at < END; at += MINUTE) all += season(at);
  const visits = (events * (1 - BURSTS * BURST)) / EVENTS_A_VISIT;
  const busyVisits = BUSY_EVENTS / NAMED_A_VISIT / (7 * 1440);
  let due = 0;
  let busyDue = 0;
  for (let at = begin, minute = 0; at < END; at += MINUTE, minute++) {
    const lines: Line[] = [];
    const moment = () => at + random.below(MINUTE);
    for (due += (visits * season(at)) / all; due >= 1; due--)
      lines.push(...visitOf(moment(), Math.floor(PEOPLE * random.next() ** 2), random));
    for (busyDue += at >= END - 7 * DAY ? busyVisits : 0; busyDue >= 1; busyDue--)
      lines.push(...visitOf(moment(), PEOPLE, random));
    if (bursts.has(minute)) lines.push(...burst(at, Math.round(events * BURST), random));
    yield lines.sort((a, b) => a.at - b.at);
  }
}

/**
 * Writes about so many events as JSON lines, the same ones every time: 500,000 people of whom few come often, 60 days
 * with their hours and weekends, bursts of credential stuffing, and somebody with 5,000 rows in the last week.
 * A file that is there already is kept. Returns how many events it has, if it was written now.
 */
export async function generate(path: string, events: number): Promise<void> {
  if (existsSync(path)) return;
  const file = createWriteStream(`${path}.part`, { highWaterMark: 1 << 20 });
  let text = '';
  for (const lines of minutes(events)) {
    for (const { json } of lines) text += json;
    if (text.length < 1 << 19) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text);
  await once(file, 'finish');
  renameSync(`${path}.part`, path);
}
