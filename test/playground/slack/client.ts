import type { Block, KnownBlock, View } from '@slack/types';
import { LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Workspace } from '../../../playground/slack/workspace.ts';

/** Bolt's and the client's log, for tests that provoke what it would complain about. */
export const QUIET = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** The unmodified Web API client, which neither retries nor waits. */
export function clientOf(workspace: Workspace, token: string | undefined = workspace.app.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: QUIET,
  });
}

/** What the call was refused with: Slack's answer. */
export async function refusal(call: Promise<unknown>): Promise<WebAPIPlatformError['data']> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data;
    throw error;
  }
  throw new Error('Slack took it');
}

export function section(text = 'Hello'): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

export function modal(blocks: readonly (Block | KnownBlock)[] = [section()], more: object = {}): View {
  return { type: 'modal', title: { type: 'plain_text', text: 'A modal' }, blocks: [...blocks], ...more };
}

/** What was wrong, without the marks around it: message and pointer. */
export function problems(data: WebAPIPlatformError['data']): string[] {
  return (data.response_metadata?.messages ?? []).map((line) => line.replace('[ERROR] ', ''));
}
