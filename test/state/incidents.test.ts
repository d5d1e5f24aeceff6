import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';

const START = Date.UTC(2026, 9, 15, 10);
const HOUR = 3_600_000;

let now: number;
let state: State;
beforeEach(async () => {
  now = START;
  state = await openState(':memory:', { now: () => now });
});
afterEach(() => state.close());

const incident = { id: 'spike-2026-10-15T10:00', openedAt: START, overAt: null, view: '{"first":true}' };

describe('incidents', () => {
  it('keep what people did while what is known of them changes', async () => {
    const { incidents } = state;
    await incidents.keep(incident);
    await incidents.posted(incident.id, { channel: 'C1', ts: '1.2', link: 'https://slack', copy: 1, repeated: true });
    expect(await incidents.acknowledge(incident.id, 'U1', START + 4 * HOUR)).toBe(true);
    expect(await incidents.acknowledge(incident.id, 'U2', START + 5 * HOUR)).toBe(false);
    await incidents.snooze(incident.id, 'U2', START + HOUR);
    await incidents.asked(incident.id);
    await incidents.asked(incident.id);
    await incidents.keep({ ...incident, overAt: START + HOUR, view: '{"first":false}' });
    expect(await incidents.get(incident.id)).toEqual({
      ...incident,
      overAt: START + HOUR,
      view: '{"first":false}',
      channel: 'C1',
      ts: '1.2',
      link: 'https://slack',
      copy: 1,
      repeated: true,
      shown: '',
      acknowledgedBy: 'U1',
      acknowledgedAt: START,
      acknowledgedUntil: START + 4 * HOUR,
      snoozedBy: 'U2',
      snoozedUntil: START + HOUR,
      dismissedBy: null,
      questions: 2,
    });
    await incidents.unacknowledge(incident.id);
    expect(await incidents.acknowledge(incident.id, 'U3', START + 9 * HOUR)).toBe(true);
  });

  it('finds those that go on, and those that were over lately', async () => {
    const { incidents } = state;
    await incidents.keep({ ...incident, id: 'old', overAt: START - 2 * HOUR });
    await incidents.keep({ ...incident, id: 'late', openedAt: START - HOUR, overAt: START - 60_000 });
    await incidents.keep(incident);
    expect((await incidents.since(START - HOUR)).map(({ id }) => id)).toEqual(['late', incident.id]);
    expect(await incidents.prune(START - HOUR)).toBe(1);
    expect(await incidents.get('old')).toBeUndefined();
  });

  it('mutes what is no problem until the time is over', async () => {
    const mute = { signature: 'spike|signup|', by: 'U1', until: START + HOUR };
    await state.incidents.mute(mute);
    expect(await state.incidents.muted(mute.signature)).toEqual(mute);
    expect(await state.incidents.muted('spike|failed_login|')).toBeUndefined();
    now += HOUR;
    expect(await state.incidents.muted(mute.signature)).toBeUndefined();
  });

  it('remembers what it is told last', async () => {
    expect(await state.incidents.recall('spikes')).toBeUndefined();
    await state.incidents.remember('spikes', 'a');
    await state.incidents.remember('spikes', 'b');
    expect(await state.incidents.recall('spikes')).toBe('b');
  });
});
