import type { JsonObject } from '../json.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** What came of sending something to the app: its acknowledgement, with what it carried, or why there was none. */
export type Answer =
  | { acknowledged: true; body: JsonObject }
  | { acknowledged: false; why: 'dispatch_failed' | 'operation_timeout' | `http_status_${number}` };

/** How payloads reach the app. */
export interface Delivery {
  send(type: EnvelopeType, payload: JsonObject, retry?: { num: number; reason: string }): Promise<Answer>;
}
