import { describe, expect, it } from 'vitest';
import { spikeChart } from '../../../src/slack/spikes/chart.ts';
import { usually } from '../../../src/slack/spikes/usually.ts';
import type { Member } from '../../../src/spikes/incident.ts';
import type { Curve } from '../../../src/spikes/view.ts';

const NOW = Date.parse('2026-10-15T10:00:00Z');
const MINUTE = 60_000;

const lead = (more: Partial<Member>): Member => ({
  series: 'connection:northwind-entra',
  openedAt: NOW,
  since: NOW - 10 * MINUTE,
  overAt: null,
  score: 12,
  seen: 40,
  usual: 2,
  spread: 3,
  peak: 20,
  ...more,
});

const curve = (usual: number): Curve => ({
  from: NOW - 180 * MINUTE,
  step: 10,
  seen: Array.from({ length: 18 }, (_, i) => (i === 17 ? 40 : 0)),
  usual: Array.from({ length: 18 }, () => usual),
});

function second(usual: number, member: Member, fell = false) {
  const { chart } = spikeChart(curve(usual), { lead: member, fell, unit: 'people', zone: 'Europe/Berlin' });
  const { name, data } = chart.series[1]!;
  return { name, values: new Set(data.map(({ value }) => value)), axis: chart.axis_config.x_label };
}

describe('the chart of a spike', () => {
  it('draws what the words call usual, and never nothing', () => {
    const [, high] = usually(2, 3);
    // A young connection has no season: what it was measured against is all that is known.
    expect(second(0, lead({}))).toEqual({
      name: 'usually at most',
      values: new Set([high]),
      axis: 'time in Europe/Berlin',
    });
    expect(second(2, lead({ usual: 9 })).values).toEqual(new Set([high]));
    expect(second(0, lead({ usual: 0 })).values).toEqual(new Set([1]));
  });

  it('draws of a fall what is usual at least', () => {
    const [low] = usually(30, 2);
    expect(second(30, lead({ spread: 2 }), true)).toMatchObject({ name: 'usually at least', values: new Set([low]) });
  });
});
