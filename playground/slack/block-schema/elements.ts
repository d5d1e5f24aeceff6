import { z } from 'zod';
import { checkChoices, markedOption, option, optionGroup, overflowOption } from './options.ts';
import { richText } from './rich-text.ts';
import { anyText, confirm, id, plainText, webAddress } from './text.ts';

const placeholder = plainText(150).optional();
const focus_on_load = z.boolean().optional();
const accessibility_label = z.string().max(75).optional();
const max_selected_items = z.int().min(1).optional();
const dispatch_action_config = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(['on_enter_pressed', 'on_character_entered']))
      .min(1)
      .optional(),
  })
  .optional();
const menu = { action_id: id, placeholder, confirm: confirm.optional(), focus_on_load };
const typed = { action_id: id, placeholder, focus_on_load, dispatch_action_config };

const slackFile = z
  .strictObject({ id: z.string().min(1).optional(), url: webAddress.optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), 'must define either `id` or `url`');

/** An image comes from an address or from a file in Slack, never from both. */
export const imageSource = {
  image_url: webAddress.optional(),
  slack_file: slackFile.optional(),
  alt_text: z.string().min(1).max(2_000),
};

export function checkImage(image: { image_url?: unknown; slack_file?: unknown }, context: z.RefinementCtx): void {
  if ((image.image_url === undefined) === (image.slack_file === undefined))
    context.addIssue({ code: 'custom', message: 'must define either `image_url` or `slack_file`', path: [] });
}

export const image = z.strictObject({ type: z.literal('image'), ...imageSource }).superRefine(checkImage);

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

const workflowButton = z.strictObject({
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

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z.array(overflowOption).min(1).max(5),
  confirm: confirm.optional(),
});

const listed = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...menu, ...listed, initial_option: option.optional() })
  .superRefine(checkChoices);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menu,
    ...listed,
    initial_options: z.array(option).min(1).max(100).optional(),
    max_selected_items,
  })
  .superRefine(checkChoices);

const min_query_length = z.int().min(0).optional();
const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();
const response_url_enabled = z.boolean().optional();
const default_to_current_conversation = z.boolean().optional();
const several = z.array(z.string().min(1)).min(1).optional();
const one = z.string().min(1).optional();

const menus = [
  staticSelect,
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: option.optional(),
    min_query_length,
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: one }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    initial_conversation: one,
    default_to_current_conversation,
    response_url_enabled,
    filter,
  }),
  z.strictObject({ type: z.literal('channels_select'), ...menu, initial_channel: one, response_url_enabled }),
  multiStaticSelect,
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...menu,
    initial_options: z.array(option).min(1).optional(),
    min_query_length,
    max_selected_items,
  }),
  z.strictObject({ type: z.literal('multi_users_select'), ...menu, initial_users: several, max_selected_items }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...menu,
    initial_conversations: several,
    default_to_current_conversation,
    max_selected_items,
    filter,
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...menu,
    initial_channels: several,
    max_selected_items,
  }),
] as const;

const ticked = {
  action_id: id,
  options: z.array(markedOption).min(1).max(10),
  confirm: confirm.optional(),
  focus_on_load,
};

const pickers = [
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

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
});

const fields = [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...typed,
      initial_value: z.string().max(3_000).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(3_000).optional(),
      max_length: z.int().min(1).max(3_000).optional(),
    })
    .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3_000), 'min_length must not exceed max_length'),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: id,
    filetypes: z.array(z.string()).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const;

/** Which elements may stand where. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  ...menus,
  ...pickers,
  richTextInput,
]);
export const accessory = z.discriminatedUnion('type', [image, button, workflowButton, overflow, ...menus, ...pickers]);
export const inputElement = z.discriminatedUnion('type', [...menus, ...pickers, ...fields, richTextInput]);
export const contextElement = z.union([image, anyText()]);
