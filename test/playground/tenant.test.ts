import { beforeAll, describe, expect, it } from 'vitest';
import { asEventBridge, asStreamRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { unwrap } from '../../src/event/envelope.ts';
import type { Arrival } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import { profileSchema } from '../../src/live/profile.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { explain } from '../../src/why/explain.ts';
import { gather } from '../../src/why/gather.ts';
import { parseSubject } from '../../src/why/subject.ts';

const now = new Date('2026-11-24T08:00:00Z');
const world = simulateTenant({ now, size: 6_000 });

function arrivals(values: readonly unknown[]): Arrival[] {
  return values.flatMap((value) =>
    unwrap(value).map(({ event, logId }) => {
      const made = normalize(event, logId);
      if ('reason' in made) throw new Error(made.reason);
      return made;
    }),
  );
}

describe('the simulated tenant', () => {
  let store: EventStore;
  beforeAll(async () => {
    store = await openEventStore(':memory:');
    await store.add(arrivals(world.events));
    return () => store.close();
  });

  it.each(world.people)('$who: $trouble', async ({ who, expectedCause }) => {
    const question = { subject: parseSubject(who), at: now.getTime(), since: 7 * 86_400_000 };
    const ports = { store, profile: profileSchema.parse(world.profileOf(who)), rules: [] };
    const { verdict } = explain(await gather(question, ports));
    expect(verdict.cause).toBe(expectedCause);
  });

  it('is the same world every time', () => {
    const again = simulateTenant({ now, size: 6_000 });
    expect(again.events).toEqual(world.events);
  });

  it('is the same in every form', () => {
    const events = (form: typeof asStreamRow | typeof asEventBridge) =>
      arrivals(world.rows.slice(0, 500).map((row) => form(row))).map(({ event }) => event);
    expect(events(asEventBridge)).toEqual(events(asStreamRow));
  });
});
