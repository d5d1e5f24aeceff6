import type { Block } from '@slack/types';
import type { Digest } from '../../digest/digest.ts';
import { causeName } from '../../digest/wording.ts';
import { clip, LIMITS } from '../limits.ts';

/** Slack's native bar chart, which its own types do not know yet. */
export interface BarChart extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Logins and failed attempts by day; none of a week in which nothing happened. */
export function dayChart({ days, zone }: Pick<Digest, 'days' | 'zone'>): BarChart | null {
  if ([...days.logins, ...days.failedAttempts].every((count) => count === 0)) return null;
  const series = (name: string, counts: readonly number[]) => ({
    name,
    data: DAYS.map((label, i) => ({ label, value: counts[i] ?? 0 })),
  });
  return {
    type: 'data_visualization',
    title: 'Logins and failed attempts by day',
    chart: {
      type: 'bar',
      series: [series('logins', days.logins), series('failed', days.failedAttempts)],
      axis_config: { categories: DAYS, x_label: clip(`day in ${zone}`, 50), y_label: 'events' },
    },
  };
}

/** People stopped by each of the first causes, beside the week before; none where nobody was. */
export function causeChart({ causes }: Pick<Digest, 'causes'>): BarChart | null {
  const shown = causes.filter(({ cause, people }) => cause !== 'other' && people > 0).slice(0, LIMITS.chart.series);
  if (shown.length === 0) return null;
  const labels = distinct(shown.map(({ cause }) => clip(causeName(cause), LIMITS.chart.label)));
  const series = (name: string, values: readonly number[]) => ({
    name,
    data: labels.map((label, i) => ({ label, value: values[i]! })),
  });
  return {
    type: 'data_visualization',
    title: 'People stopped, by cause',
    chart: {
      type: 'bar',
      series: [
        series(
          'this week',
          shown.map(({ people }) => people),
        ),
        series(
          'the week before',
          shown.map(({ before }) => before),
        ),
      ],
      axis_config: { categories: labels, y_label: 'people' },
    },
  };
}

/** Cut names may have become the same. */
function distinct(labels: readonly string[]): string[] {
  return labels.map((label, i) =>
    labels.indexOf(label) === i ? label : `${label.slice(0, LIMITS.chart.label - 2)} ${i}`,
  );
}
