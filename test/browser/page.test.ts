import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { button, closeByKeyboard, goTo, messageWith, send, type Visit, visitPlayground } from './visit.ts';

/** Time enough for the statistics: the first minutes of an attack have to be over. */
const SPIKE = 240_000;

let visit: Visit;
let page: Page;
let answer: Locator;

beforeAll(async () => {
  visit = await visitPlayground();
  page = visit.page;
  await page.goto(visit.site.url);
  // Meanwhile the bot notices.
  await button(page, 'Start the attack').click();
});
afterAll(() => visit?.close());
// Only the bot's own log says why something did not come.
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${task.name}:\n${visit.stage.log.slice(-3_000)}\n`);
});

describe('somebody who has never seen it', () => {
  it('gets an answer in two actions', async () => {
    await page.getByRole('button', { name: 'selma.wickstrom@example.com' }).click();
    await page.keyboard.press('Enter');
    answer = messageWith(page, 'Selma’s password is right');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('Only visible to you');
  });

  it('finds again with an arrow what was typed', async () => {
    const box = page.getByLabel('Message or slash command');
    await box.press('ArrowUp');
    expect(await box.inputValue()).toBe('/whylogin selma.wickstrom@example.com');
    await box.press('ArrowDown');
    expect(await box.inputValue()).toBe('');
  });
});

describe('an answer', () => {
  it('has a reply to copy', async () => {
    await button(answer, 'Copy reply').click();
    const reply = page.getByRole('dialog').getByLabel('Select all and copy');
    expect(await reply.inputValue()).toContain('Your password is fine');
    await button(page.getByRole('dialog'), 'Done').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('opens a timeline, which is filtered, and closed with Escape', async () => {
    await button(answer, 'Timeline').click();
    const dialog = page.getByRole('dialog', { name: 'Timeline' });
    await dialog.getByText('MFA set-up started').first().waitFor();
    await dialog.getByRole('combobox').selectOption({ label: 'Failures' });
    await dialog.getByText('Nothing of this kind in this time.').waitFor();
    await closeByKeyboard(page);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Timeline');
  });

  it('looks further back, in place', async () => {
    await button(answer, 'Look back 30 days').click();
    await button(answer, 'Look back 30 days').waitFor({ state: 'hidden' });
    await answer.getByText('Looked at').waitFor();
  });

  it('is shared without names, after a look at it', async () => {
    await button(answer, 'Share').click();
    const dialog = page.getByRole('dialog', { name: 'Share this answer' });
    await dialog.getByText('Everybody in').waitFor();
    expect(await dialog.innerText()).not.toContain('selma.wickstrom');
    await button(dialog, 'Share').click();
    await dialog.getByText('Shared in').waitFor();
    await closeByKeyboard(page);
    const shared = messageWith(page, 'shared an answer about');
    await shared.waitFor();
    expect(await shared.innerText()).not.toContain('selma.wickstrom');
  });

  it('can be called wrong', async () => {
    await button(answer, 'Wrong answer').click();
    const dialog = page.getByRole('dialog', { name: 'Wrong answer' });
    await dialog.getByLabel('What was it really?').selectOption({ label: 'something else' });
    await dialog.getByLabel('How do you know?').fill('She called.');
    await button(dialog, 'Send').click();
    await dialog.getByText('Thank you.').waitFor();
    await closeByKeyboard(page);
  });

  it('opens the person’s page in Auth0, in a tab of its own', async () => {
    const opened = page.context().waitForEvent('page');
    await answer.getByRole('link', { name: 'Open in Auth0' }).click();
    const tab = await opened;
    await tab.waitForURL(/^https:\/\/manage\.auth0\.com\/dashboard\/eu\/example\/users\/auth0%7C/);
    await tab.close();
    // A page behind another draws once a second, and everything after would wait for that.
    await page.bringToFront();
  });

  it('watches: one direct message, edited when the person tries again', async () => {
    await button(answer, 'Watch 20 min').click();
    await messageWith(page, 'in a direct message').waitFor();
    await goTo(page, 'Messages');
    const watch = messageWith(page, /Watching|is in/);
    await watch.getByText('no try yet').waitFor();
    await button(page, 'Let Selma Wickstrom try again now').click();
    await watch.getByText('is in').waitFor();
    expect(await page.locator('#messages .message').count()).toBe(1);
  });

  it('stops watching when told to', async () => {
    await goTo(page, '# support');
    await send(page, '/whylogin imogen.thornbury@example.org');
    const other = messageWith(page, 'imogen.thornbury@example.org');
    await button(other, 'Watch 20 min').click();
    await goTo(page, 'Messages');
    await button(messageWith(page, 'Watching'), 'Stop watching').click();
    await messageWith(page, 'no longer watched').waitFor();
  });
});

describe('asking otherwise', () => {
  it('works from the menu of a message', async () => {
    await goTo(page, '# support');
    const message = messageWith(page, 'is on the phone again');
    await message.hover();
    await message.getByLabel('More about this message').click();
    await button(message, 'Why can’t they log in?').click();
    const dialog = page.getByRole('dialog', { name: 'Why they can’t log in' });
    await dialog.getByText('What happened').waitFor();
    expect(await dialog.innerText()).toContain('valdemar.reventlow@example.net');
    await closeByKeyboard(page);
  });

  it('works in a form that says what is missing', async () => {
    await send(page, '/whylogin');
    const dialog = page.getByRole('dialog', { name: 'Why can’t they log in?' });
    await dialog.getByLabel('Who cannot log in?').fill('ada@example');
    await button(dialog, 'Ask').click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Who cannot log in?').fill('sabine.rosendal@example.org');
    await button(dialog, 'Ask').click();
    await page.getByText('is guessing Sabine’s password').last().waitFor();
    await closeByKeyboard(page);
  });

  it('works for an address, whose timeline has pages', async () => {
    await send(page, '/whylogin ip:203.0.113.40 last 30 days');
    await button(messageWith(page, 'ip:203.0.113.40'), 'Timeline').click();
    const dialog = page.getByRole('dialog', { name: 'Timeline' });
    await button(dialog, 'Older').click();
    await dialog.getByText('Page 2 of').waitFor();
    await button(dialog, 'Newer').click();
    await dialog.getByText('Page 1 of').waitFor();
    await closeByKeyboard(page);
  });

  it('offers the name that was meant', async () => {
    await send(page, '/whylogin gwen.nettleship@gmial.com');
    await button(page, /^Did you mean gwen.nettleship@gmail.com/).click();
    await messageWith(page, 'Nothing in the logs for').waitFor();
  });

  it('is explained, and a form opens from there and from Home', async () => {
    await send(page, '/whylogin help');
    await button(messageWith(page, 'Ask why somebody cannot log in'), 'Ask').click();
    await page.getByRole('dialog').getByLabel('Who cannot log in?').waitFor();
    await closeByKeyboard(page);
    await goTo(page, 'Home');
    await page.getByText('events are stored').waitFor();
    await button(page, 'Ask').click();
    await page.getByRole('dialog').getByLabel('Who cannot log in?').waitFor();
    await closeByKeyboard(page);
  });
});

describe('the digest', () => {
  it('says how it counts, shows earlier weeks and gives its numbers', async () => {
    await goTo(page, '# identity');
    const digest = messageWith(page, 'When people sign in');
    await button(digest, 'How counted').click();
    await page.getByRole('dialog', { name: 'How it is counted' }).waitFor();
    await closeByKeyboard(page);
    await button(digest, 'CSV').click();
    await messageWith(page, 'in your direct messages').waitFor();
    await button(digest, 'Earlier weeks').click();
    const weeks = messageWith(page, 'Which week?');
    await weeks.waitFor();
    for (const name of await weeks.locator('.actions .button').allInnerTexts()) {
      const before = await page.locator('#messages .alone').count();
      await button(weeks, name).click();
      await expect.poll(() => page.locator('#messages .alone').count(), { timeout: 20_000 }).toBeGreaterThan(before);
    }
  });

  it('gives the numbers as a file', async () => {
    await goTo(page, 'Messages');
    await messageWith(page, 'as CSV').getByRole('link', { name: '1 reply' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: /logins-.*\.csv/ }).click();
    expect((await coming).suggestedFilename()).toMatch(/^logins-\d{4}-W\d\d\.csv$/);
  });
});

describe('an attack', () => {
  it('is told to those on call, once, and edited as they act', { timeout: SPIKE }, async () => {
    await goTo(page, '# on-call');
    const spike = messageWith(page, 'likely credential stuffing');
    await spike.waitFor({ timeout: SPIKE - 30_000 });
    await button(spike, 'People affected').click();
    await page.getByRole('dialog').getByText('postbox.test').first().waitFor();
    await closeByKeyboard(page);
    await button(spike, 'Acknowledge').click();
    await spike.getByText('Acknowledged by').waitFor();
    await spike.getByRole('combobox').selectOption({ label: 'for 1 hour' });
    await spike.getByText('Quiet until').waitFor();
    // It silences the same for long, so Slack asks first.
    page.once('dialog', (asked) => void asked.accept());
    await button(spike, 'Not a problem').click();
    await spike.getByText('Not a problem, says').waitFor();
    await button(page, 'Stop the attack').click();
    await button(page, 'Start the attack').waitFor();
  });

  it('is answered in a thread', async () => {
    const spike = messageWith(page, 'likely credential stuffing');
    await spike.hover();
    await spike.getByLabel('More about this message').click();
    await spike.getByRole('link', { name: 'Reply in thread' }).click();
    await page.getByLabel('Answer in the thread').fill('I am looking.');
    await page.keyboard.press('Enter');
    await page.locator('#thread').getByText('I am looking.').waitFor();
    await page
      .locator('#messages')
      .getByText(/\d+ repl/)
      .first()
      .waitFor();
  });
});

describe('the page', () => {
  it('has no button in any message that was not tried', () => {
    const sent = JSON.stringify(visit.stage.workspace.received.all.map(({ body }) => body));
    const offered = new Set([...sent.matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id!));
    const inputs = ['who', 'since', 'ticket', 'reply', 'expected', 'comment'];
    expect([...offered].filter((id) => !visit.used.has(id) && !inputs.includes(id))).toEqual([]);
    expect(offered.size).toBeGreaterThan(20);
  });

  it('shows everything that the bot sent', async () => {
    for (const name of ['# support', '# identity', '# on-call', 'Home', 'Messages']) {
      await goTo(page, name);
      expect(await page.locator('.unknown').count()).toBe(0);
    }
  });

  it('leads to everything that the bot says, which a phone shows whole', { timeout: 120_000 }, async () => {
    // It is made now, which takes some seconds.
    await page.getByRole('link', { name: 'Everything whylogin says' }).click({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Refusals and errors' }).waitFor();
    expect(await page.locator('.piece').count()).toBeGreaterThan(130);
    expect(await page.locator('.unknown').count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    const wide =
      '[...document.querySelectorAll(".piece")].filter((each) => each.scrollWidth > each.clientWidth).length';
    expect(await page.evaluate(wide)).toBe(0);
  });

  it('had no trouble', () => expect(visit.errors).toEqual([]));
});
