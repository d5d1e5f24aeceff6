import { z } from 'zod';
import { richText } from './rich-text.ts';
import { id } from './text.ts';

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);
const headerCell = z.discriminatedUnion('type', [rawText, rawNumber]);
const COLUMNS = 20;

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: id,
  rows: z.array(z.array(cell).min(1).max(COLUMNS)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(COLUMNS)
    .optional(),
});

/** A header row and at most 100 more (newer documentation: 200; the smaller is safe). */
export const dataTable = z.strictObject({
  type: z.literal('data_table'),
  block_id: id,
  rows: z
    .tuple([z.array(headerCell).min(1).max(COLUMNS)], z.array(cell).min(1).max(COLUMNS))
    .refine((rows) => rows.length <= 101, 'no more than 101 items allowed'),
  caption: z.string().min(1),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).optional(),
});
