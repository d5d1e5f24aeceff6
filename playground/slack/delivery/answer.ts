import type { JsonObject } from '../json.ts';
import type { Sent } from '../received.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** What came of sending something to the app: its acknowledgement, with what it carried, or why there was none. */
export type Answer = { acknowledged: true; body: JsonObject; sent: Sent } | { acknowledged: false; why: Failure };

/** In the words that Slack shows to whoever typed the command. */
type Failure = 'dispatch_failed' | 'operation_timeout' | 'http_client_error' | 'http_service_error';

/** How payloads reach the app. */
export interface Delivery {
  send(type: EnvelopeType, payload: JsonObject, retry?: { num: number; reason: string }): Promise<Answer>;
}

/** What an acknowledgement is recorded as: the command, or the type of payload. */
export function nameOf(payload: JsonObject): string {
  const event = payload.event;
  return String(payload.command ?? (event && typeof event === 'object' && 'type' in event ? event.type : payload.type));
}
