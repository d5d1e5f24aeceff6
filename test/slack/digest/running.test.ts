import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { Workspace } from '../../../playground/slack/workspace.ts';
import { simulateTenant } from '../../../playground/tenant/world.ts';
import { storesOf } from '../../../src/app/stores.ts';
import { Whylogin } from '../../cli/whylogin.ts';
import { addRows } from '../office.ts';

const whylogin = new Whylogin(inject('built'));

let workspace: Workspace;
let data: string;
beforeEach(async () => {
  workspace = await Workspace.start();
  data = mkdtempSync(join(tmpdir(), 'whylogin-running-'));
});
afterEach(async () => {
  await workspace.stop();
  rmSync(data, { recursive: true, force: true });
});

it('a running bot shows a week that it counts beside, and ends when it is told to', async () => {
  const store = await storesOf({ WHYLOGIN_DATA: data }).events();
  await addRows(store, simulateTenant({ now: new Date(), weeks: 3, size: 3_000 }).events);
  await store.close();
  const kim = workspace.person('kim');
  const identity = workspace.channel('identity', [kim]);
  const env = { ...workspace.environment('socket'), WHYLOGIN_ALLOW: 'everyone', PORT: '0' };
  const child = whylogin.start(['start'], { data, cwd: data, env });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream!.on('data', (chunk) => {
      said += chunk;
    });
  await expect.poll(() => said, { timeout: 20_000 }).toContain('whylogin is ready');
  await workspace.connected();
  await kim.slash('/logindigest', '', { channel: identity });
  await kim.waitsFor(identity, /Looked at [\d,]+ events/);
  // Another one is being counted when the end is asked for.
  await kim.slash('/logindigest', 'this', { channel: identity });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  const errors = said.split('\n').filter((line) => line.includes('"level":"error"'));
  expect(errors).toEqual([]);
});
