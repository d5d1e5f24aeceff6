import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { type Mode, replayDay } from '../../bench/sources/day.ts';

const MINUTE = 60_000;

/** The small sister of `bench/sources/main.ts`: an hour and a half in six seconds. */
describe('a time of outages, late rows and a kill -9', () => {
  it.concurrent.each<Mode>(['polling', 'webhook', 'both'])(
    '%s: what is stored is what was sent',
    async (mode) => {
      const folder = mkdtempSync(join(tmpdir(), `whylogin-${mode}-`));
      const span = { length: 90 * MINUTE, takes: 6_000, latest: 4 * MINUTE };
      const program = [join(inject('built'), 'bench/sources/bot.js')];
      const result = await replayDay({ mode, events: 3_000, folder, program, ...span });
      expect(result).toMatchObject({ sent: 3_000, stored: 3_000, missing: 0, foreign: 0, kills: 1 });
      expect(result.late).toBeGreaterThan(30);
      if (mode !== 'polling') expect(result.repeated).toBeGreaterThan(100);
      if (mode !== 'webhook') expect(result.requests).toBeGreaterThan(10);
    },
    120_000,
  );
});
