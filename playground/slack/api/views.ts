import { z } from 'zod';
import { problemsInView } from '../block-schema/check.ts';
import { refusal } from '../content.ts';
import { isObject, type JsonObject } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { method } from './method.ts';
import { viewShape } from './shapes.ts';

const SIZE = 250_000;

/** A view that Slack would take; throws what it would answer otherwise. */
export function checkedView(view: unknown, type: 'modal' | 'home'): JsonObject {
  const problems = problemsInView(view);
  if (problems.length > 0) throw refusal('invalid_arguments', problems);
  if (!isObject(view)) throw new SlackError('invalid_arguments');
  if (view.type !== type)
    throw refusal('invalid_arguments', [{ message: `must be of type ${type}`, pointer: '/view/type' }]);
  if (JSON.stringify(view).length > SIZE) throw new SlackError('view_too_large');
  return view;
}

function answer(workspace: Workspace, view: View): JsonObject {
  return { view: viewShape(workspace, view) };
}

const opened = z.object({ trigger_id: z.string(), view: z.unknown() });

const open = method({
  name: 'views.open',
  token: 'bot',
  scopes: [],
  tier: 4,
  args: opened,
  run(workspace, args, sent) {
    const trigger = workspace.triggers.check(args.trigger_id);
    const view = workspace.views.open(trigger.user, checkedView(args.view, 'modal'));
    trigger.used = true;
    sent.audience = 'person';
    return answer(workspace, view);
  },
});

const push = method({
  name: 'views.push',
  token: 'bot',
  scopes: [],
  tier: 4,
  args: opened,
  run(workspace, args, sent) {
    const trigger = workspace.triggers.check(args.trigger_id);
    const top = workspace.views.stackOf(trigger.user).at(-1);
    if (trigger.view === null || !top) throw new SlackError('invalid_trigger_id');
    const view = workspace.views.push(top, checkedView(args.view, 'modal'));
    trigger.used = true;
    sent.audience = 'person';
    return answer(workspace, view);
  },
});

const update = method({
  name: 'views.update',
  token: 'bot',
  scopes: [],
  tier: 4,
  args: z.object({
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
    view: z.unknown(),
  }),
  run(workspace, args, sent) {
    const { views } = workspace;
    const old = args.view_id
      ? views.find(args.view_id)
      : args.external_id
        ? views.withExternalId(args.external_id)
        : null;
    if (!old) throw new SlackError('not_found');
    if (args.hash !== undefined && args.hash !== old.hash) throw new SlackError('hash_conflict');
    const view = views.update(old, checkedView(args.view, old.type));
    sent.audience = 'person';
    return answer(workspace, view);
  },
});

const publish = method({
  name: 'views.publish',
  token: 'bot',
  scopes: [],
  tier: 4,
  args: z.object({ user_id: z.string(), hash: z.string().optional(), view: z.unknown() }),
  run(workspace, args, sent) {
    const { people, views } = workspace;
    if (!people.find(args.user_id)) throw new SlackError('user_not_found');
    const content = checkedView(args.view, 'home');
    const old = views.homeOf(args.user_id);
    if (args.hash !== undefined && args.hash !== old?.hash) throw new SlackError('hash_conflict');
    const view = views.publish(args.user_id, content);
    sent.audience = 'person';
    return answer(workspace, view);
  },
});

export const viewMethods = [open, push, update, publish];
