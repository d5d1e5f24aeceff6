import { LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { SlackSettings } from './bot.ts';
import { apiAddress } from './clients.ts';

/** Something looked at: well, worth knowing, or wrong. */
export interface Looked {
  result: 'ok' | 'note' | 'wrong';
  sentence: string;
}

/** Scopes, and what does not work without them. */
const NEEDED = {
  commands: '/whylogin is not heard',
  'chat:write': 'no digest, no spike notice, no shared answer',
} as const;
const OPTIONAL = { 'files:write': 'the digest comes without its heat map as a picture' } as const;
const GROUPS = 'usergroups:read';
const REINSTALL = 'Add it under OAuth & Permissions in your app’s settings and install the app again.';

/** Asks Slack about both tokens, the scopes, and who is allowed. Never throws; takes seconds at most. */
export async function checkSlack({ botToken, appToken, apiUrl, allow }: SlackSettings): Promise<Looked[]> {
  const client = new WebClient(undefined, {
    ...apiAddress(apiUrl),
    timeout: 5_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // What goes wrong is told in a sentence of ours.
    logLevel: LogLevel.ERROR,
  });
  const found = await checkBot(client, botToken, allow);
  if (appToken !== undefined) found.push(await checkSocket(client, appToken));
  found.push(whoMayAsk(allow));
  return found;
}

async function checkBot(client: WebClient, token: string, allow: readonly string[]): Promise<Looked[]> {
  try {
    const { user, team, response_metadata: about } = await client.auth.test({ token });
    const scopes = about?.scopes ?? [];
    return [{ result: 'ok', sentence: `Installed as @${user} in ${team}.` }, ...missing(scopes, allow)];
  } catch (error) {
    return [refused(error, 'SLACK_BOT_TOKEN', 'Copy the bot token (xoxb-…) again: OAuth & Permissions.')];
  }
}

function missing(scopes: readonly string[], allow: readonly string[]): Looked[] {
  const lost = (wanted: Readonly<Record<string, string>>, result: Looked['result']): Looked[] =>
    Object.entries(wanted)
      .filter(([scope]) => !scopes.includes(scope))
      .map(([scope, without]) => ({ result, sentence: `The scope ${scope} is missing: ${without}. ${REINSTALL}` }));
  const usesGroups = allow.some((id) => id.startsWith('S'));
  return [
    ...lost(NEEDED, 'wrong'),
    ...(usesGroups ? lost({ [GROUPS]: 'the user groups of WHYLOGIN_ALLOW cannot be read' }, 'wrong') : []),
    ...lost(OPTIONAL, 'note'),
  ];
}

async function checkSocket(client: WebClient, token: string): Promise<Looked> {
  try {
    await client.apps.connections.open({ token });
    return { result: 'ok', sentence: 'Socket Mode can be opened.' };
  } catch (error) {
    const where = 'Basic Information → App-Level Tokens, with the scope connections:write; and switch Socket Mode on.';
    return refused(error, 'SLACK_APP_TOKEN', `Take it from ${where}`);
  }
}

function refused(error: unknown, setting: string, advice: string): Looked {
  const sentence =
    error instanceof WebAPIPlatformError
      ? `Slack refuses ${setting} (${error.data.error}). ${advice}`
      : 'Slack cannot be reached. Check that this machine reaches slack.com.';
  return { result: 'wrong', sentence };
}

function whoMayAsk(allow: readonly string[]): Looked {
  if (allow.includes('everyone')) return { result: 'note', sentence: 'Everyone in the workspace may look people up.' };
  if (allow.length === 0)
    return { result: 'note', sentence: 'Nobody may ask yet. Set WHYLOGIN_ALLOW to people, groups or channels.' };
  const of = (kinds: string) => allow.filter((id) => kinds.includes(id[0]!)).length;
  const parts = [
    [of('UW'), 'people'],
    [of('S'), 'user groups'],
    [of('CG'), 'channels'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${what} ${count}`]));
  return { result: 'ok', sentence: `Who may ask: ${parts.join(', ')}.` };
}
