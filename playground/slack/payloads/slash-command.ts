import type { JsonObject } from '../json.ts';
import type { Member } from '../people.ts';
import type { Workspace } from '../workspace.ts';
import { channelShape } from './person.ts';

/** A slash command, with its text as typed. */
export function slashCommand(
  workspace: Workspace,
  member: Member,
  typed: { command: string; text: string; channel: string; responseUrl: string; trigger: string },
): JsonObject {
  const { app, team } = workspace;
  const { id, name } = channelShape(workspace, typed.channel);
  return {
    token: 'not-a-secret-any-more',
    team_id: member.team,
    team_domain: member.team === team.id ? team.domain : 'elsewhere',
    channel_id: id,
    channel_name: name,
    user_id: member.id,
    user_name: member.name,
    command: typed.command,
    text: typed.text,
    api_app_id: app.appId,
    is_enterprise_install: 'false',
    response_url: typed.responseUrl,
    trigger_id: typed.trigger,
  };
}
