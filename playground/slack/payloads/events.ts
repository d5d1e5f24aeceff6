import type { JsonObject } from '../json.ts';
import type { Workspace } from '../workspace.ts';

/** An event in the envelope of the Events API. */
export function eventCallback(workspace: Workspace, event: JsonObject): JsonObject {
  const { app, team, clock, ids } = workspace;
  return {
    token: 'not-a-secret-any-more',
    team_id: team.id,
    api_app_id: app.appId,
    event: { event_ts: ids.stamp(clock.now()), ...event },
    type: 'event_callback',
    event_id: ids.next('Ev'),
    event_time: Math.floor(clock.now() / 1_000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}
