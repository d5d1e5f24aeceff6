import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { clientOf } from './client.ts';

let desk: SupportDesk;

beforeEach(async () => {
  desk = await supportDesk();
});

afterEach(() => desk.workspace.stop());

/** How many calls pass at once, and after how many seconds the next would. */
async function burst(call: () => Promise<unknown>): Promise<{ passed: number; retryAfter: number }> {
  for (let passed = 0; ; passed++)
    try {
      await call();
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) return { passed, retryAfter: error.retryAfter };
      throw error;
    }
}

it('takes about a message a second in a channel, after a short burst, each channel for itself', async () => {
  const { workspace, onCall, northwind } = desk;
  const post = (channel: string) => () => clientOf(workspace).chat.postMessage({ channel, text: 'x' });
  expect(await burst(post(onCall.id))).toEqual({ passed: 3, retryAfter: 1 });
  await post(northwind.id)();
  workspace.clock.advance(1_000);
  expect(await burst(post(onCall.id))).toEqual({ passed: 1, retryAfter: 1 });
});

it('limits a method by its tier, and the others not', async () => {
  const { workspace, onCall } = desk;
  workspace.app.scopes.add('usergroups:read');
  const list = () => clientOf(workspace).usergroups.list();
  expect(await burst(list)).toMatchObject({ passed: 20, retryAfter: 3 });
  await clientOf(workspace).chat.postMessage({ channel: onCall.id, text: 'x' });
  workspace.clock.advance(3_000);
  expect(await burst(list)).toMatchObject({ passed: 1 });
});

it('limits nothing where a test says so', async () => {
  const { workspace, onCall } = desk;
  workspace.rates.limited = false;
  for (let i = 0; i < 10; i++) await clientOf(workspace).chat.postMessage({ channel: onCall.id, text: `${i}` });
  expect(desk.ravi.sees(onCall)).toHaveLength(10);
});
