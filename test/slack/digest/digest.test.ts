import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problemsInMessage } from '../../../playground/slack/block-schema/check.ts';
import { wordsOf } from '../../../playground/slack/words.ts';
import {
  BEFORE_NINE,
  DAY,
  type DigestOffice,
  type DigestStore,
  digestStore,
  MINUTE,
  NINE,
  openDigestOffice,
  SATURDAY,
  subscribe,
} from './office.ts';

let store: DigestStore;
let office: DigestOffice;
beforeAll(async () => {
  store = await digestStore();
});
afterAll(() => store.close());
afterEach(() => office.close());

const BLOCK_CHARACTERS = 12_000;

describe('when a digest is posted', () => {
  it('comes on Monday at nine in the tenant’s zone, once, with its details in the thread', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    await office.at(BEFORE_NINE);
    expect(office.posts()).toEqual([]);
    await office.at(NINE);
    const [digest, ...others] = office.posts();
    expect(others).toEqual([]);
    expect(wordsOf(digest!)).toMatch(/Week 47 \(16–22 Nov, Europe\/Berlin\)/);
    const thread = office.thread(digest!);
    expect(thread.map((reply) => reply.text)).toEqual(['Who logs in, and when', 'What stops people']);
    await office.at(NINE + MINUTE);
    await office.restart();
    await office.at(NINE + 3 * DAY);
    expect(office.posts()).toHaveLength(1);
    expect(office.thread(digest!)).toHaveLength(thread.length);
    await office.at(NINE + 7 * DAY);
    expect(office.posts()).toHaveLength(2);
  });

  it('is made up for within the week when the bot was away on Monday', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    await office.at(NINE + 4 * DAY);
    expect(wordsOf(office.posts()[0]!)).toMatch(/Week 47/);
  });

  it('does not come for a time before the channel asked for it', async () => {
    office = await openDigestOffice(store);
    await subscribe(office, 'friday 18:30');
    await office.at(NINE);
    expect(office.posts()).toEqual([]);
    await office.at(Date.parse('2026-11-27T17:30:00Z'));
    expect(wordsOf(office.posts()[0]!)).toMatch(/Week 47/);
  });

  it('comes once from two processes that are due at the same moment', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    const other = await openDigestOffice(store, { state: office.state });
    try {
      await Promise.all([office.at(NINE), other.at(NINE)]);
      const posts = [
        ...office.workspace.received.of('chat.postMessage'),
        ...other.workspace.received.of('chat.postMessage'),
      ];
      expect(posts.filter(({ body }) => !('thread_ts' in (body as object)))).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('is tried again after a refusal, without a second copy', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    office.workspace.faults.next('chat.postMessage', { kind: 'error', error: 'not_in_channel' }, 2);
    await office.at(NINE);
    await office.at(NINE + MINUTE);
    expect(office.posts()).toEqual([]);
    expect(office.logged()).toMatch(/a digest could not be posted; it is tried again/);
    await office.at(NINE + 10 * MINUTE);
    await office.at(NINE + 20 * MINUTE);
    expect(office.posts()).toHaveLength(1);
  });

  it('comes without charts where Slack knows none', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    office.workspace.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    await office.at(NINE);
    const [digest] = office.posts();
    expect(JSON.stringify(digest!.blocks)).not.toMatch(/data_visualization/);
    expect(wordsOf(digest!)).toMatch(/What stops them/);
  });

  it('is not posted again where nobody knows whether Slack took it, and the operators are told', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    office.workspace.faults.next('chat.postMessage', { kind: 'dropped', when: 'after' });
    await office.at(NINE);
    await office.at(NINE + DAY);
    await office.restart();
    await office.at(NINE + 2 * DAY);
    expect(office.posts()).toHaveLength(1);
    expect(office.told).toEqual([expect.stringMatching(/may stand in .* or not .*whylogin digest --post/)]);
  });

  it('finishes its thread after a refusal there', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    office.workspace.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' }, 2);
    await office.at(NINE);
    await office.at(NINE + 10 * MINUTE);
    const [digest] = office.posts();
    expect(office.posts()).toHaveLength(1);
    expect(office.thread(digest!)).toHaveLength(2);
  });
});

describe('what a digest looks like', () => {
  it('keeps to Slack’s limits, names nobody and reads without pictures', async () => {
    office = await openDigestOffice(store, { scopes: undefined });
    await subscribe(office);
    await office.at(NINE);
    const [digest] = office.posts();
    for (const message of [digest!, ...office.thread(digest!)]) {
      expect(problemsInMessage(message.blocks)).toEqual([]);
      expect(JSON.stringify(message.blocks).length).toBeLessThan(BLOCK_CHARACTERS);
      expect(wordsOf(message)).not.toMatch(/@(?:example|larkspur)|auth0\||undefined|NaN|null/);
    }
    expect(digest!.text).toMatch(/^Week 47 \(16–22 Nov, Europe\/Berlin\) · /);
    // A phone shows some 32 characters of a preformatted line.
    const grid = wordsOf(digest!)
      .split('\n')
      .filter((line) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [·░▒▓█]{24}/.test(line.trim()));
    expect(grid).toHaveLength(7);
    expect(JSON.stringify(digest!.blocks).match(/data_visualization/g)).toHaveLength(2);
  });

  it('has its picture in the thread where the bot may write files, with words for those who do not see it', async () => {
    office = await openDigestOffice(store, { scopes: ['commands', 'chat:write', 'files:write'] });
    await subscribe(office);
    await office.at(NINE);
    const upload = office.workspace.received.of('files.getUploadURLExternal')[0]!;
    expect(String((upload.body as { alt_text: string }).alt_text)).toMatch(
      /Logins by hour of the week\. [A-Z]{2}: most (Mon|Tue|Wed|Thu|Fri|Sat|Sun)/,
    );
    const [digest] = office.posts();
    await expect.poll(() => office.thread(digest!).some(({ files }) => (files ?? []).length > 0)).toBe(true);
  });
});

describe('/logindigest', () => {
  it('shows a week to the asker alone', async () => {
    office = await openDigestOffice(store);
    await office.kim.slash('/logindigest', '2026-W45', { channel: office.identity });
    const shown = await office.kim.waitsFor(office.identity, /Week 45/);
    expect(shown.ephemeralTo).toBe(office.kim.id);
    expect(office.posts()).toEqual([]);
  });

  it('shows a part of the tenant, and says where a name matches nothing', async () => {
    office = await openDigestOffice(store);
    await office.kim.slash('/logindigest', '2026-W46 app:"Customer Portal"', { channel: office.identity });
    await office.kim.waitsFor(office.identity, /Week 46 \(9–15 Nov, Europe\/Berlin\): application Customer Portal/);
    await office.kim.slash('/logindigest', '2026-W46 app:Nonsense', { channel: office.identity });
    await office.kim.waitsFor(
      office.identity,
      /Fewer than 5 people logged in there[\s\S]*Nothing was found of Nonsense: check the name/,
    );
  });

  it.each([
    ['tomorrow', /I don’t understand “tomorrow”/],
    ['2026-W54', /“2026-W54” is no week of the calendar/],
    ['2027-W10', /2027-W10 has not begun yet/],
    ['help', /subscribe Monday 09:00/],
    ['list', /No channel gets a digest/],
    ['unsubscribe', /This channel gets no digest/],
    ['colour:red', /I don’t know “colour:red”/],
  ])('answers “%s”', async (words, expected) => {
    office = await openDigestOffice(store);
    await office.kim.slash('/logindigest', words, { channel: office.identity });
    await office.kim.waitsFor(office.identity, expected);
  });

  it('lists and ends subscriptions, each part of the tenant its own', async () => {
    office = await openDigestOffice(store);
    await subscribe(office);
    await subscribe(office, 'tue 7:05 org:tallis-verlag');
    await office.kim.slash('/logindigest', 'list', { channel: office.identity });
    const list = wordsOf(await office.kim.waitsFor(office.identity, /Digests are posted here/));
    expect(list).toMatch(/of the whole tenant, Monday 09:00/);
    expect(list).toMatch(/organization tallis-verlag, Tuesday 07:05/);
    await office.kim.slash('/logindigest', 'unsubscribe', { channel: office.identity });
    await office.kim.waitsFor(office.identity, /no longer gets the digest of the whole tenant/);
    expect((await office.state.digests.subscriptions()).map(({ filter }) => filter)).toEqual([
      { organization: 'tallis-verlag' },
    ]);
  });

  it('answers nobody who is not allowed, and changes nothing for them', async () => {
    office = await openDigestOffice(store, { allow: ['U00000000'] });
    for (const words of ['', 'subscribe', 'list'])
      await office.kim.slash('/logindigest', words, { channel: office.identity });
    await office.kim.waitsFor(office.identity, /not allowed/);
    expect(await office.state.digests.subscriptions()).toEqual([]);
  });
});

describe('the buttons of a digest', () => {
  async function posted() {
    await subscribe(office);
    await office.at(NINE);
    return office.posts()[0]!;
  }

  it('explain how each number is counted', async () => {
    office = await openDigestOffice(store);
    await office.kim.click(await posted(), 'digest_counted');
    const modal = await office.kim.waitsForModal(/by user id, else by the name/i);
    expect(wordsOf(modal)).toMatch(/99 %/);
  });

  it('show an earlier week to the asker alone', async () => {
    office = await openDigestOffice(store);
    await office.kim.click(await posted(), 'digest_earlier');
    const weeks = await office.kim.waitsFor(office.identity, /Which week/);
    expect(wordsOf(weeks)).toContain('Week 45 (2–8 Nov)');
    await office.kim.click(weeks, 'digest_show_week_2');
    const shown = await office.kim.waitsFor(office.identity, /Week 45/);
    expect(shown.ephemeralTo).toBe(office.kim.id);
  });

  it('give the numbers to copy, or as a file where the bot may write files', async () => {
    office = await openDigestOffice(store);
    await office.kim.click(await posted(), 'digest_csv');
    const modal = await office.kim.waitsForModal(/volume,logins,now,\d+/);
    expect(wordsOf(modal)).toMatch(/part,name,measure,value/);
    await office.close();
    office = await openDigestOffice(store, { scopes: ['commands', 'chat:write', 'files:write'] });
    await office.kim.click(await posted(), 'digest_csv');
    await office.kim.waitsFor(office.identity, /The file is in your direct messages/);
    expect(
      office.workspace.received.of('upload').some(({ body }) => String(body).includes('part,name,measure,value')),
    ).toBe(true);
  });

  it('say so when a digest is no longer kept', async () => {
    office = await openDigestOffice(store);
    const digest = await posted();
    await office.state.digests.prune(SATURDAY + 1_000 * DAY);
    await office.kim.click(digest, 'digest_csv');
    await office.kim.waitsFor(office.identity, /no longer kept/);
  });
});
