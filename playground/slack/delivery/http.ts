import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { isObject, type JsonObject } from '../json.ts';
import { ACKNOWLEDGE_WITHIN } from '../limits.ts';
import type { Received } from '../received.ts';
import { type Answer, type Delivery, type EnvelopeType, nameOf } from './answer.ts';

/** HTTP mode: every payload is a signed POST to the app's request URL, and its response is the acknowledgement. */
export class HttpDelivery implements Delivery {
  readonly #url: string;
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #received: Received;

  constructor(url: string, secret: string, clock: Clock, received: Received) {
    this.#url = url;
    this.#secret = secret;
    this.#clock = clock;
    this.#received = received;
  }

  /** What Slack does when the URL is entered in the app's settings. */
  async verify(): Promise<boolean> {
    const challenge = 'playground-challenge';
    const response = await this.#post(JSON.stringify({ type: 'url_verification', challenge }), 'application/json', {});
    return response.ok && (await response.text()).includes(challenge);
  }

  async send(type: EnvelopeType, payload: JsonObject, retry?: { num: number; reason: string }): Promise<Answer> {
    const abort = new AbortController();
    const cancel = this.#clock.after(ACKNOWLEDGE_WITHIN, () => abort.abort());
    const json = type === 'events_api';
    const body = json ? JSON.stringify(payload) : encoded(type, payload);
    const headers: Record<string, string> = retry
      ? { 'x-slack-retry-num': `${retry.num}`, 'x-slack-retry-reason': retry.reason }
      : {};
    try {
      const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded';
      const response = await this.#post(body, contentType, headers, abort.signal);
      const text = await response.text();
      const said = bodyOf(text);
      const sent = this.#received.record({ through: 'acknowledgement', name: nameOf(payload), body: said });
      if (response.status >= 500) return { acknowledged: false, why: 'http_service_error' };
      if (!response.ok) return { acknowledged: false, why: 'http_client_error' };
      return { acknowledged: true, body: said, sent };
    } catch {
      return { acknowledged: false, why: abort.signal.aborted ? 'operation_timeout' : 'dispatch_failed' };
    } finally {
      cancel();
    }
  }

  #post(body: string, contentType: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
    const seconds = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', this.#secret).update(`v0:${seconds}:${body}`).digest('hex');
    return fetch(this.#url, {
      method: 'POST',
      body,
      signal,
      redirect: 'manual',
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': `${seconds}`,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
    });
  }
}

/** Commands come as a form; everything else as JSON in the form field `payload`. */
function encoded(type: EnvelopeType, payload: JsonObject): string {
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

/** What was acknowledged with: JSON, or plain text, which a command takes as its answer. */
function bodyOf(text: string): JsonObject {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : { text: String(value) };
  } catch {
    return { text };
  }
}
