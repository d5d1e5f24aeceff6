import { z } from 'zod';
import { button, overflow, workflowButton } from './buttons.ts';
import { fields, richTextInput } from './fields.ts';
import { image } from './image.ts';
import { menus } from './menus.ts';
import { pickers } from './pickers.ts';

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
