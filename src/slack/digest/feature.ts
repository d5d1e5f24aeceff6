import { asFault } from '../../errors.ts';
import type { Feature } from '../feature.ts';
import { registerDigestButtons } from './buttons.ts';
import { registerDigestCommand } from './command.ts';
import type { DigestingPorts } from './digesting.ts';
import { Subscribed } from './subscribed.ts';

/** The digest in Slack, and what posts those that are due. */
export interface Digesting {
  feature: Feature;
  /** To be called every minute; does nothing before Slack is connected. */
  postDue(): Promise<void>;
}

export function digesting(ports: DigestingPorts): Digesting {
  let subscribed: Subscribed | null = null;
  let posting: Promise<void> = Promise.resolve();
  const postDue = () => {
    // One after the other, whatever became of the one before.
    posting = posting.catch(() => undefined).then(() => subscribed?.postDue());
    return posting;
  };
  return {
    feature: (app, desk) => {
      registerDigestCommand(app, desk, ports);
      registerDigestButtons(app, desk, ports);
      subscribed = new Subscribed(desk, ports);
      // What was missed while the bot was away need not wait for the next minute.
      const first = postDue().catch((error: unknown) => {
        const { code, operator } = asFault(error);
        if (code !== 'stopping') desk.log.error({ problem: operator }, 'digests were not looked at');
      });
      return {
        stop: async () => {
          subscribed = null;
          await first;
          await posting.catch(() => undefined);
        },
      };
    },
    postDue,
  };
}
