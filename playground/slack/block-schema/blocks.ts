import { z } from 'zod';
import { button, feedbackButtons, iconButton } from './buttons.ts';
import { dataVisualization } from './chart.ts';
import { accessory, actionElement, inputElement } from './elements.ts';
import { checkImage, image as imageElement, imageSource } from './image.ts';
import { richText } from './rich-text.ts';
import { dataTable, table } from './table.ts';
import { anyText, id, mrkdwn, plainText, webAddress } from './text.ts';

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: id,
  elements: z.array(actionElement).min(1).max(25),
});

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: id,
    text: anyText().optional(),
    fields: z.array(anyText(2_000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    message: 'must define either `text` or `fields`',
    path: ['type'],
  });

const header = z.strictObject({ type: z.literal('header'), block_id: id, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), block_id: id });

const context = z.strictObject({
  type: z.literal('context'),
  block_id: id,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(), mrkdwn()]))
    .min(1)
    .max(10),
});

const image = z
  .strictObject({ type: z.literal('image'), block_id: id, title: plainText(2_000).optional(), ...imageSource })
  .superRefine(checkImage);

const input = z.strictObject({
  type: z.literal('input'),
  block_id: id,
  label: plainText(2_000),
  hint: plainText(2_000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

const markdown = z.strictObject({ type: z.literal('markdown'), block_id: id, text: z.string().min(1).max(12_000) });

const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: id,
  text: anyText(),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const card = z
  .strictObject({
    type: z.literal('card'),
    block_id: id,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).optional(),
  })
  .refine(
    (block) => Boolean(block.hero_image ?? block.title ?? block.actions ?? block.body),
    'must define at least one of `hero_image`, `title`, `actions` or `body`',
  );

const carousel = z.strictObject({ type: z.literal('carousel'), block_id: id, elements: z.array(card).min(1).max(10) });

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id: id,
  elements: z
    .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
    .min(1)
    .max(5),
});

const video = z.strictObject({
  type: z.literal('video'),
  block_id: id,
  video_url: webAddress,
  thumbnail_url: webAddress,
  alt_text: z.string().min(1),
  title: plainText(199),
  title_url: webAddress.optional(),
  author_name: z.string().max(49).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: webAddress.optional(),
  description: plainText().optional(),
});

const taskCard = z.strictObject({
  type: z.literal('task_card'),
  block_id: id,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: webAddress, text: z.string() })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});

const plan = z.strictObject({
  type: z.literal('plan'),
  block_id: id,
  title: z.string().min(1),
  tasks: z.array(taskCard).optional(),
});

/** What a container may hold; no Markdown, data table or chart. */
const child = z.discriminatedUnion('type', [actions, context, divider, header, image, richText, section, table, video]);

const container = z
  .strictObject({
    type: z.literal('container'),
    block_id: id,
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z.array(child).min(1).max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((block) => Boolean(block.title ?? block.rich_text_title), 'must define either `title` or `rich_text_title`')
  .refine(
    (block) => !block.default_collapsed || block.is_collapsible === true,
    '`default_collapsed` requires `is_collapsible`',
  );

/** Blocks that both messages and views may hold. */
const everywhere = [actions, section, header, divider, context, image, richText, video] as const;

/** A block of a message. Input and alert blocks are left to modals. */
export const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  markdown,
  table,
  dataTable,
  dataVisualization,
  card,
  carousel,
  container,
  contextActions,
  taskCard,
  plan,
]);

/** A block of a modal or Home tab. Slack refuses charts there as an unsupported type. */
export const viewBlock = z.discriminatedUnion('type', [...everywhere, input, alert]);
