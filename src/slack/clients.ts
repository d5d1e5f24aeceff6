import { WebClient } from '@slack/web-api';
import type { Log } from '../log.ts';
import { boltLog } from './bolt-log.ts';

/**
 * Two clients, because a rate limit stops a whole client: people who wait for an answer never wait behind a digest.
 */
export interface SlackClients {
  /** For people who wait: fails within seconds rather than being late. */
  asking: WebClient;
  /**
   * For posts. Repeats nothing by itself: Slack has no idempotency key, so that a second try can say a thing twice.
   * Use it through posting.ts.
   */
  posting: WebClient;
}

/** Slack's base address as its client wants it, or nothing for its own. */
export function apiAddress(url: string | undefined): { slackApiUrl?: string } {
  return url === undefined ? {} : { slackApiUrl: url.endsWith('/') ? url : `${url}/` };
}

/** @param apiUrl another address of Slack's API, for tests */
export function slackClients(token: string, apiUrl: string | undefined, log: Log): SlackClients {
  const logger = boltLog(log);
  return {
    asking: new WebClient(token, {
      ...apiAddress(apiUrl),
      logger,
      timeout: 5_000,
      retryConfig: { retries: 2, factor: 2, minTimeout: 200, maxTimeout: 1_000 },
      rejectRateLimitedCalls: true,
    }),
    posting: new WebClient(token, {
      ...apiAddress(apiUrl),
      logger,
      timeout: 15_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
  };
}
