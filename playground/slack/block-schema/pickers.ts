import { z } from 'zod';
import { menu } from './menus.ts';
import { checkChoices, markedOption } from './options.ts';
import { confirm, id } from './text.ts';

const focus_on_load = z.boolean().optional();

const ticked = {
  action_id: id,
  options: z.array(markedOption).min(1).max(10),
  confirm: confirm.optional(),
  focus_on_load,
};

/** Boxes to tick, dates and times. */
export const pickers = [
  z
    .strictObject({ type: z.literal('radio_buttons'), ...ticked, initial_option: markedOption.optional() })
    .superRefine(checkChoices),
  z
    .strictObject({
      type: z.literal('checkboxes'),
      ...ticked,
      initial_options: z.array(markedOption).min(1).optional(),
    })
    .superRefine(checkChoices),
  z.strictObject({
    type: z.literal('datepicker'),
    ...menu,
    initial_date: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/, 'must be formatted YYYY-MM-DD')
      .optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...menu,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be formatted HH:mm')
      .optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    action_id: id,
    confirm: confirm.optional(),
    focus_on_load,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
] as const;
