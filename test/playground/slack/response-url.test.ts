import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Occasion } from '../../../playground/slack/response-url.ts';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { section } from './client.ts';

let desk: SupportDesk;

beforeEach(async () => {
  desk = await supportDesk();
});

afterEach(() => desk.workspace.stop());

/** The response_url of a command that kim typed where the bot is not a member. */
function address(typed: string | null = '/whylogin ada', original: string | null = null): string {
  const { workspace, identityHelp, kim } = desk;
  const occasion: Occasion = { channel: identityHelp.id, user: kim.id, threadTs: null, typed, original };
  return workspace.url + workspace.answers.address(occasion);
}

async function post(url: string, body: object): Promise<{ status: number; ok: boolean; error?: string }> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  const said = text === 'ok' ? { ok: true } : (JSON.parse(text) as { ok: boolean; error?: string });
  return { status: response.status, ...said };
}

const seen = () => desk.kim.sees(desk.identityHelp).map(({ text }) => text);
const seenByNoor = () => desk.noor.sees(desk.identityHelp).map(({ text }) => text);

describe('an address to answer at', () => {
  it('takes five answers, private ones unless it is said otherwise', async () => {
    const url = address();
    for (let i = 1; i <= 5; i++) expect(await post(url, { text: `${i}` })).toMatchObject({ status: 200, ok: true });
    expect(await post(url, { text: '6' })).toEqual({ status: 404, ok: false, error: 'used_url' });
    expect(seen()).toEqual(['1', '2', '3', '4', '5']);
    expect(seenByNoor()).toEqual([]);
  });

  it('is good for thirty minutes', async () => {
    const url = address();
    desk.workspace.clock.advance(29 * 60_000);
    expect(await post(url, { text: 'in time' })).toMatchObject({ ok: true });
    desk.workspace.clock.advance(2 * 60_000);
    expect(await post(url, { text: 'late' })).toEqual({ status: 404, ok: false, error: 'expired_url' });
    expect(await post(`${desk.workspace.url}/respond/T0/none`, { text: 'x' })).toMatchObject({ status: 404 });
  });

  it('shows everybody an answer in the channel, and the command that was typed, once', async () => {
    const url = address();
    await post(url, { text: 'for all', response_type: 'in_channel' });
    await post(url, { text: 'more', response_type: 'in_channel' });
    expect(seenByNoor()).toEqual(['/whylogin ada', 'for all', 'more']);
  });

  it('replaces and deletes what was answered first', async () => {
    const url = address();
    await post(url, { text: 'Looking up …' });
    await post(url, { text: 'The answer', replace_original: true });
    expect(seen()).toEqual(['The answer']);
    await post(url, { text: 'Another' });
    await post(url, { delete_original: true });
    expect(seen()).toEqual(['Another']);
  });

  it('replaces the message whose button was clicked, for those who see it', async () => {
    const { workspace, identityHelp } = desk;
    const message = workspace.messages.post({ channel: identityHelp.id, user: workspace.app.botUser, text: 'For all' });
    const url = address(null, message.ts);
    await post(url, { text: 'Beside it' });
    expect(seenByNoor()).toEqual(['For all']);
    await post(url, { text: 'In its place', replace_original: true });
    expect(seenByNoor()).toEqual(['In its place']);
    expect(workspace.received.all.map(({ audience }) => audience)).toEqual(['person', 'channel']);
  });

  it('judges blocks as strictly, and does not count what it refused', async () => {
    const url = address();
    const refused = await post(url, { text: 'x', blocks: [section(''), { type: 'marquee' }] });
    expect(refused).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(refused).toMatchObject({
      errors: expect.arrayContaining(['unsupported type: marquee [json-pointer:/blocks/1/type]']),
    });
    expect(await post(url, {})).toMatchObject({ ok: false, error: 'no_text' });
    expect(await post(url, { text: 'x', response_type: 'loud' })).toMatchObject({
      ok: false,
      error: 'invalid_payload',
    });
    expect(seen()).toEqual([]);
    for (let i = 0; i < 5; i++) expect(await post(url, { text: 'x' })).toMatchObject({ ok: true });
  });

  it('fails on demand', async () => {
    desk.workspace.faults.next('response_url', { kind: 'status', status: 500 });
    const url = address();
    expect((await fetch(url, { method: 'POST', body: '{"text":"x"}' })).status).toBe(500);
    expect(await post(url, { text: 'x' })).toMatchObject({ ok: true });
  });
});
