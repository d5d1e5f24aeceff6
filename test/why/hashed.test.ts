import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivalsOf } from '../../src/event/arrivals.ts';
import { hashedForms } from '../../src/event/hashed.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { explain } from '../../src/why/explain.ts';
import { gather } from '../../src/why/gather.ts';
import { parseSubject } from '../../src/why/subject.ts';

const at = Date.parse('2026-11-24T08:00:00Z');

describe('names that a stream has hashed', () => {
  let store: EventStore;
  beforeAll(async () => {
    store = await openEventStore(':memory:');
    const forms = await hashedForms('ada@example.com');
    const rows = forms.map((user_name, n) => ({
      date: new Date(at - 60_000 * (n + 1)).toISOString(),
      type: 'fp',
      description: 'Wrong email or password.',
      connection: 'Username-Password-Authentication',
      user_id: 'auth0|65f1c0de65f1c0de65f1c0de',
      user_name,
      ip: '203.0.113.7',
      log_id: `90020261124075${n}00000000000000000000000000000000000000`,
    }));
    await store.add(arrivalsOf(rows.map((value) => ({ value }))).arrivals);
  });
  afterAll(() => store.close());

  it('are found, whatever kind of xxhash it was, and it is said', async () => {
    const question = { subject: parseSubject('Ada@example.com'), at, since: 86_400_000 };
    const { verdict, coverage } = explain(await gather(question, { store, profile: null, rules: [] }));
    expect(verdict.cause).toBe('wrong_password');
    expect(coverage.events).toBe(3);
    expect(coverage.notes).toContain('Names in the logs are hashed; these rows were found by the hash of the name.');
  });

  it('of others are not', async () => {
    const question = { subject: parseSubject('grace@example.com'), at, since: 86_400_000 };
    const { coverage } = explain(await gather(question, { store, profile: null, rules: [] }));
    expect(coverage.events).toBe(0);
  });
});
