import { z } from 'zod';
import { webAddress } from './text.ts';

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
