import { z } from 'zod';
import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import { MESSAGE_BLOCKS, VIEW_BLOCKS } from '../limits.ts';
import { messageBlock, viewBlock } from './blocks.ts';
import { type Problem, problemsOf } from './problems.ts';
import { tableCharacters } from './size.ts';
import { id, plainText } from './text.ts';

const CHARTS = 2;
const TABLE_CHARACTERS = 10_000;

/** What Slack would say is wrong with a message's blocks. */
export function problemsInMessage(blocks: unknown): Problem[] {
  const found = problemsOf(z.array(messageBlock).max(MESSAGE_BLOCKS), blocks, '/blocks');
  if (found.length > 0) return found;
  const list = objects(blocks);
  const twice = repeated(list, '/blocks');
  const charts = positions(list, 'data_visualization');
  const tables = positions(list, 'table');
  if (charts.length > CHARTS)
    twice.push(extra(`no more than ${CHARTS} data_visualization blocks allowed`, charts[CHARTS]!));
  if (tables.length > 1) twice.push(extra('only one table block allowed', tables[1]!));
  if (tableCharacters(list) > TABLE_CHARACTERS)
    twice.push({ message: `tables must be less than ${TABLE_CHARACTERS + 1} characters in all`, pointer: '/blocks' });
  return twice;
}

const shared = {
  private_metadata: z.string().max(3_000).optional(),
  callback_id: id,
  external_id: id,
  blocks: z.array(viewBlock).max(VIEW_BLOCKS),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...shared,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const home = z.strictObject({ type: z.literal('home'), ...shared });

/** What Slack would say is wrong with a view. */
export function problemsInView(view: unknown): Problem[] {
  const found = problemsOf(z.discriminatedUnion('type', [modal, home]), view, '/view');
  if (found.length > 0 || !isObject(view)) return found;
  const blocks = objects(view.blocks);
  const input = blocks.findIndex((block) => block.type === 'input');
  const wrong = repeated(blocks, '/view/blocks');
  if (view.type === 'modal' && input >= 0 && view.submit === undefined)
    wrong.push({
      message: 'must define `submit` to use an `input` block in modals',
      pointer: `/view/blocks/${input}/input`,
    });
  const focused = [...new Set(focusedOn(blocks))];
  if (focused.length > 1)
    wrong.push({ message: 'only one element can set `focus_on_load`', pointer: `/view/blocks/${focused[1]}` });
  return wrong;
}

function positions(blocks: readonly JsonObject[], type: string): number[] {
  return blocks.flatMap((block, index) => (block.type === type ? [index] : []));
}

function extra(message: string, index: number): Problem {
  return { message, pointer: `/blocks/${index}` };
}

function focusedOn(blocks: readonly JsonObject[]): number[] {
  return blocks.flatMap((block, index) =>
    [block.element, block.accessory, ...objects(block.elements)]
      .filter((element) => isObject(element) && element.focus_on_load === true)
      .map(() => index),
  );
}

/** block_ids that come twice, and action_ids that come twice within a block. */
function repeated(blocks: readonly JsonObject[], base: string): Problem[] {
  const seen = new Set<string>();
  return blocks.flatMap((block, index) => {
    const problems: Problem[] = [];
    const blockId = textOf(block.block_id);
    if (blockId && seen.has(blockId))
      problems.push({ message: `\`block_id\` "${blockId}" already exists`, pointer: `${base}/${index}/block_id` });
    seen.add(blockId);
    const actions = new Set<string>();
    objects(block.elements).forEach((element, place) => {
      const actionId = textOf(element.action_id);
      if (actionId && actions.has(actionId))
        problems.push({
          message: `\`action_id\` "${actionId}" already exists for \`block_id\` "${blockId}"`,
          pointer: `${base}/${index}/elements/${place}/action_id`,
        });
      actions.add(actionId);
    });
    return problems;
  });
}
