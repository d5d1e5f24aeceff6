import { checkedView } from '../api/views.ts';
import { type Choice, withChoice } from '../chosen.ts';
import type { Answer } from '../delivery/answer.ts';
import { isObject, type JsonObject, textOf } from '../json.ts';
import { viewClosed, viewSubmission } from '../payloads/views.ts';
import type { Member } from '../people.ts';
import { elementIn } from '../values.ts';
import { labelOf, type View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { complaintOf } from './complaint.ts';

export function fillIn(workspace: Workspace, view: View, values: Readonly<Record<string, Choice>>): View {
  const filled = Object.entries(values).reduce(
    (all, [actionId, choice]) => withChoice(all, elementIn(view.blocks, actionId), choice),
    view.values,
  );
  return workspace.views.fill(view, filled);
}

/** Submits a modal, and does with it what the app acknowledged. */
export async function submitModal(workspace: Workspace, member: Member, view: View): Promise<Answer> {
  if (!labelOf(view, 'submit')) throw new Error('The modal has no button to submit it');
  const complaint = complaintOf(view);
  if (complaint) throw new Error(`Slack does not submit it: ${complaint}`);
  const trigger = workspace.triggers.make(member.id, view.id);
  const answer = await workspace.delivery.send('interactive', viewSubmission(workspace, member, view, trigger));
  if (answer.acknowledged) {
    if (answer.body.response_action !== undefined) answer.sent.audience = 'person';
    respond(workspace, view, answer.body);
  }
  return answer;
}

/** Closes a modal, or the whole stack, and tells the app where it asked to. */
export async function closeModal(workspace: Workspace, member: Member, top: View, all: boolean): Promise<void> {
  for (const view of workspace.views.close(top, { all }))
    if (view.content.notify_on_close === true)
      await workspace.delivery.send('interactive', viewClosed(workspace, member, view, all));
}

function respond({ views }: Workspace, view: View, body: JsonObject): void {
  switch (body.response_action) {
    case undefined:
      views.close(view);
      return;
    case 'clear':
      views.close(view, { all: true });
      return;
    case 'update':
      views.update(view, checkedView(body.view, 'modal'));
      return;
    case 'push':
      views.push(view, checkedView(body.view, 'modal'));
      return;
    case 'errors':
      views.fail(view, errorsIn(view, body.errors));
      return;
    default:
      throw new Error(`There is no response_action ${String(body.response_action)}`);
  }
}

/** What the app found wrong, which it can only say of inputs that are there. */
function errorsIn(view: View, errors: unknown): Record<string, string> {
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const named = Object.entries(isObject(errors) ? errors : {});
  if (named.length === 0 || !named.every(([blockId]) => inputs.has(blockId)))
    throw new Error(
      'The app found errors in inputs that the modal has not; Slack shows “We had some trouble connecting”',
    );
  return Object.fromEntries(named.map(([blockId, text]) => [blockId, textOf(text)]));
}
