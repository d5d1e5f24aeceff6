import type { JsonObject } from './json.ts';

/** What Slack refuses, by the name it gives: the answer is `{ok: false, error, …more}` with status 200. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly error: string;
  readonly more: JsonObject;

  constructor(error: string, more: JsonObject = {}) {
    super(error);
    this.error = error;
    this.more = more;
  }
}
