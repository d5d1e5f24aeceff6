import { z } from 'zod';
import { id } from './text.ts';

/**
 * Native charts. Slack's page says at most 6 series or segments; category labels of one chart are shared, and every
 * series has a value for each of them.
 */
const MOST_SERIES = 6;
const MOST_CATEGORIES = 20;
const label = z.string().min(1).max(20);

const series = z.strictObject({
  name: label,
  data: z
    .array(z.strictObject({ label, value: z.number() }))
    .min(1)
    .max(MOST_CATEGORIES),
});

const axes = z.strictObject({
  categories: z.array(label).min(1).max(MOST_CATEGORIES),
  x_label: z.string().max(50).optional(),
  y_label: z.string().max(50).optional(),
});

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(MOST_SERIES),
});

function plotted<T extends 'bar' | 'line' | 'area'>(type: T) {
  return z.strictObject({
    type: z.literal(type),
    series: z.array(series).min(1).max(MOST_SERIES),
    axis_config: axes,
  });
}

const chart = z
  .discriminatedUnion('type', [pie, plotted('bar'), plotted('line'), plotted('area')])
  .superRefine((value, context) => {
    if (value.type === 'pie') return;
    const names = value.series.map((each) => each.name);
    if (new Set(names).size < names.length)
      context.addIssue({ code: 'custom', message: 'series names must be unique', path: ['series'] });
    value.series.forEach((each, index) => {
      const same =
        each.data.length === value.axis_config.categories.length &&
        each.data.every((point) => value.axis_config.categories.includes(point.label));
      if (!same)
        context.addIssue({
          code: 'custom',
          message: 'data labels must match axis_config.categories',
          path: ['series', index, 'data'],
        });
    });
  });

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: id,
  title: z.string().min(1).max(50),
  chart,
});
