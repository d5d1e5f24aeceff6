import { actionFor, type Choice, withChoice } from '../chosen.ts';
import type { Answer } from '../delivery/answer.ts';
import { textOf } from '../json.ts';
import type { Message } from '../messages.ts';
import { actionInMessage, actionInView } from '../payloads/block-actions.ts';
import type { Member } from '../people.ts';
import { occasionOf } from '../response-url.ts';
import { type Aim, elementIn, initialValues, type PlacedElement } from '../values.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';

interface Click {
  readonly aim: Aim;
  readonly choice: Choice;
}

/** Uses something in a message as it is now. */
export async function clickInMessage(
  workspace: Workspace,
  member: Member,
  place: Message,
  { aim, choice }: Click,
): Promise<Answer> {
  const { messages, delivery, triggers, answers, url, clock, ids } = workspace;
  const message = messages.seenBy(member.id, place.channel).find(({ ts }) => ts === place.ts);
  if (!message) throw new Error(`${member.name} does not see that message (any more)`);
  const used = elementIn(message.blocks, aim);
  const responseUrl = url + answers.address(occasionOf(message, member.id));
  const payload = actionInMessage(workspace, member, message, {
    action: actionFor(used, choice, ids.stamp(clock.now())),
    values: withChoice(initialValues(message.blocks), used, choice),
    responseUrl,
    trigger: triggers.make(member.id),
  });
  return delivery.send('interactive', payload);
}

/** Uses something in a view. Of inputs, only those with `dispatch_action` tell the app at once. */
export async function clickInView(
  workspace: Workspace,
  member: Member,
  view: View,
  { aim, choice }: Click,
): Promise<Answer> {
  const { views, delivery, triggers, clock, ids } = workspace;
  const used = elementIn(view.blocks, aim);
  if (!tellsAtOnce(used))
    throw new Error(
      `${used.element.action_id} is in an input block without dispatch_action: it tells the app nothing until submitted`,
    );
  const payload = actionInView(workspace, member, views.fill(view, withChoice(view.values, used, choice)), {
    action: actionFor(used, choice, ids.stamp(clock.now())),
    trigger: triggers.make(member.id, view.type === 'modal' ? view.id : null),
  });
  return delivery.send('interactive', payload);
}

function tellsAtOnce({ block }: PlacedElement): boolean {
  return textOf(block.type) !== 'input' || block.dispatch_action === true;
}
