import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { clientOf, refusal } from './client.ts';

let desk: SupportDesk;

beforeEach(async () => {
  desk = await supportDesk();
});

afterEach(() => desk.workspace.stop());

const post = () => clientOf(desk.workspace).chat.postMessage({ channel: desk.onCall.id, text: 'Hello' });
const seen = () => desk.ravi.sees(desk.onCall).length;

it('answers the next calls with an error of the server, a limit, or a refusal, and then as usual', async () => {
  const { faults } = desk.workspace;
  faults.next('chat.postMessage', { kind: 'status', status: 503 }, 2);
  faults.next('chat.postMessage', { kind: 'rate_limited', seconds: 7 });
  faults.next('*', { kind: 'error', error: 'fatal_error' });
  await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
  await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
  const limited = await post().catch((error: unknown) => error);
  expect(limited).toBeInstanceOf(WebAPIRateLimitedError);
  expect(limited).toMatchObject({ retryAfter: 7 });
  expect(await refusal(post())).toMatchObject({ error: 'fatal_error' });
  expect(seen()).toBe(0);
  await post();
  expect(seen()).toBe(1);
});

it('drops the connection before anything happened, or after it did', async () => {
  const { faults } = desk.workspace;
  faults.next('chat.postMessage', { kind: 'dropped', when: 'before' });
  await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(seen()).toBe(0);
  faults.next('chat.postMessage', { kind: 'dropped', when: 'after' });
  await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(seen()).toBe(1);
});

it('hangs until the caller gives up', async () => {
  desk.workspace.faults.next('auth.test', { kind: 'hang' });
  const abort = AbortSignal.timeout(100);
  await expect(fetch(`${desk.workspace.apiUrl}auth.test`, { method: 'POST', signal: abort })).rejects.toThrow();
});

it('is down as a whole, and up again', async () => {
  desk.workspace.down = true;
  await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
  desk.workspace.down = false;
  await post();
  expect(seen()).toBe(1);
});
