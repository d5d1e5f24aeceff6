import { z } from 'zod';
import { viewShape } from '../api/shapes.ts';
import { option, optionGroup } from '../block-schema/options.ts';
import type { JsonObject } from '../json.ts';
import { doneBy } from '../payloads/person.ts';
import type { Member } from '../people.ts';
import { type Aim, elementIn } from '../values.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';

const offered = z.union([
  z.object({ options: z.array(option).max(100) }).transform(({ options }) => options),
  z
    .object({ option_groups: z.array(optionGroup).max(100) })
    .transform((answer) => answer.option_groups.flatMap(({ options }) => options)),
]);

/** What the app offers in an external menu of a view, for what was typed there. Throws what Slack would not show. */
export async function suggestionsFor(
  workspace: Workspace,
  member: Member,
  view: View,
  { aim, typed }: { aim: Aim; typed: string },
): Promise<JsonObject[]> {
  const { block, element } = elementIn(view.blocks, aim);
  if (!String(element.type).endsWith('external_select')) throw new Error(`A ${element.type} asks for no suggestions`);
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
  if (typed.length < least) throw new Error(`Slack asks for suggestions from ${least} characters on`);
  const answer = await workspace.delivery.send('interactive', {
    type: 'block_suggestion',
    ...doneBy(workspace, member),
    container: { type: 'view', view_id: view.id },
    action_id: element.action_id,
    block_id: block.block_id,
    value: typed,
    view: viewShape(workspace, view),
  });
  if (!answer.acknowledged) throw new Error(`No suggestions came: ${answer.why}`);
  answer.sent.audience = 'person';
  return offered.parse(answer.body);
}
