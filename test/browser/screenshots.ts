import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { button, goTo, messageWith, send, visitPlayground } from './visit.ts';

const FOLDER = join(import.meta.dirname, '../../docs/images');
/** Bytes. A README is read over slow lines too. */
const LARGEST = 200_000;
const SPIKE = 240_000;
/** As high as what stands beside it in the README, pixels. */
const BESIDE = 680;

/** The README's pictures, of the playground's page: `npm run screenshots`. */
async function screenshots(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { page, site, close } = await visitPlayground();
  try {
    await page.goto(site.url);
    await button(page, 'Start the attack').click();
    await send(page, '/whylogin selma.wickstrom@example.com');
    const answer = messageWith(page, 'Selma’s password is right');
    await answer.waitFor();
    await page.setViewportSize({ width: 1020, height: 660 });
    await page.mouse.move(0, 0);
    save('page.png', await page.screenshot({ path: join(FOLDER, 'page.png') }));
    await page.setViewportSize({ width: 1280, height: 2_400 });
    await taken(answer, 'answer.png');
    await goTo(page, '# identity');
    const digest = messageWith(page, 'When people sign in');
    await taken(digest, 'digest.png');
    await taken(digest, 'digest-top.png', BESIDE);
    await goTo(page, '# on-call');
    const spike = messageWith(page, 'likely credential stuffing');
    await spike.waitFor({ timeout: SPIKE });
    await button(spike, 'Acknowledge').click();
    await spike.getByText('Acknowledged by').waitFor();
    await taken(spike, 'spike.png');
  } finally {
    await close();
  }
}

/** @param height of what is shown from its top, pixels; all of it where not given */
async function taken(message: Locator, name: string, height?: number): Promise<void> {
  const page = message.page();
  await page.mouse.move(0, 0);
  await message.scrollIntoViewIfNeeded();
  const box = (await message.boundingBox())!;
  const clip = { ...box, height: Math.min(box.height, height ?? box.height) };
  save(name, await page.screenshot({ path: join(FOLDER, name), clip }));
}

function save(name: string, { length }: Buffer): void {
  if (length > LARGEST) throw new Error(`${name} has ${length} bytes, more than ${LARGEST}.`);
  process.stdout.write(`${name}: ${statSync(join(FOLDER, name)).size} bytes\n`);
}

await screenshots();
