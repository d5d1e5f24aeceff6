import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../playground/slack/messages.ts';
import { wordsOf } from '../../../playground/slack/words.ts';
import { addRows, audited, NOW, type Office, openOffice, tenantStore } from '../office.ts';

const SELMA = 'selma.wickstrom@example.com';

let tenant: Awaited<ReturnType<typeof tenantStore>>;
let office: Office;
beforeAll(async () => {
  tenant = await tenantStore();
});
afterAll(() => tenant.store.close());
beforeEach(async () => {
  office = await openOffice(tenant);
});
afterEach(() => office.close());

async function answerAbout(who: string, fits: RegExp): Promise<Message> {
  await office.kim.slash('/whylogin', who, { channel: office.help });
  return office.kim.waitsFor(office.help, fits);
}

describe('the buttons of an answer', () => {
  it('serve an answer that another process gave', async () => {
    const answer = await answerAbout(SELMA, /never finished/);
    await office.restart();
    await office.kim.click(answer, 'Timeline');
    expect(wordsOf(await office.kim.waitsForModal(/MFA set-up started/))).toContain(SELMA);
  });

  it('Copy reply holds the reply, word for word, in a field', async () => {
    const answer = await answerAbout(SELMA, /never finished/);
    await office.kim.click(answer, 'Copy reply');
    const modal = await office.kim.waitsForModal(/Select all and copy/);
    expect(JSON.stringify(modal.blocks)).toContain('Your password is fine. When you sign in you’ll see a page');
    await office.kim.submit(modal);
    expect(office.kim.modal).toBeUndefined();
  });

  it('Timeline pages and filters', async () => {
    const answer = await answerAbout('wanda.rowntree@example.org last 30 days', /redirect loop/);
    await office.kim.click(answer, 'Timeline');
    const first = await office.kim.waitsForModal(/Page 1 of \d/);
    await office.kim.click(first, 'Older');
    const second = await office.kim.waitsForModal(/Page 2 of \d/);
    expect(wordsOf(second)).not.toBe(wordsOf(first));
    await office.kim.click(second, 'timeline_only', 'Changes by administrators');
    await office.kim.waitsForModal(/Nothing of this kind/);
    await office.kim.click(office.kim.modal!, 'timeline_only', 'Logins');
    await office.kim.waitsForModal(/✓/);
  });

  it('Look back further answers in the same place', async () => {
    const answer = await answerAbout(SELMA, /Look back 30 days/);
    await office.kim.click(answer, 'Look back 30 days');
    const further = await office.kim.waitsFor(office.help, (m) => !wordsOf(m).includes('Look back 30 days'));
    expect(further.ts).toBe(answer.ts);
    expect(wordsOf(further)).toMatch(/never finished/);
  });

  it('Share shows first what will be read, then posts it without names, and says who shared it', async () => {
    office.help.members.add(office.workspace.app.botUser);
    const answer = await answerAbout('kerstin.zetterlund@example.com', /mistyped/);
    await office.kim.click(answer, 'Share');
    const preview = await office.kim.waitsForModal(/will read this/);
    expect(wordsOf(preview)).not.toMatch(/zet+erlund|Kerstin/i);
    await office.kim.submit(preview);
    const shared = await office.kim.waitsFor(office.help, /shared an answer about\s+k••@example\.com/);
    expect(shared.ephemeralTo).toBeNull();
    expect(JSON.stringify(shared.blocks)).toContain(`"user_id":"${office.kim.id}"`);
    expect(office.workspace.received.text('channel')).not.toMatch(/zet+erlund|Kerstin/i);
    await office.kim.waitsForModal(/Shared in/);
  });

  it('Share works where the bot is no member', async () => {
    const answer = await answerAbout(SELMA, /never finished/);
    await office.kim.click(answer, 'Share');
    await office.kim.submit(await office.kim.waitsForModal(/will read this/));
    const shared = await office.kim.waitsFor(office.help, /shared an answer/);
    expect(shared.ephemeralTo).toBeNull();
  });

  it('Wrong answer is kept with the events it rested on, and names nobody', async () => {
    const answer = await answerAbout(SELMA, /never finished/);
    await office.kim.click(answer, 'Wrong answer');
    const form = await office.kim.waitsForModal(/What was it really/);
    await office.kim.submit(form, { expected: 'wrong password', comment: `she is ${SELMA}, not bob@example.com` });
    await office.kim.waitsForModal(/Thank you/);
    const [kept] = await office.state.feedback.all();
    expect(kept).toMatchObject({
      verdict: 'mfa_enrollment_incomplete',
      expected: 'wrong_password',
      actor: office.kim.id,
    });
    expect(kept!.comment).not.toMatch(/selma|bob@/);
    expect(kept!.logIds.length).toBeGreaterThan(0);
  });

  it('Open in Auth0 leads to the person’s page', async () => {
    const answer = await answerAbout(SELMA, /never finished/);
    const text = JSON.stringify(answer.blocks);
    expect(text).toContain('https://manage.auth0.com/dashboard/eu/larkspur/users/auth0%7C');
    expect(await office.kim.click(answer, 'Open in Auth0')).toMatchObject({ acknowledged: true });
  });

  it('everything is audited, in a chain that holds', async () => {
    const answer = await answerAbout(`${SELMA} ticket:ABC-1`, /never finished/);
    await office.kim.click(answer, 'Timeline');
    await office.kim.waitsForModal(/MFA set-up started/);
    const rows = await audited(office);
    expect(rows.map((row) => [row.action, row.ticket, row.place])).toEqual([
      ['ask', 'ABC-1', office.help.id],
      ['timeline', 'ABC-1', office.help.id],
    ]);
    expect(rows[0]!.subject).toBe(rows[1]!.subject);
    expect(JSON.stringify(rows)).not.toContain('selma');
    expect(await office.state.audit.verify()).toBeNull();
  });
});

describe('Watch', () => {
  const minutes = (n: number) => new Date(NOW + n * 60_000).toISOString();

  it('edits one direct message as the person tries again, over a restart, and ends when they are in', async () => {
    const fresh = await tenantStore();
    await office.close();
    office = await openOffice(fresh);
    const { kim, workspace } = office;
    const answer = await answerAbout(SELMA, /never finished/);
    await kim.click(answer, 'Watch 20 min');
    const direct = workspace.direct(kim);
    const note = await kim.waitsFor(direct, /Watching s••@example\.com: no try yet/);
    const selma = fresh.world.events.find((event) => event.user_name === SELMA && event.type === 's')!;
    await addRows(fresh.store, [
      {
        ...selma,
        log_id: 'watch-1',
        _id: 'watch-1',
        type: 'fp',
        date: minutes(1),
        description: 'Wrong email or password.',
        details: {},
      },
    ]);
    office.later(2 * 60_000);
    await kim.waitsFor(direct, /tried again/);
    await office.restart();
    await addRows(fresh.store, [{ ...selma, log_id: 'watch-2', _id: 'watch-2', date: minutes(3) }]);
    office.later(2 * 60_000);
    const last = await kim.waitsFor(direct, /s••@example\.com is in/);
    expect(last.ts).toBe(note.ts);
    expect(kim.sees(direct)).toHaveLength(1);
    expect(wordsOf(last)).toMatch(/failed: old password after a change, Customer Portal/);
    expect(wordsOf(last)).not.toContain('Stop watching');
    await expect.poll(() => office.state.watches.openOf(kim.id)).toEqual([]);
    await office.close();
    await fresh.store.close();
    office = await openOffice(tenant);
  });

  it('ends by itself, or when told to', async () => {
    const { kim, workspace } = office;
    const answer = await answerAbout(SELMA, /never finished/);
    await kim.click(answer, 'Watch 20 min');
    const direct = workspace.direct(kim);
    await kim.click(await kim.waitsFor(direct, /no try yet/), 'Stop watching');
    await kim.waitsFor(direct, /no longer watched/);
    await kim.click(answer, 'Watch 20 min');
    await kim.waitsFor(direct, /no try yet/);
    office.later(21 * 60_000);
    await kim.waitsFor(direct, /did not try; I stopped watching/);
  });
});
