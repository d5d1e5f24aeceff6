import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Counting, countOnThreads } from '../../src/app/digest-counting.ts';
import { openIpPlaces } from '../../src/app/ip-places.ts';
import { storesOf } from '../../src/app/stores.ts';
import { weekNamed } from '../../src/digest/week.ts';
import type { Fault } from '../../src/errors.ts';
import { parseRules } from '../../src/why/rules.ts';
import { add, digestOf, HOUR, login, MONDAY, people, row, WEEK, wrongPassword, ZONE } from '../digest/tenant.ts';

const RULES = parseRules('- match: /desk closed/\n  headline: The desk is closed.\n  advice: Wait.', 'rules.yaml');
const WEEK_46 = { week: weekNamed('2026-W46', ZONE), at: MONDAY + 2 * WEEK };

let data: string;
let counting: Counting;
const environment = process.env.WHYLOGIN_DATA;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'whylogin-counting-'));
  process.env.WHYLOGIN_DATA = data;
  counting = countOnThreads(RULES);
});
afterEach(async () => {
  await counting.stop();
  rmSync(data, { recursive: true });
  if (environment === undefined) delete process.env.WHYLOGIN_DATA;
  else process.env.WHYLOGIN_DATA = environment;
});

describe('a week that is counted on a thread of its own', () => {
  it('is the same, the tenant’s own texts included', async () => {
    const store = await storesOf().events();
    const places = openIpPlaces();
    const names = people(30);
    await add(store, [
      ...names.flatMap((name, i) => [
        wrongPassword(MONDAY + i * HOUR, name),
        login(MONDAY + i * HOUR + 20_000, name),
        login(MONDAY - WEEK + i * HOUR, name),
      ]),
      row(MONDAY + HOUR, 'f', { user_name: 'desk@example.com', description: 'desk closed on Mondays' }),
    ]);
    const here = await digestOf(store, { places, ports: { rules: RULES } });
    const there = await counting.during((count) => digestOf(store, { places, ports: { rules: RULES, count } }));
    expect(there).toEqual(here);
    expect(here.causes.map(({ cause }) => cause)).toContain('action_denied');
    await store.close();
  });

  it('says what is wrong with the store', async () => {
    const failing = counting.during((count) => count(WEEK_46));
    await expect(failing).rejects.toMatchObject({ name: 'Fault', code: 'store' } satisfies Partial<Fault>);
  });

  it('is broken off when the bot stops, and none is begun after it', async () => {
    await (await storesOf().events()).close();
    const begun = counting.during((count) => count(WEEK_46));
    const ended = expect(begun).rejects.toThrow('Ask for the digest again');
    await counting.stop();
    await ended;
    await expect(counting.during((count) => count(WEEK_46))).rejects.toThrow('Ask for the digest again');
  });
});
