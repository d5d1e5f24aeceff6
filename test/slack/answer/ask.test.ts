import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../../playground/slack/words.ts';
import { type Office, openOffice, tenantStore } from '../office.ts';

const SELMA = 'selma.wickstrom@example.com';

let tenant: Awaited<ReturnType<typeof tenantStore>>;
beforeAll(async () => {
  tenant = await tenantStore();
});
afterAll(() => tenant.store.close());

describe.each(['socket', 'http'] as const)('asking over %s', (mode) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice({ ...tenant, mode });
  });
  afterEach(() => office.close());

  it('acknowledges with what it understood, then answers in its place, to the asker alone', async () => {
    const { kim, help, workspace } = office;
    const colleague = workspace.person('lou');
    const acknowledged = await kim.slash('/whylogin', `${SELMA} last 30 days`, { channel: help });
    expect(acknowledged).toMatchObject({ acknowledged: true, body: { response_type: 'ephemeral' } });
    expect(JSON.stringify(acknowledged)).toContain('last 30 days');

    const answer = await kim.waitsFor(help, /never finished/);
    expect(answer.ephemeralTo).toBe(kim.id);
    expect(kim.sees(help)).toHaveLength(1);
    expect(colleague.sees(help)).toHaveLength(0);
    expect(workspace.received.text('channel')).toBe('');
  });

  it('says the verdict first, then who acts, proof, advice, and the reply to paste', async () => {
    const { kim, help } = office;
    await kim.slash('/whylogin', SELMA, { channel: help });
    const words = wordsOf(await kim.waitsFor(help, /never finished/));
    const places = [
      'never finished setting',
      'the MFA set-up was started',
      'Acts: ',
      'What happened',
      'What to do',
      'Reply',
    ].map((part) => words.indexOf(part));
    expect(places.slice(1)).toEqual([...places.slice(1)].sort((a, b) => a - b));
    expect(places[1]).toBeGreaterThanOrEqual(0);
  });
});

describe('what is typed', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(tenant);
  });
  afterAll(() => office.close());

  const says = async (typed: string, expected: RegExp) => {
    await office.kim.slash('/whylogin', typed, { channel: office.help });
    return wordsOf(await office.kim.waitsFor(office.help, expected));
  };

  it.each([
    ['ada@example', /“ada@example” isn’t an e-mail address/],
    [`${SELMA} lst 30 dys`, /Did you mean\s+\/whylogin selma\.wickstrom@example\.com last 30 days/],
    [`${SELMA} aap:Web`, /Did you mean\s+\/whylogin selma\.wickstrom@example\.com app:Web/],
    [`${SELMA} last 900 weeks`, /isn’t a span of time of at most a year/],
    [`${SELMA} other@example.com`, /names 2 people/],
    ['help', /Ask why somebody cannot log in/],
  ])('%s gets a sentence', async (typed, expected) => {
    expect(await says(typed, expected)).toMatch(expected);
  });

  it('answers about nobody known with what was looked at, and offers the domain that was meant', async () => {
    const words = await says('gwen.nettleship@gmial.com', /nothing in the logs/i);
    expect(words).toContain('Did you mean gwen.nettleship@gmail.com?');
  });

  it('reads Slack’s mail links, addresses and events', async () => {
    await says(`<mailto:${SELMA}|${SELMA}>`, /never finished/);
    await says('ip:203.0.113.40', /blocked/);
    const row = tenant.world.events.find((event) => event.type === 'gd_start_enroll' && event.user_name === SELMA);
    await says(`log:${row?.log_id}`, /Selma’s password is right/);
  });

  it('looks at one application alone, and says which there are', async () => {
    await says(`${SELMA} app:"No Such Shop"`, /Nothing of this person happened in an application “No Such Shop”/);
    await says('oskar.lachmann@example.net app:"customer portal"', /Oskar/);
  });

  it('shows names as they are, never as mentions or marks', async () => {
    const { kim, help } = office;
    const hostile = '<!channel>*_~`|x';
    await kim.slash('/whylogin', hostile, { channel: help });
    const answer = await kim.waitsFor(help, /nothing in the logs/i);
    const shown = JSON.stringify(answer.blocks);
    expect(shown).not.toMatch(/"type":"(?:broadcast|user|usergroup)"/);
    for (const block of answer.blocks.filter(({ type }) => type !== 'rich_text'))
      expect(JSON.stringify(block).replace(/<!date\^[^>]*>/g, '')).not.toMatch(/<!channel>|\*_~/);
    expect(answer.text).not.toContain('<!channel>');
  });

  it('opens a form without an argument, and answers in it', async () => {
    const { kim, help } = office;
    await kim.slash('/whylogin', '', { channel: help });
    const form = await kim.waitsForModal(/Who cannot log in/);
    const wrong = await kim.submit(form, { who: 'ada@example' });
    expect(JSON.stringify(wrong)).toContain('isn’t an e-mail address');
    await kim.submit(kim.modal!, { who: SELMA, since: '30 days', ticket: 'ABC-1' });
    const answer = await kim.waitsForModal(/never finished/);
    expect(wordsOf(answer)).toContain('Copy reply');
    expect(wordsOf(answer)).not.toContain('Look back 30 days');
    kim.close({ all: true });
  });

  it('finds the address in a message, also in a thread, and answers in a modal', async () => {
    const { kim, help } = office;
    const lou = office.workspace.person('lou');
    office.workspace.channels.find(help.id)!.members.add(lou.id);
    const asked = lou.says('who can help?', { channel: help });
    const ticket = lou.says(`my mail is ${SELMA}, thanks`, { channel: help, threadTs: asked.ts });
    await kim.shortcut('why_cant_they_log_in', ticket);
    expect(wordsOf(await kim.waitsForModal(/never finished/))).toContain('What to do');
    await kim.close({ all: true });
    await kim.shortcut('why_cant_they_log_in', asked);
    expect(wordsOf(await kim.waitsForModal(/Who cannot log in/))).toContain('no e-mail address in that message');
    await kim.close({ all: true });
  });

  it('shows how to ask and the state of the feed in the Home tab', async () => {
    await office.kim.openHome();
    const words = wordsOf(await office.kim.waitsForHome(/Ask why somebody/));
    expect(words).toMatch(/events are stored; the newest is from/);
  });
});
