import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { anyText, plainText, webAddress } from './text.ts';

/** Slack's documentation has 75 in one place and 150 in a newer one for an option's value; 75 is safe. */
const VALUE = 75;

/** A choice of a menu. */
export const option = z.strictObject({
  text: plainText(75),
  value: z.string().max(VALUE),
  description: plainText(75).optional(),
});

/** A choice of an overflow menu, which alone may lead to an address. */
export const overflowOption = option.extend({ url: webAddress.optional() });

/** A choice of checkboxes or radio buttons, which alone may be formatted. */
export const markedOption = z.strictObject({
  text: anyText(75),
  value: z.string().max(VALUE),
  description: anyText(75).optional(),
});

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

interface Choices {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
  initial_option?: unknown;
  initial_options?: unknown[] | undefined;
}

/** Options or groups, exactly one of them; and what is chosen at first must be among them. */
export function checkChoices(element: Choices, context: z.RefinementCtx): void {
  const { options, option_groups: groups } = element;
  if ((options === undefined) === (groups === undefined))
    context.addIssue({ code: 'custom', message: 'must define either `options` or `option_groups`', path: [] });
  const all = options ?? groups?.flatMap((group) => group.options) ?? [];
  const known = (chosen: unknown) => all.some((choice) => isDeepStrictEqual(choice, chosen));
  if (element.initial_option !== undefined && !known(element.initial_option))
    context.addIssue({ code: 'custom', message: 'must be one of the provided options', path: ['initial_option'] });
  element.initial_options?.forEach((chosen, index) => {
    if (!known(chosen))
      context.addIssue({
        code: 'custom',
        message: 'must be one of the provided options',
        path: ['initial_options', index],
      });
  });
}
