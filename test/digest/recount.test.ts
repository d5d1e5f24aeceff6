import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellAttempts } from '../../bench/digest/agreement.ts';
import { differences, leaves, recountable, retellable } from '../../bench/digest/compare.ts';
import { extras } from '../../bench/digest/extras.ts';
import { type RawRow, readRaw } from '../../bench/digest/labels.ts';
import { Recount } from '../../bench/digest/recount.ts';
import { retell } from '../../bench/digest/retell.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { weekNamed } from '../../src/digest/week.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import type { EventStore } from '../../src/store/port.ts';
import { answersFrom } from '../../src/why/answers.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { digestOf, storeOf, ZONE } from './tenant.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const EXTRAS_FROM = Date.parse('2026-10-26T00:00:00Z');

let store: EventStore;
let recount: Recount;
let people: string[];
let raw: RawRow[];
beforeAll(async () => {
  const world = simulateTenant({ now: new Date(NOW), weeks: 9, size: 6_000 });
  const rows: object[] = [...world.events, ...extras(EXTRAS_FROM)];
  // Delivered twice, and late.
  const delivered = [...rows.filter((_, i) => i % 9 > 0), ...rows.filter((_, i) => i % 9 === 0), ...rows.slice(0, 500)];
  store = await storeOf(...delivered);
  people = [
    ...new Set(world.events.map(({ user_id: id }) => id).filter((id) => typeof id === 'string' && id !== '')),
    ...new Set(
      world.events.map(({ user_name: name }) => String(name ?? '').toLowerCase()).filter((name) => name !== ''),
    ),
  ] as string[];
  const folder = mkdtempSync(join(tmpdir(), 'whylogin-recount-'));
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, delivered.map((row) => JSON.stringify(row)).join('\n'));
  recount = await Recount.of(path, NOW);
  raw = await readRaw(path);
  rmSync(folder, { recursive: true });
});
afterAll(() => store.close());

describe('every number of a digest, counted a second time in SQL over the raw rows', () => {
  it.each([
    ['2026-W43', ZONE],
    ['2026-W44', ZONE],
    ['2026-W44', 'America/New_York'],
    ['2026-W47', 'Asia/Kathmandu'],
  ])('%s in %s', async (week, zone) => {
    const digest = await digestOf(store, { week, zone, at: Date.parse(NOW) });
    const there = await recount.week(week, zone);
    expect(differences(recountable(digest), there)).toEqual([]);
    expect(leaves(there)).toBeGreaterThan(500);
  });

  it('tells a difference where there is one', async () => {
    const there = await recount.week('2026-W43', ZONE);
    const here = recountable(await digestOf(store, { week: '2026-W44', at: Date.parse(NOW) }));
    expect(differences(here, there).length).toBeGreaterThan(50);
  });
});

describe('causes, funnel and recovery, told a second time by plain code over the raw rows', () => {
  it.each([
    ['2026-W43', ZONE],
    ['2026-W44', 'America/New_York'],
  ])('%s in %s', async (name, zone) => {
    const week = weekNamed(name, zone);
    const digest = await digestOf(store, { week: name, zone, at: Date.parse(NOW) });
    const there = retell(raw, week, Date.parse(NOW));
    expect(differences(retellable(digest), there)).toEqual([]);
    expect(leaves(there)).toBeGreaterThan(40);
    const later = retell(raw, weekNamed('2026-W45', zone), Date.parse(NOW));
    expect(differences(retellable(digest), later).length).toBeGreaterThan(10);
  });
});

describe('the causes of a digest', () => {
  it('are those that explanations name', async () => {
    const week = weekNamed('2026-W48', ZONE);
    const at = Date.parse(NOW);
    const answers = answersFrom({ store, rules: [], live: async () => ({ profile: null, notes: [] }) });
    const failing = await failed(week.from, at);
    const told = await tellAttempts(
      people.filter((who) => failing.has(who)),
      { from: week.from, to: at },
      (who, moment, since) => answers.explain({ subject: parseSubject(who), at: Math.min(moment, at), since }),
    );
    const { causes } = await digestOf(store, { week: week.name, at });
    const counts = new Map<string, number>();
    for (const { cause } of told) counts.set(cause, (counts.get(cause) ?? 0) + 1);
    // Attempts behind which nobody can be found are in the digest alone.
    const fromNobody = ['callback_mismatch', 'idp_secret_expired', 'origin_not_allowed', 'bot_detection', 'other'];
    const counted = causes.filter(({ cause }) => !fromNobody.includes(cause));
    expect(counted.length).toBeGreaterThan(7);
    expect(counted.map(({ cause, events }) => [cause, events])).toEqual(
      counted.map(({ cause }) => [cause, counts.get(cause)]),
    );
  });

  /** User ids and names on any failure of a time, and on logins seconds before an exchange that names nobody. */
  async function failed(from: number, to: number): Promise<Set<string>> {
    const names = new Set<string>();
    const rows: LogEvent[] = [];
    for await (const page of store.scan({ from, to })) rows.push(...page);
    const exchanges = rows.filter(({ type, userId }) => type === 'feacft' && userId === null);
    for (const { userId, identifier, type, at } of rows) {
      const before = exchanges.some((exchange) => at <= exchange.at && exchange.at - at < 15_000);
      if (/^(f|gd_|limit|pwd)/.test(type) || before)
        for (const name of [userId, identifier?.toLowerCase()]) if (name) names.add(name);
    }
    return names;
  }
});
