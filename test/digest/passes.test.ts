import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CleanPasses } from '../../src/digest/passes.ts';
import type { Row } from '../../src/digest/rows.ts';
import { OPTIONAL, stepsOf } from '../../src/digest/steps.ts';
import { eventType } from '../../src/event/event-types.ts';
import { isLogin, isReuse } from '../../src/event/kind.ts';
import type { LogEvent } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import { rebuildTries } from '../../src/why/tries.ts';
import { MINUTE, MONDAY, named, row } from './tenant.ts';

/** What one person may do: rows of one login, some of them left out, at various distances. */
const KINDS = [
  's',
  's',
  's mfa',
  'reuse',
  'seacft',
  'seacft',
  'gd_start_auth',
  'gd_send_sms',
  'gd_auth_succeed',
  'cs',
  'ss',
  'gd_start_enroll',
  'gd_enrollment_complete',
  'sertft',
  'fsa',
] as const;

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  after: fc.constantFrom(800, 5_000, 40_000, 70_000, 4 * MINUTE, 20 * MINUTE),
  ip: fc.constantFrom('203.0.113.5', '203.0.113.5', '203.0.113.6'),
  client: fc.constantFrom('web', 'web', 'mobile'),
});

function eventsOf(
  steps: readonly { kind: (typeof KINDS)[number]; after: number; ip: string; client: string }[],
): LogEvent[] {
  let at = MONDAY;
  return steps.map(({ kind, after, ip, client }) => {
    at += after;
    const [type, prompt] = kind === 'reuse' ? ['s', null] : kind.split(' ');
    const prompts =
      kind === 'reuse' ? [] : type === 's' ? [{ name: 'login' }, ...(prompt ? [{ name: 'mfa' }] : [])] : undefined;
    const who = type!.startsWith('gd_')
      ? { user_id: 'auth0|ada', client_id: undefined, client_name: undefined }
      : named('ada');
    const error = type === 'fsa' ? { error: { oauthError: 'login_required', message: 'Login required' } } : {};
    const read = normalize(row(at, type!, { client_id: client, ...who, ip, details: { prompts, ...error } }));
    if (!('event' in read)) throw new Error('not understood');
    return read.event;
  });
}

/** Counts the same events as columns would show them. */
function counted(events: readonly LogEvent[], within: (at: number) => boolean): CleanPasses {
  const texts: string[] = [''];
  const number = (text: string | null) => {
    if (text === null) return 0;
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const passes = new CleanPasses(within, (n) => texts[n] ?? null, number('login_required'));
  for (const event of events) {
    const { outcome, loginAttempt, anomalyDetection } = eventType(event.type);
    passes.see({
      key: 0,
      at: event.at,
      inWeek: true,
      wanted: true,
      type: { code: event.type, outcome, loginAttempt, protection: anomalyDetection },
      failed: false,
      login: isLogin(event),
      reuse: isReuse(event),
      verification: false,
      person: 1,
      userId: number(event.userId),
      identifier: number(event.identifier),
      connection: number(event.connection),
      clientId: number(event.clientId),
      clientName: 0,
      organizationId: 0,
      organizationName: 0,
      ip: number(event.ip),
      userAgent: number(event.userAgent),
      country: 0,
      timeZone: 0,
      prompts: number(event.prompts === null ? null : event.prompts.join('\n')),
      error: number(event.error),
    } satisfies Row);
  }
  passes.finish();
  return passes;
}

describe('passes that went well', () => {
  it('are counted as they would be rebuilt, or handed over', () => {
    let clean = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(60 * MINUTE), (steps, border) => {
        const events = eventsOf(steps);
        const within = (at: number) => at <= MONDAY + border;
        const passes = counted(events, within);
        if (passes.troubled.size > 0) return;
        clean++;
        const attempts = rebuildTries(events, MONDAY + 10_000 * MINUTE).filter((t) => within(t.endedAt) && !t.reuse);
        const came = (name: (typeof OPTIONAL)[number]) =>
          attempts.filter((attempt) => stepsOf(attempt).has(name)).length;
        expect(attempts.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
        expect(passes.passed(new Set())).toEqual({
          attempts: attempts.length,
          exchanged: attempts.filter(({ reached }) => reached === 'application').length,
          through: Object.fromEntries(OPTIONAL.map((name) => [name, came(name)])),
        });
      }),
      { numRuns: 4_000 },
    );
    // Else nothing was compared.
    expect(clean).toBeGreaterThan(300);
  });
});
