import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asApiRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import type { Digest } from '../../src/digest/digest.ts';
import { makeDigest } from '../../src/digest/make.ts';
import { weekNamed } from '../../src/digest/week.ts';
import { NO_PLACES } from '../../src/event/ip-places.ts';
import { readEvents } from '../../src/intake/file.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { differences, leaves, recountable, retellable } from './compare.ts';
import { extras } from './extras.ts';
import { readRaw } from './labels.ts';
import { Recount } from './recount.ts';
import { retell } from './retell.ts';

/** Eight weeks; summer time ends in week 43 in Europe, and in week 44 in North America. */
const WEEKS = ['W40', 'W41', 'W42', 'W43', 'W44', 'W45', 'W46', 'W47'].map((week) => `2026-${week}`);
const ZONES = ['Europe/Berlin', 'America/New_York'];
const NOW = '2026-11-24T12:00:00.000Z';
/** These hours are cut out, so that there are gaps to find; every fiftieth row is written twice, every hundredth late. */
const CUT = { from: Date.parse('2026-11-12T09:00:00Z'), to: Date.parse('2026-11-12T12:00:00Z') };

/** Monday of week 44: attackers, offices and small countries are put there. */
const EXTRAS_FROM = Date.parse('2026-10-26T00:00:00Z');

/** Recounts every week of the simulated tenant, twice over, and says where the countings differ. */
async function main(): Promise<void> {
  const size = Number(process.argv[2] ?? 250_000);
  const folder = mkdtempSync(join(tmpdir(), 'whylogin-recount-'));
  const path = join(folder, 'events.ndjson');
  try {
    const events = await write(path, size);
    const recount = await Recount.of(path, NOW);
    const raw = await readRaw(path);
    const store = await openEventStore(':memory:');
    for await (const { arrivals } of readEvents([path])) await store.add(arrivals);
    let wrong = 0;
    let compared = 0;
    const told = { wrong: 0, old: 0 };
    for (const zone of ZONES) {
      for (const name of WEEKS) {
        const week = weekNamed(name, zone);
        const digest = await makeDigest(
          { week, at: Date.parse(NOW) },
          { store, places: NO_PLACES, rules: [], memory: null, version: 'bench', pause: async () => {} },
        );
        const here = { ...recountable(digest), ...retellable(digest) };
        const there = { ...(await recount.week(name, zone)), ...retell(raw, week, Date.parse(NOW)) };
        if (zone === ZONES[0]) {
          told.wrong += attemptsOf(digest, 'wrong_password');
          told.old += attemptsOf(digest, 'stale_password');
        }
        const found = differences(here, there);
        wrong += found.length;
        compared += leaves(there);
        process.stdout.write(`${name} ${zone}: ${leaves(there)} values, ${found.length} different\n`);
        for (const line of found.slice(0, 10)) process.stdout.write(`  ${line}\n`);
      }
    }
    process.stdout.write(`${events} events; ${compared} values compared, ${wrong} different\n`);
    // The simulated people who type an old password do so after these weeks: here it is always a misjudgement.
    process.stdout.write(`${told.old} of ${told.wrong + told.old} wrong passwords were taken for old ones\n`);
    process.exitCode = wrong === 0 ? 0 : 1;
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function attemptsOf({ causes }: Digest, id: string): number {
  return causes.find(({ cause }) => cause === id)?.events ?? 0;
}

async function write(path: string, size: number): Promise<number> {
  const { rows } = simulateTenant({ now: new Date(NOW), weeks: 14, size: Math.round((size * 14) / 8) });
  const kept = rows.filter(({ at }) => at < CUT.from || at >= CUT.to);
  const own = [...kept.map(asApiRow), ...extras(EXTRAS_FROM)];
  const lines = own.map((row) => JSON.stringify(row));
  const late = lines.filter((_, i) => i % 100 === 7);
  const file = createWriteStream(path);
  for (const [i, line] of [
    ...lines.filter((_, j) => j % 100 !== 7),
    ...late,
    ...lines.filter((_, j) => j % 50 === 3),
  ].entries())
    if (!file.write(`${line}\n`) && i % 1_000 === 0) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
  return lines.length;
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
