import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { Whylogin } from './whylogin.ts';

const AT = '2026-11-24T12:00:00Z';

const whylogin = new Whylogin(inject('built'));
let folder: string;
let logs: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whylogin-digest-'));
  logs = join(folder, 'events.ndjson');
  const { events } = simulateTenant({ now: new Date(AT), weeks: 3, size: 2_500 });
  writeFileSync(logs, events.map((event) => JSON.stringify(event)).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = (...args: string[]) =>
  whylogin.run(['digest', '--logs', logs, '--at', AT, ...args], { data: join(folder, 'data') });

describe('whylogin digest', () => {
  it('prints the last whole week, with its hours as characters', async () => {
    const { code, stdout, stderr } = await digest('--zone', 'Europe/Berlin');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Week 47 \(16–22 Nov, Europe\/Berlin\)\n• /);
    expect(stdout.split('\n').filter((line) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [·░▒▓█]{24}$/.test(line)).length).toBe(
      21,
    );
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(stdout).not.toMatch(/@(?!.*Pages)|auth0\||undefined|NaN/);
  });

  it('prints JSON of the documented shape, naming nobody', async () => {
    const { code, stdout } = await digest('--week', '2026-W47', '--zone', 'Europe/Berlin', '--json');
    expect(code).toBe(0);
    const value = JSON.parse(stdout);
    expect(Object.keys(value)).toEqual([
      'week',
      'zone',
      'from',
      'to',
      'headlines',
      'volume',
      'days',
      'primeTimes',
      'audience',
      'behavior',
      'causes',
      'actors',
      'protection',
      'coverage',
    ]);
    expect(value).toMatchObject({ week: '2026-W47', from: '2026-11-15T23:00:00.000Z', to: '2026-11-22T23:00:00.000Z' });
    expect(value.headlines.length).toBeGreaterThan(0);
    expect(value.headlines.length).toBeLessThanOrEqual(3);
    expect(value.primeTimes.every(({ hours }: { hours: number[] }) => hours.length === 168)).toBe(true);
    expect(stdout).not.toMatch(/@|auth0\|/);
  });

  it('prints every number as CSV', async () => {
    const { stdout } = await digest('--csv');
    const lines = stdout.trim().split('\r\n');
    expect(lines[0]).toBe('part,name,measure,value');
    expect(lines.every((line) => line.split(',').length >= 4)).toBe(true);
    expect(lines.some((line) => /^volume,logins,now,\d+$/.test(line))).toBe(true);
  });

  it.each([
    [['--week', '2026-W60'], /“2026-W60” is no week of the calendar/],
    [['--week', '2027-W10'], /2027-W10 has not begun at that time/],
    [['--zone', 'Mars/Olympus'], /--zone: “Mars\/Olympus” isn’t a time zone/],
    [['--at', 'yesterday'], /--at: “yesterday” isn’t a time/],
  ])('refuses %j', async (args, sentence) => {
    const { code, stdout, stderr } = await digest(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
  });

  it('says how to begin where nothing is stored, and what is missing to post', async () => {
    const none = await whylogin.run(['digest'], { data: join(folder, 'nothing') });
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/Import logs first/);
    const post = await whylogin.run(['digest', '--post'], { data: join(folder, 'nothing') });
    expect(post.code).toBe(2);
    expect(post.stderr).toMatch(/Slack is not set/);
  });
});
