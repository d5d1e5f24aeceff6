import { viewShape } from '../api/shapes.ts';
import type { Answer } from '../delivery/answer.ts';
import type { Member } from '../people.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';

/** Tells the app that somebody opened its Home tab. */
export function openHome(workspace: Workspace, member: Member, home: View | undefined): Promise<Answer> {
  const { app, channels } = workspace;
  return workspace.event({
    type: 'app_home_opened',
    user: member.id,
    channel: channels.direct(member.id, app.botUser).id,
    tab: 'home',
    ...(home && { view: viewShape(workspace, home) }),
  });
}
