import { DateTime } from 'luxon';
import { z } from 'zod';
import { SlackError } from '../slack-error.ts';
import { flag, method } from './method.ts';

const info = method({
  name: 'users.info',
  token: 'bot',
  scopes: ['users:read'],
  tier: 4,
  args: z.object({ user: z.string(), include_locale: flag }),
  run(workspace, args) {
    const member = workspace.people.find(args.user);
    if (!member) throw new SlackError('user_not_found');
    const local = DateTime.fromMillis(workspace.clock.now(), { zone: member.zone });
    return {
      user: {
        id: member.id,
        team_id: member.team,
        name: member.name,
        real_name: member.realName,
        deleted: false,
        is_bot: member.isBot,
        is_stranger: member.team !== workspace.team.id,
        tz: member.zone,
        tz_label: local.offsetNameLong,
        tz_offset: local.offset * 60,
        profile: { real_name: member.realName, display_name: member.name, team: member.team },
      },
    };
  },
});

const groupMembers = method({
  name: 'usergroups.users.list',
  token: 'bot',
  scopes: ['usergroups:read'],
  tier: 2,
  args: z.object({ usergroup: z.string(), include_disabled: flag }),
  run(workspace, args) {
    const group = workspace.people.findGroup(args.usergroup);
    if (!group || (group.disabled && !args.include_disabled)) throw new SlackError('no_such_subteam');
    return { users: [...group.members] };
  },
});

const groups = method({
  name: 'usergroups.list',
  token: 'bot',
  scopes: ['usergroups:read'],
  tier: 2,
  args: z.object({ include_disabled: flag, include_users: flag }),
  run({ people, team }, args) {
    const shown = people.groups().filter((group) => args.include_disabled || !group.disabled);
    return {
      usergroups: shown.map((group) => ({
        id: group.id,
        team_id: team.id,
        is_usergroup: true,
        name: group.name,
        handle: group.handle,
        date_delete: group.disabled ? 1 : 0,
        user_count: group.members.size,
        ...(args.include_users && { users: [...group.members] }),
      })),
    };
  },
});

export const peopleMethods = [info, groupMembers, groups];
