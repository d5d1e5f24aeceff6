import { z } from 'zod';
import { method } from './method.ts';

export const authMethods = [
  method({
    name: 'auth.test',
    token: 'bot',
    scopes: [],
    tier: 'special',
    args: z.object({}),
    run: ({ app, team, url }) => ({
      url: `${url}/`,
      team: team.name,
      user: app.botName,
      team_id: team.id,
      user_id: app.botUser,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  }),
  method({
    name: 'apps.connections.open',
    token: 'app',
    scopes: ['connections:write'],
    tier: 1,
    args: z.object({}),
    run: ({ socket, url }) => ({ url: url.replace(/^http/, 'ws') + socket.ticket() }),
  }),
];
