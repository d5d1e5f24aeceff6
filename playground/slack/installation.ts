import type { Ids } from './ids.ts';

/** The app as installed in the workspace: its tokens, its bot, what it was granted. */
export interface Installation {
  readonly appId: string;
  readonly botId: string;
  readonly botUser: string;
  readonly botName: string;
  readonly signingSecret: string;
  /** False: the app was removed from the workspace, and its tokens are worth nothing. */
  installed: boolean;
  botToken: string;
  appToken: string;
  /** Scopes of the bot token; take one away to see what the app does without it. */
  readonly scopes: Set<string>;
  /** Scopes of the app-level token. */
  readonly appScopes: Set<string>;
}

export const USUAL_SCOPES = ['commands', 'chat:write'];

export function install(ids: Ids, bot: { user: string; name: string }, scopes: readonly string[]): Installation {
  return {
    appId: ids.next('A'),
    botId: ids.next('B'),
    botUser: bot.user,
    botName: bot.name,
    signingSecret: ids.secret(16),
    installed: true,
    botToken: `xoxb-${ids.secret(12)}`,
    appToken: `xapp-1-${ids.secret(12)}`,
    scopes: new Set(scopes),
    appScopes: new Set(['connections:write']),
  };
}
