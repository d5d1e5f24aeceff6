import type { App } from '@slack/bolt';
import type { Log } from '../log.ts';
import type { Access, Home } from './access.ts';
import type { SlackClients } from './clients.ts';
import type { Gate } from './gate.ts';

/** What every part of the Slack side works with. */
export interface Desk extends SlackClients {
  access: Access;
  /** Everything that somebody asks to see goes through here. */
  gate: Gate;
  home: Home;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Something that goes on beside the listeners and must be ended. */
export interface Running {
  stop(): Promise<void>;
}

/**
 * One ability of the bot: registers its listeners. Its own ports (store, state, clock) are bound before, so that
 * bot.ts knows none of them: `answering(ports)` returns a Feature.
 */
export type Feature = (app: App, desk: Desk) => Running | undefined;
