import { z } from 'zod';
import { checkChoices, option, optionGroup } from './options.ts';
import { confirm, id, plainText } from './text.ts';

/** What every menu and picker may have. */
export const menu = {
  action_id: id,
  placeholder: plainText(150).optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
};
const max_selected_items = z.int().min(1).optional();

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

/** Menus of options, people, conversations and channels. */
export const menus = [
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
