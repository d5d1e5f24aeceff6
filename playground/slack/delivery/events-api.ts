import type { JsonObject } from '../json.ts';
import { eventCallback } from '../payloads/events.ts';
import type { Workspace } from '../workspace.ts';
import type { Answer } from './answer.ts';

/** When an event that was not acknowledged is sent again: almost at once, after one minute, after five. */
const RETRY_AFTER = [1_000, 60_000, 300_000] as const;

/** The Events API, which alone sends again what was not acknowledged. */
export class EventsApi {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Resolves with what came of the first attempt; the others follow by the workspace's clock. */
  async tell(event: JsonObject): Promise<Answer> {
    const payload = eventCallback(this.#workspace, event);
    const answer = await this.#workspace.delivery.send('events_api', payload);
    if (!answer.acknowledged) this.#again(payload, 1, answer.why);
    return answer;
  }

  #again(payload: JsonObject, num: number, why: string): void {
    const wait = RETRY_AFTER[num - 1];
    if (wait === undefined) return;
    const reason = why === 'operation_timeout' ? 'http_timeout' : 'http_error';
    this.#workspace.clock.after(wait, () => {
      void this.#workspace.delivery.send('events_api', payload, { num, reason }).then((answer) => {
        if (!answer.acknowledged) this.#again(payload, num + 1, answer.why);
      });
    });
  }
}
