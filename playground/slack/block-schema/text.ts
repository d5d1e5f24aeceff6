import { z } from 'zod';

/** Text in Slack is at most 3,000 characters where nothing less is said, and never empty. */
const TEXT = 3_000;

export function plainText(longest = TEXT) {
  const text = z.string().min(1).max(longest);
  return z.strictObject({ type: z.literal('plain_text'), text, emoji: z.boolean().optional() });
}

export function mrkdwn(longest = TEXT) {
  const text = z.string().min(1).max(longest);
  return z.strictObject({ type: z.literal('mrkdwn'), text, verbatim: z.boolean().optional() });
}

export function anyText(longest = TEXT) {
  return z.discriminatedUnion('type', [plainText(longest), mrkdwn(longest)]);
}

export const id = z.string().max(255).optional();

export const webAddress = z
  .string()
  .max(3_000)
  .refine((text) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:/i.test(text), 'invalid url');

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
