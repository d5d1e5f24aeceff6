import type { JsonObject } from '../json.ts';
import type { Member } from '../people.ts';
import type { Workspace } from '../workspace.ts';

/** What every payload says of the app, the workspace and who did something. */
export function doneBy({ app, team }: Workspace, member: Member): JsonObject {
  return {
    team: { id: member.team, domain: member.team === team.id ? team.domain : 'elsewhere' },
    user: { id: member.id, username: member.name, name: member.name, team_id: member.team },
    api_app_id: app.appId,
    token: 'not-a-secret-any-more',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The channel's name as payloads have it: its own only where the app can know it. */
export function channelShape({ channels, app }: Workspace, id: string): JsonObject {
  const channel = channels.find(id);
  if (channel?.kind === 'dm') return { id, name: 'directmessage' };
  const known = channel?.kind === 'public' || channel?.members.has(app.botUser);
  return { id, name: known ? channel?.name : 'privategroup' };
}
