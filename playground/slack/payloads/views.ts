import { viewShape } from '../api/shapes.ts';
import type { JsonObject } from '../json.ts';
import type { Member } from '../people.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { doneBy } from './person.ts';

export function viewSubmission(workspace: Workspace, member: Member, view: View, trigger: string): JsonObject {
  return {
    type: 'view_submission',
    ...doneBy(workspace, member),
    trigger_id: trigger,
    view: viewShape(workspace, view),
    response_urls: [],
  };
}

/** @param all whether the whole stack was closed */
export function viewClosed(workspace: Workspace, member: Member, view: View, all: boolean): JsonObject {
  return { type: 'view_closed', ...doneBy(workspace, member), view: viewShape(workspace, view), is_cleared: all };
}
