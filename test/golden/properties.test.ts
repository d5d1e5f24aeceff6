import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/why/explanation.ts';
import { GOLDEN } from './all.ts';
import { answer, type Golden, rowsOf } from './golden.ts';
import { operation, person, type Raw, userPath } from './row.ts';
import type { Connection } from './tenant.ts';

const raws = (story: Golden): Raw[] => rowsOf(story).map((row) => row.raw);
const anyStory = fc.constantFrom(...GOLDEN.filter((story) => rowsOf(story).length > 0));

/** One event in each envelope that sources use. */
const ENVELOPES: ((raw: Raw) => unknown)[] = [
  (raw) => raw,
  (raw) => ({ log_id: raw.log_id, data: raw }),
  (raw) => ({ version: '0', 'detail-type': 'Auth0 log', detail: { log_id: raw.log_id, data: raw } }),
  (raw) => ({ time: 1, event: { log_id: raw.log_id, data: raw } }),
  (raw) => ({ result: { _raw: JSON.stringify(raw) } }),
];

describe('order, repetition and envelopes', () => {
  it('change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.integer(), async (story, seed) => {
        const rows = raws(story);
        const [twice, wrapped] = fc.sample(
          fc.tuple(
            fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
            fc.array(fc.nat(ENVELOPES.length - 1), { minLength: rows.length * 2, maxLength: rows.length * 2 }),
          ),
          { seed, numRuns: 1 },
        )[0]!;
        const delivered = twice.map((raw, i) => ENVELOPES[wrapped[i]!]!(raw));
        expect(await answer(story, delivered)).toEqual(await answer(story));
      }),
      { numRuns: 50 },
    );
  });
});

const ELSEWHERE: Connection = { name: 'elsewhere', id: 'con_elsewhere0001', strategy: 'auth0', type: 'database' };
const TYPES = [
  'f',
  'fp',
  'fu',
  's',
  'ss',
  'scp',
  'scpr',
  'seacft',
  'sertft',
  'fertft',
  'ferrt',
  'slo',
  'limit_wc',
  'pwd_leak',
];
const MFA = ['gd_start_auth', 'gd_auth_failed', 'gd_auth_succeed', 'gd_start_enroll'];

/** Rows of people with another address, browser, connection and application, whose names are like nobody's. */
const strangers = fc.array(
  fc.record({
    who: fc.nat(9),
    type: fc.constantFrom(...TYPES, ...MFA, 'sapi', 'fsa'),
    minutes: fc.nat(6 * 24 * 60),
    text: fc.constantFrom(
      'user is blocked',
      'Callback URL mismatch. x is not in the list',
      'Please verify your email',
      'policy 17',
    ),
  }),
  { minLength: 1, maxLength: 40 },
);

function rowOf({ who, type, minutes, text }: { who: number; type: string; minutes: number; text: string }): Raw {
  const stranger = person(`qx${who}wyvern${who}@nowhere.test`, {
    on: ELSEWHERE,
    app: { id: 'elsewhereApp0001', name: 'Elsewhere' },
    from: { ip: `2001:db8:ffff::${who + 1}`, agent: `Opera ${90 + who}.0.0 / Windows 10.0.0` },
  });
  const when = `-6 10:00+${minutes}m`;
  if (type === 'sapi')
    return operation(when, 'Update a User', { method: 'patch', path: userPath(stranger), body: { blocked: true } }).raw;
  return stranger(when, type, type === 'f' ? { text, error: 'access_denied' } : {}).raw;
}

/** What an answer says of the person, without counts of others and of what was looked at. */
function essence({ coverage: _, scope, ...rest }: Explanation): unknown {
  return { ...rest, scope: scope.kind };
}

describe('people who have nothing to do with it', () => {
  it('change nothing', async () => {
    // Whether names are masked is seen by other people's names, and an empty store is one that holds nobody's.
    const stories = GOLDEN.filter(
      (story) => story.at !== undefined && story.is.cause !== 'identifier_masked' && raws(story).length > 0,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...stories), strangers, async (story, rows) => {
        const alone = await answer(story);
        expect(essence(await answer(story, [...raws(story), ...rows.map(rowOf)]))).toEqual(essence(alone));
      }),
      { numRuns: 50 },
    );
  });
});

const HOSTILE = fc.constantFrom(
  '<!channel> <@U012345> *bold* _it_ `code` ~no~',
  '</script><img src=x onerror=alert(1)>',
  "'; DROP TABLE event; --",
  '\u202Egnp.exe\u202C \u200Bhidden',
  'two\nlines\r\nand\ttabs\u0000',
  '{person} $& $1 $` %s %d',
  '😀'.repeat(400),
  'x'.repeat(100_000),
  '',
  '__proto__',
  'constructor',
);

/** Names that carry no meaning for a verdict, wherever they stand: the same one is replaced by the same one. */
const NAMES = ['client_name', 'user_agent', 'organization_name', 'hostname', 'tenant_name', 'connection'];

function renamed(rows: readonly Raw[], field: string, name: string): unknown[] {
  const numbers = new Map<string, number>();
  const other = (value: string) => {
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return `${numbers.get(value)} ${name}`;
  };
  return rows.map((raw) => {
    const value = raw[field];
    const at = raw.details as Record<string, unknown> | undefined;
    const prompts =
      field === 'connection' && Array.isArray(at?.prompts)
        ? { prompts: at.prompts.map((p) => ({ ...p, connection: undefined })) }
        : {};
    const details =
      field === 'connection' && at
        ? { details: { ...at, ...prompts, connection: undefined, body: undefined, query: undefined } }
        : {};
    return typeof value === 'string' && value !== '' ? { ...raw, ...details, [field]: other(value) } : raw;
  });
}

describe('hostile text', () => {
  it('in names changes no verdict, and leaves no mark in sentences', async () => {
    // What the profile calls a connection must still be what the rows call it.
    const stories = GOLDEN.filter(
      (story) => story.profile === undefined && story.rules === undefined && !story.ask.startsWith('log'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...stories), fc.constantFrom(...NAMES), HOSTILE, async (story, field, text) => {
        // A browser's name tells what it blocks by itself.
        fc.pre(field !== 'user_agent' || !/cookies|attack|guess|spray/.test(JSON.stringify(story.is.cause)));
        const calm = await answer(story, renamed(raws(story), field, 'name'));
        const given = await answer(story, renamed(raws(story), field, text));
        expect(given.verdict).toEqual({ ...calm.verdict, headline: given.verdict.headline });
        expect(given.scope).toEqual(calm.scope);
        expect(given.advice.customer).toBe(calm.advice.customer);
        for (const sentence of [given.verdict.headline, ...given.advice.agent, ...given.evidence.map((e) => e.text)]) {
          expect(sentence).not.toMatch(/[\p{Cc}\u202A-\u202E\u200B]/u);
          expect(sentence.length).toBeLessThan(1_500);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('anywhere breaks nothing', async () => {
    const value = fc.oneof(
      HOSTILE,
      fc.constantFrom(null, 0, -1, true, [], {}, ['x'], { a: 1 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    const fields = [
      'description',
      'details',
      'user_id',
      'user_name',
      'client_id',
      'ip',
      'strategy',
      'connection_id',
      'scope',
      'log_id',
      'type',
    ];
    await fc.assert(
      fc.asyncProperty(
        anyStory,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...fields), value), { minLength: 1, maxLength: 8 }),
        async (story, changes) => {
          const rows: Record<string, unknown>[] = raws(story).map((raw) => ({ ...raw }));
          for (const [at, field, text] of changes) {
            const row = rows[at % rows.length]!;
            // Without a type or an id of its own a row is none, or another one.
            if ((field === 'type' || field === 'log_id') && (typeof text !== 'string' || text.trim() === '')) continue;
            row[field] =
              field === 'log_id'
                ? `${row.log_id}${String(text)
                    .replace(/\p{Cc}/gu, '')
                    .slice(0, 20)}`
                : text;
          }
          if (story.ask.startsWith('log')) return;
          const given = await answer(story, rows);
          expect(JSON.parse(JSON.stringify(given))).toEqual(given);
          const ids = new Set(rows.map((row) => row.log_id));
          expect(given.evidence.every((e) => ids.has(e.logId))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('ten thousand events of one person', () => {
  const ada = person('ada.winter@example.com');
  const years = (type: string, count: number) =>
    Array.from({ length: count }, (_, i) => ada(`-6 00:00+${Math.floor((i * 8_600) / count)}m`, type).raw);

  it('leave the last word what it is', async () => {
    const rows = [...years('s', 3_000), ...years('seacft', 3_000), ...years('sertft', 3_000), ...years('fp', 990)];
    const story: Golden = {
      title: '',
      ask: ada.email,
      at: '10:00',
      rows: [ada('09:20', 'gd_start_enroll'), ada('09:31', 'gd_start_enroll')],
      is: { cause: 'mfa_enrollment_incomplete' },
    };
    const given = await answer(story, [...rows, ...raws(story)]);
    expect(given.verdict).toMatchObject({ cause: 'mfa_enrollment_incomplete', state: 'failing' });
    expect(given.attempts.length).toBeLessThanOrEqual(200);
  });

  it('that all failed are one block', async () => {
    const story: Golden = { title: '', ask: ada.email, at: '10:00', rows: [], is: { cause: 'brute_force_blocked' } };
    const given = await answer(story, years('fp', 10_000));
    expect(given.verdict.cause).toBe('brute_force_blocked');
    expect(given.evidence.length).toBeLessThanOrEqual(40);
  });
});
