import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Workspace } from '../../../playground/slack/workspace.ts';
import { QUIET } from './client.ts';

function appWith(workspace: Workspace, receiver: SocketModeReceiver | HTTPReceiver): App {
  return new App({
    receiver,
    logger: QUIET,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    token: workspace.app.botToken,
    deferInitialization: true,
  });
}

/** Unmodified Bolt, connected to the workspace through Socket Mode. */
export async function boltInSocketMode(workspace: Workspace): Promise<App> {
  const receiver = new SocketModeReceiver({
    appToken: workspace.app.appToken,
    installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
    logger: QUIET,
    logLevel: LogLevel.ERROR,
    clientPingTimeout: 200,
  });
  const app = appWith(workspace, receiver);
  await app.init();
  await app.start();
  await workspace.connected();
  return app;
}

/** Unmodified Bolt behind its own HTTP server, whose address the workspace delivers to. */
export async function boltOverHttp(workspace: Workspace): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: workspace.app.signingSecret, logger: QUIET });
  const app = appWith(workspace, receiver);
  await app.init();
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Bolt listens on no port');
  await workspace.useHttp(`http://127.0.0.1:${address.port}/slack/events`);
  return app;
}
