import type { Block } from '@slack/types';
import { DateTime } from 'luxon';
import type { Member } from '../../spikes/incident.ts';
import type { Curve } from '../../spikes/view.ts';
import { LIMITS } from '../limits.ts';
import { usually } from './usually.ts';

const MINUTE = 60_000;
const BARS = '▁▂▃▄▅▆▇█';

interface ChartOf {
  lead: Member;
  /** It is about too little, not too much. */
  fell: boolean;
  /** What is counted. */
  unit: string;
  /** IANA zone. */
  zone: string;
}

/** Slack's native chart, which its own types do not know yet. */
interface ChartBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label: string; y_label: string };
  };
}

/**
 * The last three hours beside what is usual at most, of a fall at least: the same range that the words name. Times
 * stand in the given zone, which the axis names.
 */
export function spikeChart(curve: Curve, { lead, fell, unit, zone }: ChartOf): ChartBlock {
  const from = Math.max(0, curve.seen.length - LIMITS.chart.categories);
  const labels = curve.seen.map((_, i) =>
    DateTime.fromMillis(curve.from + i * curve.step * MINUTE, { zone }).toFormat('HH:mm'),
  );
  const data = (values: readonly (number | null)[]) =>
    values.slice(from).map((value, i) => ({ label: labels[from + i]!, value: Math.round(value ?? 0) }));
  return {
    type: 'data_visualization',
    title: `The last ${Math.round(((curve.seen.length - from) * curve.step) / 60)} hours`,
    chart: {
      type: 'line',
      series: [
        { name: 'now', data: data(curve.seen) },
        { name: fell ? 'usually at least' : 'usually at most', data: data(edge(curve, lead, fell)) },
      ],
      axis_config: {
        categories: labels.slice(from),
        x_label: `time in ${zone}`.slice(0, 50),
        y_label: `${unit} in ${curve.step} min`,
      },
    },
  };
}

function edge({ usual, step }: Curve, lead: Member, fell: boolean): number[] {
  // A series that is young has no season yet; what it was measured against stands in the incident.
  const minutes = Math.max(1, (lead.openedAt - lead.since) / MINUTE);
  const unknown = usual.every((value) => value < 0.5);
  return usual.map((value) => {
    const [low, high] = usually(unknown ? (lead.usual / minutes) * step : value, lead.spread);
    return fell ? low : high;
  });
}

/** The same in a line of text, for clients and messages without charts. A gap is where nobody looked. */
export function sparkline({ seen }: Curve): string {
  const most = Math.max(1, ...seen.map((value) => value ?? 0));
  return seen
    .map((value) => (value === null ? ' ' : BARS[Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))]))
    .join('');
}
