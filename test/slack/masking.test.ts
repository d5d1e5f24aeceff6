import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { profileSchema } from '../../src/live/profile.ts';
import { answerMessage } from '../../src/slack/answer/message.ts';
import { sharedMessage } from '../../src/slack/answer/share.ts';
import { triesSince, watchMessage } from '../../src/slack/answer/watch-message.ts';
import { smallPrint } from '../../src/slack/rich-lines.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { answersFrom } from '../../src/why/answers.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { addRows, NOW } from './office.ts';

const DAY = 86_400_000;
const BOB = ['bob.other@example.com', 'auth0|bbbbbbbbbbbbbbbbbbbbbbbb', '+49 151 2345678'];
const BOBS_ADDRESS = '198.51.100.77';

const world = simulateTenant({ now: new Date(NOW), size: 2_500 });
const people = world.people.map(({ who }) => who);
/** Everybody in the tenant, and an address or two of each. */
const names = [...new Set(world.events.flatMap(({ user_name, user_id }) => [user_name, user_id]))].filter(
  (name): name is string => typeof name === 'string' && /[@|]/.test(name),
);
const ips = [...new Set(world.events.map(({ ip }) => ip))].filter((ip): ip is string => Boolean(ip));
let store: EventStore;

beforeAll(async () => {
  store = await openEventStore(':memory:');
  // Free text brings along whatever it likes.
  const spoilt = world.events.map((row) =>
    row.description ? { ...row, description: `${row.description} (${BOB.join(', ')} at ${BOBS_ADDRESS})` } : row,
  );
  await addRows(store, spoilt);
});
afterAll(() => store.close());

async function told(who: string, reader: 'private' | 'channel') {
  const live = async () => ({ profile: profileSchema.parse(world.profileOf(who)), notes: [] });
  const answers = answersFrom({ store, rules: [], live });
  return answers.explain({ subject: parseSubject(who), at: NOW, since: 14 * DAY }, reader);
}

/** Names that belong to the person: their own, and the slips of their own fingers, which the answer is about. */
function isOwn(name: string, who: string, ids: readonly string[]): boolean {
  return name === who || ids.includes(name) || name.split('@')[0]!.slice(0, 4) === who.slice(0, 4);
}

describe('whoever asks about', () => {
  it.each(people)('%s reads no name of anybody else', async (who) => {
    const explanation = await told(who, 'private');
    const question = { who, at: NOW, since: 14 * DAY, application: null, ticket: null };
    const shown = JSON.stringify(
      answerMessage(explanation, { question, kept: 30 * DAY, dashboard: null, instead: null }),
    );
    const ids = explanation.identities.map(({ userId }) => userId);
    for (const name of [...names, ...BOB]) if (!isOwn(name, who, ids)) expect(shown).not.toContain(name);
  });
});

it('meets other people’s names in the texts of events, masked', async () => {
  const explanations = await Promise.all(people.map((who) => told(who, 'private')));
  expect(JSON.stringify(explanations)).toContain('b••@example.com');
});

describe('a channel reads no name and no whole address, when an answer is shared or somebody is watched, about', () => {
  it.each([...people, 'ip:203.0.113.40'])('%s', async (who) => {
    const explanation = await told(who, 'channel');
    const shared = sharedMessage(explanation, 'U0123ABCD');
    const tries = triesSince(explanation, 0);
    const watched = watchMessage({ id: 'x', name: explanation.asked, from: 0, until: NOW, tries, state: 'open' });
    const shown = JSON.stringify([shared, watched]);
    for (const name of [...names, ...BOB, ...ips, BOBS_ADDRESS]) expect(shown).not.toContain(name);
    const first = /^([a-z]+)\.[a-z]+@/.exec(who)?.[1];
    if (first) expect(shown.toLowerCase()).not.toMatch(new RegExp(`\\b${first}\\b`));
  });
});

describe('small print', () => {
  it('keeps names of scopes whole, and lets nothing format or mention', () => {
    expect(smallPrint([{ words: 'lacks the scope read:anomaly_blocks' }])).toBe('lacks the scope read:anomaly_blocks');
    expect(smallPrint([{ words: '*bold* _it_ ~no~ <!channel> a & b' }])).toBe('bold it no &lt;!channel&gt; a &amp; b');
    expect(smallPrint([{ words: 'a`b', style: 'code' }])).toBe('`a’b`');
  });
});
