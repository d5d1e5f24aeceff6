import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asStreamRow } from '../../playground/tenant/forms.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { openState } from '../../src/state/open.ts';
import { openPostgresState } from '../../src/state/postgres.ts';
import { type Nodes, startNodes } from './clickhouse.ts';
import { addressIn } from './nodes.ts';
import { Postgres } from './postgres.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'whylogin-moving-'));
const dump = join(folder, 'dump');
const before = { WHYLOGIN_DATA: join(folder, 'before'), LOG_LEVEL: 'error' };

let nodes: Nodes;
let server: Postgres;
let after: Record<string, string>;
let database: string;

beforeAll(async () => {
  [nodes, server] = await Promise.all([startNodes(2), Postgres.start()]);
  database = await server.database();
  const address = addressIn(nodes);
  after = {
    ...before,
    WHYLOGIN_DATA: join(folder, 'after'),
    CLICKHOUSE_URL: address.nodes.join(','),
    CLICKHOUSE_CLUSTER: address.cluster!,
    CLICKHOUSE_DATABASE: address.database,
    DATABASE_URL: database,
  };
  const world = simulateTenant({ now: new Date(Date.UTC(2026, 9, 8, 10)), weeks: 2, size: 10_000, seed: 3 });
  const lines = world.rows.map((row) => `${JSON.stringify(asStreamRow(row))}\n`);
  lines.splice(50, 0, '{"log_id":"x","data":{"type":"s"}}\n', 'no JSON\n');
  writeFileSync(join(folder, 'events.ndjson'), lines.join(''));
});
afterAll(async () => {
  await Promise.all([nodes?.stop(), server?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

function start(settings: Record<string, string>, ...words: string[]): ChildProcess {
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings };
  // In a folder without a .env of whoever runs the tests.
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...words], {
    cwd: folder,
    env: environment,
  });
}

async function run(settings: Record<string, string>, ...words: string[]): Promise<{ code: number; text: string }> {
  const child = start(settings, ...words);
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (text += chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}

it('everything arrives, whatever breaks off on the way, and what does not is found', async () => {
  const imported = await run(before, 'import', join(folder, 'events.ndjson'));
  expect(imported, imported.text).toMatchObject({ code: 0 });
  const state = await openState(join(before.WHYLOGIN_DATA, 'state.db'));
  await state.claims.take('digest:2026-W40', 'one');
  await state.claims.finish('digest:2026-W40', '1791273600.000100');
  await state.cursors.set('logs:poll', '90020261006');
  const key = await state.secrets.get('subject');
  for (let i = 0; i < 30; i++)
    await state.audit.append({
      action: 'ask',
      actor: 'U0123ABCD',
      place: null,
      subject: null,
      ticket: `T-${i}`,
      outcome: 'answered wrong_password',
      ref: `ref-${i}`,
    });
  const head = await state.audit.head();
  await state.close();

  // An export that was broken off, and one of whose files was lost.
  expect(await run(before, 'export', dump)).toMatchObject({ code: 0 });
  const files = readdirSync(dump).filter((name) => name.endsWith('.gz'));
  expect(files.length).toBeGreaterThan(13);
  rmSync(join(dump, files[3]!));
  const manifest = readFileSync(join(dump, 'MANIFEST'), 'utf8');
  writeFileSync(join(dump, 'MANIFEST'), manifest.split('\n').slice(0, 7).join('\n'));
  const kept = statSync(join(dump, files[1]!)).mtimeMs;
  expect(await run(before, 'export', dump)).toMatchObject({ code: 0 });
  expect(readFileSync(join(dump, 'MANIFEST'), 'utf8')).toBe(manifest);
  expect(existsSync(join(dump, files[3]!))).toBe(true);
  expect(statSync(join(dump, files[1]!)).mtimeMs).toBe(kept);

  // An import that dies on the way.
  const dying = start(after, 'import', dump);
  setTimeout(() => dying.kill('SIGKILL'), 4_000);
  await once(dying, 'close');
  const again = await run(after, 'import', dump);
  expect(again, again.text).toMatchObject({ code: 0 });
  const verified = await run(after, 'verify', dump);
  expect(verified.text).toMatch(/^All [\d,]+ events of \d+ days are here, each as it was exported\.\n$/);
  expect(verified.code).toBe(0);

  const lines = manifest.split('\n');
  writeFileSync(
    join(dump, 'MANIFEST'),
    [lines[0]!.replace(/.$/, (c) => (c === '0' ? '1' : '0')), ...lines.slice(1)].join('\n'),
  );
  const found = await run(after, 'verify', dump);
  expect(found.text).toMatch(/not all are those that were exported\.\n1 of \d+ days differ/);
  expect(found.code).toBe(1);

  const moved = await run(after, 'move', before.WHYLOGIN_DATA);
  expect(moved.text).toMatch(/read back and compared\.\n2 events that were not understood came along/);
  expect(moved.code).toBe(0);
  const there = await openPostgresState(database);
  expect(await there.secrets.get('subject')).toBe(key);
  expect(await there.claims.take('digest:2026-W40', 'two')).toBe(false);
  expect(await there.cursors.get('logs:poll')).toBe('90020261006');
  // The files' cursors belong to the events of before.
  expect((await there.cursors.under('file:')).every(({ name }) => name.startsWith('file:http'))).toBe(true);
  expect(await there.audit.verify(head!)).toBeNull();
  await there.close();
  const twice = await run(after, 'move', before.WHYLOGIN_DATA);
  expect(twice.text).toMatch(/holds state already, and nothing was changed/);
  expect(twice.code).toBe(2);
  const checked = await run(after, 'check');
  expect(checked.text).toMatch(/1 not understood \(no date\)/);
});
