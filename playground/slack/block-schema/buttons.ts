import { z } from 'zod';
import { overflowOption } from './options.ts';
import { confirm, id, plainText, webAddress } from './text.ts';

const accessibility_label = z.string().max(75).optional();

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(75),
  value: z.string().max(2_000).optional(),
  url: webAddress.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label,
});

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  action_id: id,
  text: plainText(75),
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: webAddress,
      customizable_input_parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
    }),
  }),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label,
});

const feedbackButton = z.strictObject({ text: plainText(75), value: z.string().max(2_000), accessibility_label });

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: id,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  action_id: id,
  icon: z.literal('trash'),
  text: plainText(75),
  value: z.string().max(2_000).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
  confirm: confirm.optional(),
  accessibility_label,
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z.array(overflowOption).min(1).max(5),
  confirm: confirm.optional(),
});
