import type { RequestListener } from 'node:http';
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { Fault } from '../errors.ts';
import type { Log } from '../log.ts';
import { boltLog } from './bolt-log.ts';
import { apiAddress } from './clients.ts';

/** Where Slack sends requests in HTTP mode. */
export const HTTP_PATH = '/slack/events';
/** A socket that is not open by then never will be: Slack's client retries a wrong token for ever. Milliseconds. */
const START = 15_000;
/**
 * Slack's client takes one number for two things: how long it waits for a sign of life before it gives a socket up,
 * and how long before it connects again. Its own five seconds leave people without an answer; with one, a busy second
 * breaks a good socket, and what was pressed meanwhile is lost. Slack itself waits three for an acknowledgement.
 */
const SIGN_OF_LIFE = 3_000;
const CLOSE = 2_000;

/** How requests come from Slack, and how that begins and ends. */
export interface Reception {
  receiver: Receiver;
  /** Takes requests in HTTP mode; null in Socket Mode. */
  http: RequestListener | null;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Over HTTP: the process's own listener gives requests to `http`; Slack's signature is checked there. */
export function overHttp(signingSecret: string, log: Log): Reception {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [HTTP_PATH], logger: boltLog(log) });
  return { receiver, http: receiver.requestListener, open: async () => undefined, close: async () => undefined };
}

/**
 * Over a socket that this side opens. The receiver gets options of its own: Slack's client writes its retries into
 * what it is given, and shared with the bot's client these would be the answers' retries too.
 */
export function overSocket(appToken: string, apiUrl: string | undefined, log: Log, deadline = START): Reception {
  let lastProblem: string | null = null;
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLog(log, (line) => {
      lastProblem = line;
    }),
    clientPingTimeout: SIGN_OF_LIFE,
    installerOptions: { clientOptions: { ...apiAddress(apiUrl) } },
  });
  return {
    receiver,
    http: null,
    open: async () => {
      try {
        await within(deadline, receiver.start());
      } catch (error) {
        void receiver.client.disconnect();
        throw socketFault(lastProblem ?? (error as Error | undefined)?.message ?? 'no answer', deadline);
      }
    },
    // Slack's side may take long to say goodbye; nothing is lost by leaving first.
    close: () => within(CLOSE, receiver.client.disconnect()).catch(() => undefined),
  };
}

/** What keeps the socket closed, as a sentence that names the setting. */
function socketFault(problem: string, deadline: number): Fault {
  const word =
    /\b(not_allowed_token_type|invalid_auth|not_authed|account_inactive|token_revoked|token_expired|missing_scope|team_disabled)\b/.exec(
      problem,
    )?.[1];
  if (word === 'missing_scope') {
    return new Fault(
      'bad_configuration',
      'SLACK_APP_TOKEN lacks the scope connections:write. Make a new app-level token with it (Basic Information → App-Level Tokens).',
    );
  }
  if (word !== undefined) {
    return new Fault(
      'bad_configuration',
      `Slack refuses SLACK_APP_TOKEN (${word}). Copy the app-level token (xapp-…) of this app again: Basic Information → App-Level Tokens. Socket Mode must be on.`,
    );
  }
  return new Fault(
    'remote',
    `No socket to Slack could be opened within ${deadline / 1000} seconds. Check that this machine reaches slack.com, and that Socket Mode is on in the app’s settings.`,
    { operator: `socket: ${problem}` },
  );
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
