import { afterEach, describe, expect, it } from 'vitest';
import type { WeekMemory } from '../../src/digest/remembered.ts';
import type { WeekSummary } from '../../src/digest/summary.ts';
import type { EventStore } from '../../src/store/port.ts';
import {
  add,
  DAY,
  digestOf,
  HOUR,
  login,
  MINUTE,
  MONDAY,
  named,
  people,
  row,
  storeOf,
  WEEK,
  wrongPassword,
} from './tenant.ts';

const stores: EventStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

async function given(...rows: readonly object[]): Promise<EventStore> {
  const store = await storeOf(...rows);
  stores.push(store);
  return store;
}

const NOON = MONDAY + 12 * HOUR;

describe('volume', () => {
  it('counts logins, failures, reuse and people, each row once', async () => {
    const once = login(NOON, 'ada');
    const store = await given(
      once,
      once,
      login(NOON + HOUR, 'ada'),
      login(NOON, 'tom', { type: 'sepft', details: {} }),
      // A session answered: no login.
      row(NOON, 's', { ...named('eve'), details: { prompts: [] } }),
      row(NOON, 'ssa', named('eve')),
      wrongPassword(NOON, 'ada'),
      // The same name in another case is the same person; nobody has it.
      row(NOON, 'fu', { user_id: '', user_name: 'Zoe@Example.com' }),
      row(NOON, 'fepft', {
        ...named('tom'),
        details: { error: { oauthError: 'mfa_required', message: 'Multifactor required' } },
      }),
      row(NOON, 'fco', {}),
      row(NOON, 'fsa', { details: { error: { oauthError: 'login_required', message: 'Login required' } } }),
      row(NOON, 'ss', named('new')),
      login(MONDAY - 1, 'ada'),
      login(MONDAY + WEEK, 'ada'),
    );
    const { volume, coverage } = await digestOf(store);
    const now = Object.fromEntries(Object.entries(volume).map(([name, figure]) => [name, figure.now]));
    expect(now).toEqual({
      logins: 3,
      failedAttempts: 2,
      failureRate: 0.4,
      signups: 1,
      people: 2,
      newPeople: 1,
      returningPeople: 1,
      reuse: 2,
    });
    expect(volume.logins).toEqual({ now: 3, before: 1, change: 2, notable: false });
    expect(volume.failedAttempts.change).toBeNull();
    expect(coverage.events).toBe(11);
  });

  it('knows a first login by date, however late it comes', async () => {
    const store = await given(login(NOON, 'ada'));
    expect((await digestOf(store)).volume.newPeople.now).toBe(1);
    await add(store, [login(NOON - 3 * WEEK, 'ada')]);
    expect((await digestOf(store)).volume.newPeople.now).toBe(0);
    expect((await digestOf(store, { week: '2026-W43' })).volume.newPeople.now).toBe(1);
  });

  it('knows a first login whose event is long gone', async () => {
    const store = await given(login(NOON - 8 * WEEK, 'ada'), login(NOON, 'ada'), login(NOON, 'tom'));
    await store.prune(NOON - 4 * WEEK);
    expect((await digestOf(store)).volume).toMatchObject({ newPeople: { now: 1 }, returningPeople: { now: 1 } });
  });

  it('sees nothing after the moment of asking', async () => {
    const store = await given(login(NOON, 'ada'), login(NOON + DAY, 'tom'));
    const { volume, coverage } = await digestOf(store, { at: NOON + HOUR });
    expect(volume.logins.now).toBe(1);
    expect(volume.people.now).toBe(1);
    expect(coverage.notes[0]).toMatch(/The week is not over: counted up to 9 Nov 13:00\./);
  });
});

describe('prime times', () => {
  it('are on the region’s clocks: the event’s zone, else the one most used there, else the country’s, else the tenant’s', async () => {
    const at = Date.parse('2026-11-10T14:30:00Z');
    const from = (country: string | null, zone: string | null, prefix: string, number: number) =>
      people(number, prefix).map((name) =>
        login(
          at,
          name,
          country === null
            ? {}
            : { location_info: { country_code: country, ...(zone === null ? {} : { time_zone: zone }) } },
        ),
      );
    const store = await given(
      ...from('US', 'America/Los_Angeles', 'west', 9),
      ...from('US', 'America/New_York', 'east', 5),
      ...from('US', null, 'some', 6),
      ...from('JP', null, 'japan', 7),
      ...from(null, null, 'nowhere', 6),
    );
    const { primeTimes, audience } = await digestOf(store);
    const at14 = (region: string) => {
      const { zone, peak, hours } = primeTimes.find((times) => times.region === region)!;
      return { zone, peak, logins: hours.reduce((a, b) => a + b, 0) };
    };
    // 6:30 in Los Angeles, where those without a zone are counted too; 9:30 in New York.
    expect(at14('US')).toEqual({ zone: 'America/Los_Angeles', peak: { weekday: 2, hour: 6 }, logins: 20 });
    expect(primeTimes.find(({ region }) => region === 'US')!.hours[24 + 9]).toBe(5);
    expect(at14('JP')).toEqual({ zone: 'Asia/Tokyo', peak: { weekday: 2, hour: 23 }, logins: 7 });
    expect(at14('unknown')).toEqual({ zone: 'Europe/Berlin', peak: { weekday: 2, hour: 15 }, logins: 6 });
    expect(audience.regions.map(({ name }) => name)).toEqual(['US', 'JP', 'unknown']);
  });

  it('take the country of the address where the event has none', async () => {
    const store = await given(...people(6).map((name) => login(NOON, name, { ip: '198.51.100.7' })));
    const places = { countryOf: (ip: string) => (ip === '198.51.100.7' ? 'BR' : null), networkOf: () => null };
    const { primeTimes } = await digestOf(store, { places });
    expect(primeTimes.map(({ region, zone }) => [region, zone])).toEqual([['BR', 'America/Sao_Paulo']]);
  });
});

describe('audience', () => {
  it('folds segments of fewer than five people, and what is beyond ten rows', async () => {
    const rows = Array.from({ length: 12 }, (_, i) =>
      people(20 - i, `app${i}-`).map((name) => login(NOON, name, { client_id: `c${i}`, client_name: `App ${i}` })),
    ).flat();
    const small = people(4, 'few').map((name) =>
      login(NOON, name, { organization_id: 'org_1', organization_name: 'tiny' }),
    );
    const { audience } = await digestOf(await given(...rows, ...small));
    expect(audience.applications.map(({ name, people: number }) => [name, number])).toEqual([
      ...Array.from({ length: 10 }, (_, i) => [`App ${i}`, 20 - i]),
      ['other', 10 + 9 + 4],
    ]);
    expect(audience.organizations).toEqual([
      { name: 'other', people: 4, logins: 4, share: 4 / (174 + 4), change: null },
    ]);
    expect(JSON.stringify(audience)).not.toMatch(/tiny/);
  });

  it('compares with the week before under the same name', async () => {
    const store = await given(
      ...people(6).map((name) => login(NOON - WEEK, name)),
      ...people(9).map((name) => login(NOON, name)),
    );
    expect((await digestOf(store)).audience.applications).toEqual([
      { name: 'Web', people: 9, logins: 9, share: 1, change: 0.5 },
    ]);
  });
});

describe('what follows', () => {
  it('leaves waits out that are not over', async () => {
    const store = await given(
      row(NOON, 'ss', named('quick')),
      login(NOON + MINUTE, 'quick'),
      row(NOON, 'ss', named('slow')),
      login(NOON + 5 * HOUR, 'slow'),
      row(NOON, 'ss', named('never')),
      row(NOON + 2 * DAY, 'ss', named('late')),
      row(NOON, 'scpr', named('done')),
      row(NOON + 23 * HOUR, 'scp', named('done')),
      row(NOON, 'scpr', named('undone')),
      row(NOON + 25 * HOUR, 'scp', named('undone')),
      row(NOON + 2 * DAY, 'scpr', named('open')),
    );
    const { behavior } = await digestOf(store, { at: NOON + 2 * DAY + 30 * MINUTE });
    expect(behavior.signupToFirstLogin).toEqual({ within1h: 1 / 3, within24h: 2 / 3, never: 1 / 3 });
    expect(behavior.passwordReset).toEqual({ asked: 2, finished: 1 });
  });

  it('sees what followed on the Monday after, by name where the user id is missing', async () => {
    const sunday = MONDAY + 7 * DAY - HOUR;
    const store = await given(
      row(sunday, 'scpr', { user_name: 'ada@example.com', user_id: '' }),
      row(sunday + 2 * HOUR, 'scp', named('ada')),
    );
    expect((await digestOf(store)).behavior.passwordReset).toEqual({ asked: 1, finished: 1 });
  });
});

describe('what stops people', () => {
  it('names causes, owners and when people were back', async () => {
    const store = await given(
      ...people(6).flatMap((name, i) => [
        wrongPassword(NOON, name),
        ...(i < 4 ? [login(NOON + 2 * MINUTE, name)] : []),
      ]),
      ...people(5, 'mfa').map((name) =>
        row(NOON, 'gd_start_enroll', { user_id: `auth0|${name}`, details: { session_id: `s-${name}` } }),
      ),
    );
    const { causes, behavior, volume } = await digestOf(store);
    expect(causes).toEqual([
      { cause: 'wrong_password', owner: 'user', people: 6, events: 6, before: 0, notable: false },
      { cause: 'mfa_enrollment_incomplete', owner: 'user', people: 5, events: 5, before: 0, notable: false },
    ]);
    expect(behavior.recovery[0]).toEqual({
      cause: 'wrong_password',
      people: 6,
      inWithin10m: 4 / 6,
      inWithin24h: 4 / 6,
      notBack: 2 / 6,
    });
    const funnel = Object.fromEntries(behavior.funnel.map(({ step, entered, left }) => [step, [entered, left]]));
    expect(funnel).toMatchObject({ identifier: [15, 0], credentials: [15, 6], mfa_enrollment: [5, 5], token: [4, 0] });
    expect(behavior.funnel.find(({ step }) => step === 'mfa_enrollment')!.topCause).toBe('mfa_enrollment_incomplete');
    expect(volume.failedAttempts.now).toBe(6);
  });

  it('counts an attempt in the week in which it ended', async () => {
    const store = await given(
      row(MONDAY - MINUTE, 'gd_start_auth', { user_id: 'auth0|ada' }),
      row(MONDAY + MINUTE, 'gd_auth_rejected', { user_id: 'auth0|ada' }),
    );
    expect((await digestOf(store)).causes.map(({ cause, events }) => [cause, events])).toEqual([
      ['mfa_push_denied', 1],
    ]);
    expect((await digestOf(store, { week: '2026-W45' })).causes).toEqual([]);
  });
});

describe('addresses and protection', () => {
  const ATTACKER = '198.51.100.66';
  const OFFICE = '192.0.2.80';
  const rows = () => [
    ...people(30, 'victim').map((name) => wrongPassword(NOON, name, { ip: ATTACKER })),
    ...people(8, 'desk').flatMap((name) => [
      wrongPassword(NOON, name, { ip: OFFICE }),
      login(NOON + MINUTE, name, { ip: OFFICE }),
    ]),
    ...people(4, 'home').map((name) => wrongPassword(NOON, name, { ip: '203.0.113.9' })),
    row(NOON, 'limit_mu', { user_id: '', ip: ATTACKER }),
    row(NOON, 'limit_wc', { user_id: '', user_name: 'victim0@example.com', ip: ATTACKER }),
    row(NOON, 'pla', { details: { requiresVerification: true } }),
    row(NOON, 'pla', { details: { requiresVerification: false } }),
    row(NOON, 'ublkdu', named('victim0')),
    row(NOON - WEEK, 'limit_wc', { user_id: '', user_name: 'victim1@example.com', ip: ATTACKER }),
  ];

  it('show an address whole only where it acted against many and is no shared one', async () => {
    const places = {
      countryOf: () => 'NL',
      networkOf: (ip: string) => (ip === ATTACKER ? 'AS64500 Example Hosting' : null),
    };
    const { actors } = await digestOf(await given(...rows()), { places });
    expect(actors).toEqual([
      {
        ip: ATTACKER,
        network: 'AS64500 Example Hosting',
        region: 'NL',
        failures: 30,
        people: 30,
        gotIn: 0,
        blocked: 2,
        note: 'mostly existing accounts; nobody got in from there',
      },
      {
        ip: '192.0.2.0/24',
        network: null,
        region: 'NL',
        failures: 8,
        people: 8,
        gotIn: 8,
        blocked: 0,
        note: 'looks like a shared office or carrier address: many people log in from there',
      },
    ]);
  });

  it('count triggers, with assessments and releases beside them', async () => {
    const { protection, coverage } = await digestOf(await given(...rows()));
    expect(
      protection.map(({ type, events, people: number, ips, before }) => [type, events, number, ips, before]),
    ).toEqual([
      ['limit_wc', 1, 1, 1, 1],
      ['limit_mu', 1, 0, 1, 0],
      ['ublkdu', 1, 1, 1, 0],
      ['pla', 1, 0, 1, 0],
    ]);
    expect(coverage.notes.at(-1)).toMatch(/its numbers are minimums/);
  });
});

describe('coverage', () => {
  it('names hours without events where there usually are twenty', async () => {
    const weeks = [0, 1, 2, 3, 4].flatMap((back) =>
      Array.from({ length: 24 * 7 }, (_, hour) => MONDAY - back * WEEK + hour * HOUR)
        .filter((at) => back > 0 || at < NOON || at >= NOON + 3 * HOUR)
        .flatMap((at) => Array.from({ length: 21 }, (_, i) => row(at + i * MINUTE, 'sertft', named('ada')))),
    );
    const store = await given(...weeks);
    const { coverage } = await digestOf(store);
    expect(coverage.gaps).toEqual([{ from: '2026-11-09T11:00:00.000Z', to: '2026-11-09T14:00:00.000Z' }]);
    expect(coverage.notes).toContainEqual(
      'No events 9 Nov 12:00–15:00, where there usually are some: the numbers are too low there.',
    );
    // What is not over yet is no gap, and pruned weeks are still known.
    expect((await digestOf(store, { at: NOON + 90 * MINUTE })).coverage.gaps).toEqual([
      { from: '2026-11-09T11:00:00.000Z', to: '2026-11-09T12:00:00.000Z' },
    ]);
    await store.prune(MONDAY - WEEK);
    expect((await digestOf(store)).coverage.gaps).toEqual(coverage.gaps);
  });

  it('names what was lost of the week before it was read, once', async () => {
    const lost = [
      { from: MONDAY - 4 * DAY, to: MONDAY - 3 * DAY },
      { from: NOON + 10 * MINUTE, to: NOON + 80 * MINUTE },
    ];
    const store = await given(login(NOON, 'ada'));
    const { coverage } = await digestOf(store, { ports: { lost: async () => lost } });
    expect(coverage.lost).toEqual([{ from: '2026-11-09T11:10:00.000Z', to: '2026-11-09T12:20:00.000Z' }]);
    expect(coverage.notes.filter((note) => note.includes('not received'))).toEqual([
      '9 Nov 12:10–13:20 was not received: the numbers are too low there.',
    ]);
    const silent = [0, 1, 2, 3, 4].flatMap((back) =>
      Array.from({ length: 24 * 7 }, (_, hour) => MONDAY - back * WEEK + hour * HOUR)
        .filter((at) => back > 0 || at < NOON || at >= NOON + HOUR)
        .flatMap((at) => Array.from({ length: 21 }, (_, i) => row(at + i * MINUTE, 'sertft', named('ada')))),
    );
    const whole = await digestOf(await given(...silent), {
      ports: { lost: async () => [{ from: NOON - MINUTE, to: NOON + HOUR }] },
    });
    expect(whole.coverage.gaps.length).toBe(1);
    expect(whole.coverage.notes.filter((note) => /No events|received/.test(note))).toEqual([
      '9 Nov 11:59–13:00 was not received: the numbers are too low there.',
    ]);
  });

  it('says where the week or the one before it is not wholly stored', async () => {
    const { coverage } = await digestOf(await given(login(NOON, 'ada')));
    expect(coverage.notes[0]).toBe('Events are stored since 9 Nov 2026 only.');
  });
});

describe('a part of the tenant', () => {
  it('is counted alone', async () => {
    const store = await given(
      ...people(7, 'web').map((name) => login(NOON, name)),
      ...people(6, 'app').flatMap((name) => [
        wrongPassword(NOON, name, { client_id: 'mobile', client_name: 'Mobile' }),
        login(NOON + MINUTE, name, { client_id: 'mobile', client_name: 'Mobile' }),
      ]),
      login(NOON - 5 * WEEK, 'app0'),
    );
    for (const application of ['Mobile', 'mobile']) {
      const { volume, causes, filter, behavior } = await digestOf(store, { filter: { application } });
      expect([volume.logins.now, volume.failedAttempts.now, volume.people.now, volume.newPeople.now]).toEqual([
        6, 6, 6, 5,
      ]);
      expect(causes.map(({ cause, people: number }) => [cause, number])).toEqual([['wrong_password', 6]]);
      expect(behavior.funnel.find(({ step }) => step === 'token')!.entered).toBe(6);
      expect(filter).toEqual({ application });
    }
  });

  it('of which nothing is found says so', async () => {
    const { coverage } = await digestOf(await given(login(NOON, 'ada')), { filter: { organization: 'nowhere' } });
    expect(coverage.notes).toContainEqual('Nothing was found of nowhere: check the name.');
  });
});

describe('weeks that are over', () => {
  function memory(): WeekMemory & { kept: Map<string, [number, string]>; hits: number } {
    const kept = new Map<string, [number, string]>();
    return {
      kept,
      hits: 0,
      async recall(name, mark) {
        const found = kept.get(name);
        if (found?.[0] !== mark) return null;
        this.hits++;
        return JSON.parse(found[1]) as WeekSummary;
      },
      async remember(name, mark, summary) {
        kept.set(name, [mark, JSON.stringify(summary)]);
      },
    };
  }

  const history = () => [1, 2, 3, 4, 5].flatMap((back) => people(20).map((name) => login(NOON - back * WEEK, name)));

  it('are remembered, and give the same digest', async () => {
    const store = await given(login(NOON - 12 * WEEK, 'old'), ...history(), login(NOON, 'ada'));
    const kept = memory();
    const first = await digestOf(store, { memory: kept });
    expect(kept.hits).toBe(0);
    expect(await digestOf(store, { memory: kept })).toEqual(first);
    expect(kept.hits).toBe(9);
  });

  it('are counted anew when a row of theirs comes late', async () => {
    const store = await given(login(NOON - 12 * WEEK, 'old'), ...history(), login(NOON, 'ada'));
    const kept = memory();
    await digestOf(store, { memory: kept });
    await add(store, [login(NOON + 2 * DAY, 'tom')]);
    const { volume } = await digestOf(store, { memory: kept });
    expect(volume.logins.now).toBe(2);
    // Nothing before it changed.
    expect(kept.hits).toBe(8);
    await add(store, [login(NOON - WEEK, 'tom')]);
    expect((await digestOf(store, { memory: kept })).volume).toMatchObject({
      logins: { before: 21 },
      newPeople: { now: 1 },
    });
  });

  it('are remembered beyond the time that events are kept', async () => {
    const store = await given(
      login(NOON - 12 * WEEK, 'old'),
      ...history(),
      ...people(20).map((name) => login(NOON, name)),
    );
    const kept = memory();
    const before = await digestOf(store, { memory: kept });
    await store.prune(MONDAY - DAY);
    const after = await digestOf(store, { memory: kept });
    expect(after.volume).toEqual(before.volume);
    expect(after.volume.logins.before).toBe(20);
  });

  it('are not counted where they are stored in part, but for the one compared with', async () => {
    const store = await given(
      ...people(9).map((name) => login(NOON - 3 * WEEK, name)),
      ...history(),
      login(NOON, 'ada'),
    );
    const counted: string[] = [];
    const watched = {
      ...store.counting,
      columns: (range: Parameters<typeof store.counting.columns>[0]) => {
        counted.push(new Date(range.from + DAY).toISOString().slice(0, 10));
        return store.counting.columns(range);
      },
    };
    await digestOf({ ...store, counting: watched });
    // Events begin in the fifth week before: it and those before it are left out.
    expect(counted).toEqual(['2026-11-08', '2026-11-01', '2026-10-25', '2026-10-18', '2026-10-11']);
  });

  it('are not remembered while something may follow', async () => {
    const store = await given(login(NOON - 12 * WEEK, 'old'), login(NOON, 'ada'));
    const kept = memory();
    await digestOf(store, { memory: kept, at: MONDAY + WEEK + 9 * HOUR });
    expect([...kept.kept.keys()].filter((name) => name.startsWith('2026-W46'))).toEqual([]);
  });
});

describe('headlines', () => {
  const usual = (number: number) =>
    [1, 2, 3, 4, 5, 6, 7, 8].flatMap((back) =>
      people(number, `w${back}-`).flatMap((name) => [
        login(NOON - back * WEEK, name),
        login(NOON - back * WEEK + 2 * DAY, name),
      ]),
    );
  const old = login(NOON - 20 * WEEK, 'old');

  it('tell what changed beyond noise, since when, where, and who acts', async () => {
    const store = await given(
      old,
      ...usual(60),
      ...people(60, 'now').flatMap((name) => [login(NOON, name), login(NOON + 2 * DAY, name)]),
      ...people(25, 'stuck').map((name) =>
        row(NOON + 3 * DAY, 'f', {
          ...named(name),
          client_name: 'Mobile',
          client_id: 'mobile',
          description: 'user is blocked',
          details: { error: { message: 'user is blocked', oauthError: 'unauthorized' } },
        }),
      ),
    );
    const { headlines, causes } = await digestOf(store);
    expect(causes[0]).toMatchObject({ cause: 'admin_blocked', people: 25, notable: true });
    expect(headlines[0]).toBe(
      'Blocked by an administrator: 25 people, usually nobody, most on Thursday, most in Mobile. Acts: whoever runs Auth0',
    );
    expect(headlines.length).toBeLessThanOrEqual(3);
  });

  it('say that nothing is notable where nothing is', async () => {
    const store = await given(
      old,
      ...usual(60),
      ...people(60, 'now').flatMap((name) => [login(NOON, name), login(NOON + 2 * DAY, name)]),
    );
    expect((await digestOf(store)).headlines).toEqual([
      'Nothing notable: logins, failures and their causes were as in the weeks before.',
    ]);
  });

  it('say that it is too early to tell, or that nobody came', async () => {
    expect((await digestOf(await given(login(NOON, 'ada')))).headlines).toEqual([
      'Nothing notable yet: what is unusual can be told once three earlier weeks are stored.',
    ]);
    expect((await digestOf(await given())).headlines).toEqual(['Nothing notable: nobody tried to log in.']);
  });

  it('tell a fall of logins', async () => {
    const store = await given(old, ...usual(60), ...people(30, 'now').map((name) => login(NOON, name)));
    expect((await digestOf(store)).headlines).toContainEqual('Logins: 30, 75 % fewer than usual.');
  });
});
