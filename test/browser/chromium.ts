import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const BINARY = '/usr/bin/chromium';

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
];

const DESKTOP = { width: 1280, height: 860 };

/** A real Chromium that nobody used before. Closing it leaves nothing behind. */
export async function openChromium(
  viewport: { width: number; height: number } = DESKTOP,
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
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
