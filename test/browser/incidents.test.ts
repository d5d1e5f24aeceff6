import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { INCIDENTS } from '../../playground/present/switches.ts';
import { button, goTo, messageWith, send, type Visit, visitPlayground } from './visit.ts';

/** Time enough for the statistics. */
const SPIKE = 240_000;

let visit: Visit;
let page: Page;

beforeAll(async () => {
  visit = await visitPlayground({ digest: false });
  page = visit.page;
  await page.goto(visit.site.url);
});
afterAll(() => visit?.close());
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${task.name}:\n${visit.stage.log.slice(-3_000)}\n`);
});

/** What is seen of each in an answer, in the spike's message, and once it is mended. */
const TOLD = [
  {
    id: 'callback',
    logged: /callback/i,
    answer: /callback/i,
    spike: /callback URL not allowed/,
    mended: 'Repair the callback',
  },
  {
    id: 'secret',
    logged: /secret is expired/,
    answer: /client secret/i,
    spike: /google-oauth2/,
    mended: 'Enter a new secret',
  },
];

/** Whether the bot has the first row that fits: its cursor is there or further. Auth0 shows rows a second late. */
function hasRead(description: RegExp, since: number): boolean {
  const { logs, requests } = visit.stage.auth0;
  const [row] = logs.matching(
    ({ date, description: text }) => Date.parse(date) >= since && description.test(String(text)),
  );
  return row !== undefined && requests.some(({ path }) => (/[?&]from=(\d+)/.exec(path)?.[1] ?? '') >= row.log_id);
}

describe.each(TOLD)('the switch “$id”', ({ id, logged, answer, spike, mended }) => {
  const incident = INCIDENTS.find((each) => each.id === id)!;
  let who: string;

  it('is turned, and names somebody whom it hits', { timeout: 120_000 }, async () => {
    await button(page, incident.start).click();
    await button(page, mended).waitFor();
    const { victim, since } = visit.stage.present.switches.running(id)!;
    who = victim!.person.email;
    // At first the bot has five weeks of logs to read.
    await expect.poll(() => hasRead(logged, since), { timeout: 90_000 }).toBe(true);
  });

  it('makes the bot say why that person cannot log in', async () => {
    await goTo(page, '# support');
    await page.locator('.incident.running').getByRole('button', { name: who }).click();
    await page.keyboard.press('Enter');
    const told = messageWith(page, who);
    await told.getByText('What happened').waitFor();
    expect(await told.innerText()).toMatch(answer);
  });

  it('is told to those on call, once', { timeout: SPIKE }, async () => {
    await goTo(page, '# on-call');
    await messageWith(page, spike).waitFor({ timeout: SPIKE - 30_000 });
    expect(await page.locator('#messages .message').filter({ hasText: spike }).count()).toBe(1);
  });

  it('lets the person in when it is mended', async () => {
    await button(page, mended).click();
    await button(page, incident.start).waitFor();
    await goTo(page, '# support');
    await send(page, `/whylogin ${who}`);
    const told = messageWith(page, who);
    await button(told, 'Watch 20 min').click();
    await messageWith(page, 'in a direct message').waitFor();
    await goTo(page, 'Messages');
    await button(page, /^Let .* try again now$/).click();
    await messageWith(page, 'is in').waitFor({ timeout: 30_000 });
  });
});

it('has no trouble with the page', () => expect(visit.errors).toEqual([]));
