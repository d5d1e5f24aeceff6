import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chance } from '../../bench/spikes/chance.ts';
import { type Backtest, type BacktestOptions, backtestCommand } from '../../src/cli/backtest.ts';
import { countsOf } from '../../src/cli/counts-file.ts';
import { printBacktest } from '../../src/cli/print-backtest.ts';
import { Fault } from '../../src/errors.ts';
import { NO_PLACES } from '../../src/event/ip-places.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { everyday, gotIn, inOrder, stuffing } from '../spikes/little-tenant.ts';

const MINUTE = 60_000;
const FROM = Date.parse('2026-09-07T00:00:00Z');
const DAY = 24 * 60;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whylogin-backtest-'));
});
afterAll(() => rm(folder, { recursive: true }));

function backtest(options: Partial<BacktestOptions>): Promise<Backtest> {
  const openEmpty = () => openEventStore(':memory:');
  return backtestCommand(
    { step: '1m', sensitivity: 'medium', ...options },
    { zone: 'UTC', openEmpty, places: NO_PLACES },
  );
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** Counts of some days, changed by a function, as a file. */
async function counted(
  name: string,
  days: number,
  series: Record<string, (minute: number, usual: number) => number | ''>,
  step = 1,
): Promise<string> {
  const chance = new Chance(name);
  const rows = [['minute', ...Object.keys(series)].join(',')];
  const sums: (number | '')[] = [];
  for (let minute = 0; minute < days * DAY; minute++) {
    for (const [i, change] of Object.values(series).entries()) {
      const hour = (minute % DAY) / 60;
      const now = change(minute, chance.poisson(20 * (1 + 0.6 * Math.sin(((hour - 6) / 24) * 2 * Math.PI))));
      sums[i] = now === '' || sums[i] === '' ? '' : (sums[i] ?? 0) + now;
    }
    if ((minute + 1) % step !== 0) continue;
    rows.push([new Date(FROM + (minute + 1 - step) * MINUTE).toISOString(), ...sums].join(','));
    sums.length = 0;
  }
  return file(name, `${rows.join('\n')}\n`);
}

const during = (from: number, minutes: number, minute: number) => minute >= from && minute < from + minutes;
const ATTACK = 16 * DAY + 600;

describe('whylogin backtest --counts', () => {
  it('finds an attack in one series, with its figures', async () => {
    const path = await counted('one.csv', 18, { failed_login: (m, n) => (during(ATTACK, 40, m) ? n * 5 : n) });
    const { minutes, series, incidents } = await backtest({ counts: path });
    expect(minutes).toBe(18 * DAY);
    expect(series).toEqual(['failed_login']);
    expect(incidents).toHaveLength(1);
    const [incident] = incidents;
    expect(incident).toMatchObject({
      kind: 'spike',
      lead: 'failed_login',
      series: ['failed_login'],
      family: 'credential_attack',
      severity: 'warning',
      pings: 1,
      marks: [],
    });
    const opened = (Date.parse(incident!.openedAt) - FROM) / MINUTE;
    expect(opened).toBeGreaterThan(ATTACK);
    expect(opened).toBeLessThanOrEqual(ATTACK + 3);
    const resolved = (Date.parse(incident!.resolvedAt!) - FROM) / MINUTE;
    expect(resolved).toBeGreaterThanOrEqual(ATTACK + 50);
    expect(resolved).toBeLessThanOrEqual(ATTACK + 55);
    expect(incident!.peakRatio).toBeGreaterThan(4);
    expect(incident!.observed).toBeGreaterThan(2 * incident!.expected);
  });

  it('opens at the end of the step, whatever its length', async () => {
    const path = await counted('steps.csv', 18, { x: (m, n) => (during(ATTACK, 60, m) ? n * 5 : n) }, 30);
    const { incidents } = await backtest({ counts: path, step: '30m' });
    expect(incidents.map(({ openedAt }) => (Date.parse(openedAt) - FROM) / MINUTE)).toEqual([ATTACK + 30]);
    expect(incidents[0]!.family).toBe('other');
  });

  it('joins series that rise together, and keeps a drop beside them', async () => {
    const path = await counted('many.csv', 18, {
      failed_login: (m, n) => (during(ATTACK, 40, m) ? n * 6 : n),
      unknown_user: (m, n) => (during(ATTACK + 2, 38, m) ? n * 9 : n),
      login: (m, n) => (during(ATTACK + 20, 20, m) ? 0 : n),
    });
    const { incidents } = await backtest({ counts: path });
    expect(incidents.map(({ kind, series, family }) => ({ kind, series, family }))).toEqual([
      { kind: 'spike', series: ['failed_login', 'unknown_user'], family: 'credential_attack' },
      { kind: 'drop', series: ['login'], family: 'outage' },
    ]);
    expect(incidents.map(({ severity }) => severity)).toEqual(['warning', 'critical']);
  });

  it('takes an empty cell and a missing row for not observed', async () => {
    const empty = (m: number) => during(ATTACK, 60, m);
    const path = await counted('gaps.csv', 18, { logins: (m, n) => (empty(m) ? '' : n) });
    expect((await backtest({ counts: path })).incidents).toEqual([]);
    const zeros = await counted('zeros.csv', 18, { logins: (m, n) => (empty(m) ? 0 : n) });
    expect((await backtest({ counts: zeros })).incidents.map(({ kind }) => kind)).toEqual(['drop']);
  });

  it('calls a minute’s dip no critical one, and an outage one', async () => {
    const dip = (m: number) => (during(ATTACK, 3, m) ? 0.1 : during(ATTACK + 3, 3, m) ? 0.6 : 1);
    const brief = await counted('dip.csv', 18, { logins: (m, n) => Math.round(n * 20 * dip(m)) });
    expect((await backtest({ counts: brief })).incidents.map(({ severity }) => severity)).not.toContain('critical');
    const long = await counted('out.csv', 18, { logins: (m, n) => (during(ATTACK, 20, m) ? 0 : n * 20) });
    expect((await backtest({ counts: long })).incidents.map(({ severity, pings }) => [severity, pings])).toEqual([
      ['critical', 1],
    ]);
  });

  it('reads a file of the Numenta Anomaly Benchmark as it is', async () => {
    const chance = new Chance('nab');
    const from = Date.parse('2014-04-10T00:00:00Z');
    const rows = Array.from({ length: 14 * 288 }, (_, i) => {
      const at = new Date(from + i * 5 * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
      const usual = 60 * (1 + 0.6 * Math.sin((i / 288) * 2 * Math.PI));
      return `${at},${chance.poisson(i >= 12 * 288 && i < 12 * 288 + 12 ? usual * 5 : usual)}`;
    });
    const path = await file('nab.csv', `timestamp,value\n${rows.join('\n')}\n`);
    const { minutes, series, incidents } = await backtest({ counts: path, step: '5m' });
    expect({ minutes, series }).toEqual({ minutes: 14 * DAY, series: ['value'] });
    expect(incidents.map(({ openedAt, kind }) => [openedAt, kind])).toEqual([['2014-04-22T00:05:00.000Z', 'spike']]);
  });

  it('asks for more at low sensitivity than at high', async () => {
    const path = await counted('mild.csv', 18, { x: (m, n) => (during(ATTACK, 30, m) ? Math.round(n * 2.4) : n) });
    const found = async (sensitivity: string) => (await backtest({ counts: path, sensitivity })).incidents.length;
    expect([await found('low'), await found('high')]).toEqual([0, 1]);
  });

  it('says in lines what would have been posted', async () => {
    const path = await counted('print.csv', 18, { failed_login: (m, n) => (during(ATTACK, 40, m) ? n * 5 : n) });
    const text = printBacktest(await backtest({ counts: path }), 'Europe/Berlin');
    expect(text).toMatch(/^1 message would have been posted in 18 days of failed_login/);
    expect(text).toMatch(/Wed 23 Sept? 2026 12:0\d – 12:5\d {2}failed_login .*up to \d\.\d times the usual/);
    expect(text).toMatch(/Times are Europe\/Berlin\.\n$/);
  });

  it.each([
    ['no file', { counts: 'nowhere.csv' }, /there is no such file/],
    ['neither', {}, /either events or counts/],
    ['both', { counts: 'a.csv', logs: ['b'] }, /either events or counts/],
    ['a step that fills no hour', { counts: 'a.csv', step: '7m' }, /none of 1m/],
    ['a zone that is none', { counts: 'a.csv', zone: 'Mars/Base' }, /no time zone/],
    ['a sensitivity that is none', { counts: 'a.csv', sensitivity: 'huge' }, /none of low/],
  ])('refuses %s', async (_what, options, sentence) => {
    await expect(backtest(options)).rejects.toThrow(sentence);
    await expect(backtest(options)).rejects.toBeInstanceOf(Fault);
  });
});

describe('a file of counts', () => {
  const read = (text: string, step = 1) => countsOf(text, 'counts.csv', step);

  it('has times in ISO or epoch seconds, in any order', () => {
    const minute = FROM / MINUTE;
    const wanted = { series: ['a', 'b'], from: minute, step: 1 };
    const columns = [Float64Array.of(1, 3, Number.NaN, 5), Float64Array.of(2, Number.NaN, Number.NaN, 6)];
    const iso = 'minute,a,b\n2026-09-07T00:01Z,3,\n2026-09-07 00:00,1,2\n2026-09-07T02:03:00+02:00,5,6\n';
    expect(read(iso)).toEqual({ ...wanted, columns });
    const seconds = `\uFEFF"minute","a","b"\r\n${minute * 60},1,2\r\n${minute * 60 + 60},3,\r\n${minute * 60 + 180},5,6\r\n`;
    expect(read(seconds)).toEqual({ ...wanted, columns });
  });

  it.each([
    ['', /line 1: there is no header/],
    ['time,a\n2026-09-07T00:00Z,1', /line 1: there is no header/],
    ['minute,a\n', /line 1: there are no rows/],
    ['minute,a,a\n2026-09-07T00:00Z,1,2', /line 1: a series has the name of another/],
    ['minute,a\n2026-09-07T00:00Z,1,2', /line 2: there are 3 cells/],
    ['minute,a\nyesterday,1', /line 2: “yesterday” is no time/],
    ['minute,a\n2026-09-07T00:00Z,many', /line 2: “many” is no count/],
    ['minute,a\n2026-09-07T00:00Z,-1', /line 2: “-1” is no count/],
    ['minute,a\n2026-09-07T00:00Z,1\n2026-09-07T00:00Z,2', /line 3: this minute is there already/],
    ['minute,a\n2026-09-07T00:00Z,1\n2026-09-07T00:30Z,1\n2026-09-07T01:00Z,2', /--step 30m/],
    ['minute,a\n1970-01-01T00:00Z,1\n2026-09-07T00:00Z,1', /Check the dates/],
  ])('%j', (text, sentence) => expect(() => read(text)).toThrow(sentence));

  it('says where a row lies between steps', () => {
    const text = 'minute,a\n2026-09-07T00:00Z,1\n2026-09-07T00:30Z,1\n2026-09-07T00:50Z,2';
    expect(() => read(text, 30)).toThrow(/line 4: this row lies between two steps of 30 min/);
  });
});

describe('whylogin backtest --logs', () => {
  it('counts people, finds the attack and who got in, whatever came twice and in whatever order', async () => {
    const attack = FROM + 9 * DAY * MINUTE + 10 * 60 * MINUTE;
    const rows = inOrder([
      ...everyday({ logins: 0.4, failures: 0.4, from: FROM, minutes: 10 * DAY }),
      ...stuffing(attack, 20, 25),
      gotIn(attack + 9 * MINUTE),
    ]);
    const shuffled = [...rows.slice(500), ...rows.slice(0, 700)];
    const path = await file('events.ndjson', shuffled.map((row) => JSON.stringify(row)).join('\n'));
    const { series, incidents } = await backtest({ logs: [path] });
    expect(series).toContain('failed_login');
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({
      kind: 'spike',
      family: 'credential_attack',
      severity: 'critical',
      pings: 2,
      series: expect.arrayContaining(['failed_login', 'unknown_user']),
    });
    const opened = Date.parse(incidents[0]!.openedAt);
    expect(opened - attack).toBeLessThanOrEqual(2 * MINUTE);
    expect(opened % MINUTE).toBe(0);
    expect(Date.parse(incidents[0]!.resolvedAt!)).toBeGreaterThan(attack + 25 * MINUTE);
  });
});
