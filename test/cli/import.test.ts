import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { all } from '../store/contract.ts';
import { logId } from '../store/events.ts';
import { folder } from '../store/folder.ts';
import { killWhileImporting } from './import-killed.ts';
import { lines } from './rows.ts';
import { Whylogin } from './whylogin.ts';

const whylogin = new Whylogin(inject('built'));

describe('whylogin import', () => {
  it('stores every event once, however often and from wherever it comes', async () => {
    const data = folder('data');
    const file = folder('events.ndjson');
    writeFileSync(file, lines(500));
    const first = await whylogin.run(['import', file], { data });
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^500 new events stored; 0 already there\.\nFrom 2026-10-06 08:00 to 2026-10-06 08:08 UTC, read at [\d,]+ events\/s\.\n$/,
      ),
    });
    const again = await whylogin.run(['import', file], { data });
    expect(again.stdout).toMatch(/^0 new events stored; 500 already there\./);
    const piped = await whylogin.run(['import', '-'], { data, input: lines(10, 495) });
    expect(piped.stdout).toMatch(/^5 new events stored; 5 already there\./);
    const store = await openEventStore(join(data, 'events.db'), { readOnly: true });
    expect((await all(store)).map((event) => event.logId)).toEqual(Array.from({ length: 505 }, (_, i) => logId(i)));
    await store.close();
  });

  it('stops when told, and goes on from there', async () => {
    const data = folder('data');
    const file = folder('events.ndjson');
    writeFileSync(file, lines(60_000));
    const child = whylogin.start(['import', file], { data });
    let said = '';
    child.stdout!.on('data', (chunk) => {
      said += chunk;
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    // Once the store is there it has begun.
    for (let events = 0; events === 0 && child.exitCode === null; ) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      const store = await openEventStore(join(data, 'events.db'), { readOnly: true }).catch(() => null);
      events = (await store?.coverage())?.events ?? 0;
      await store?.close();
    }
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(said).toMatch(
      /new events stored; 0 already there\.[^\0]*Stopped before the end\. Give the same command again/,
    );
    const stored = Number(/^([\d,]+) new/.exec(said)?.[1]?.replace(',', ''));
    const rest = await whylogin.run(['import', file], { data });
    expect(rest.stdout).toContain(`${(60_000 - stored).toLocaleString('en')} new events stored; 0 already there.`);
    expect(rest.stdout).toContain('Went on where an earlier import of the same file had stopped.');
  });

  it('loses nothing acknowledged when it is killed, and stores nothing twice', async () => {
    await killWhileImporting(whylogin, 30_000, 3);
  }, 60_000);
});
