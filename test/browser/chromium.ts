import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

/** Debian's package has it there; another can be named. */
const BINARY = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Says nothing to anybody outside. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Letters in shades of gray: pictures are half as large.
  '--disable-lcd-text',
];

const DESKTOP = { width: 1280, height: 860 };

/** A real Chromium that nobody used before. Closing it leaves nothing behind. */
export async function openChromium(
  viewport: { width: number; height: number } = DESKTOP,
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  if (!existsSync(BINARY))
    throw new Error(
      `There is no Chromium at ${BINARY}. Install Debian’s package chromium, or set CHROMIUM to another.`,
    );
  const profile = mkdtempSync(join(tmpdir(), 'whylogin-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BINARY,
    args: FLAGS,
    viewport,
    colorScheme: 'light',
    hasTouch: viewport.width < 600,
  });
  context.setDefaultTimeout(15_000);
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
