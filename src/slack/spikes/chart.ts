import type { Block } from '@slack/types';
import { DateTime } from 'luxon';
import type { Curve } from '../../spikes/view.ts';
import { LIMITS } from '../limits.ts';

const MINUTE = 60_000;
const BARS = '▁▂▃▄▅▆▇█';

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

/** The last three hours beside the usual. Times stand in the given zone, which the axis names. */
export function spikeChart(curve: Curve, unit: string, zone: string): ChartBlock {
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
        { name: 'usual', data: data(curve.usual) },
      ],
      axis_config: {
        categories: labels.slice(from),
        x_label: zone.slice(0, 50),
        y_label: `${unit} in ${curve.step} min`,
      },
    },
  };
}

/** The same in a line of text, for clients and messages without charts. A gap is where nobody looked. */
export function sparkline({ seen }: Curve): string {
  const most = Math.max(1, ...seen.map((value) => value ?? 0));
  return seen
    .map((value) => (value === null ? ' ' : BARS[Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))]))
    .join('');
}
