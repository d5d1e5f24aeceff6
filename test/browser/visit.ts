import type { Locator, Page } from 'playwright-core';
import { Playground } from '../../playground/page/playground.ts';
import { Site } from '../../playground/page/site.ts';
import { Stage } from '../../playground/stage.ts';
import { openChromium } from './chromium.ts';

export interface Visit {
  readonly stage: Stage;
  readonly site: Site;
  readonly page: Page;
  /** Action ids of everything that was used on the page. */
  readonly used: Set<string>;
  /** What went wrong in the page's script. */
  readonly errors: string[];
  close(): Promise<void>;
}

/** The whole playground with the real bot, and somebody in front of it who has never seen it. */
export async function visitPlayground({
  size,
  digest = true,
}: {
  size?: { width: number; height: number };
  /** Last week's, in #identity. */
  digest?: boolean;
} = {}): Promise<Visit> {
  const stage = await Stage.open({ now: new Date(), zone: 'Europe/Berlin' });
  await stage.run('import', await stage.exportLogs());
  await stage.startBot();
  if (digest) await stage.run('digest', '--post', '--channel', stage.team.id);
  stage.present.start();
  const site = await Site.start(new Playground(stage), 0);
  const chromium = await openChromium(size);
  // What is outside of this machine is not there; what is pressed must lead to it all the same.
  await chromium.context.route(/^https:/, (route) => route.fulfill({ contentType: 'text/html', body: 'Elsewhere' }));
  const page = chromium.context.pages()[0] ?? (await chromium.context.newPage());
  const used = new Set<string>();
  const errors: string[] = [];
  page.on('request', (request) => {
    const done = request.url().endsWith('/act') ? (request.postDataJSON() as { action?: string }) : {};
    if (done.action !== undefined) used.add(done.action);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', async (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} ${response.url()} ${await response.text()}`);
  });
  return {
    stage,
    site,
    page,
    used,
    errors,
    close: async () => {
      await chromium.close();
      await site.stop();
      await stage.close();
    },
  };
}

/** Goes somewhere by the links on the left. Until the new page has loaded, the old one would still be there to use. */
export async function goTo(page: Page, name: string): Promise<void> {
  const loaded = page.waitForEvent('domcontentloaded');
  await page.locator('#sidebar').getByRole('link', { name }).click();
  await loaded;
  await page.locator('html[data-ready]').waitFor();
}

/** Types something into the message box and sends it. */
export async function send(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message or slash command').fill(text);
  await page.keyboard.press('Enter');
}

/** Leaves a modal by the keyboard. */
export async function closeByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** The newest message that holds these words. */
export function messageWith(page: Page, words: string | RegExp): Locator {
  return page.locator('#messages .message').filter({ hasText: words }).last();
}

export function button(place: Page | Locator, name: string | RegExp): Locator {
  return place.getByRole('button', { name, exact: typeof name === 'string' });
}
