import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { engine } from '../../src/store/sqlite/engine.ts';
import { folder } from '../store/folder.ts';
import { ASKED, lines } from './rows.ts';
import { type Outcome, type RunOptions, Whylogin } from './whylogin.ts';

const whylogin = new Whylogin(inject('built'));

const NOBODY = 65_534;
/** Whether root runs this, and somebody without rights may run node here. */
const isRoot =
  process.getuid?.() === 0 &&
  spawnSync(process.execPath, ['-e', 'require("fs").readFileSync("package.json")'], { uid: NOBODY }).status === 0;

/** One sentence (or two) on standard error, nothing on standard output, no trace of our insides. */
function told({ code, stdout, stderr }: Outcome, exit: 1 | 2, says: RegExp): void {
  expect({ code, stderr }).toEqual({ code: exit, stderr: expect.stringMatching(says) });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at |node:|Error:|\.js:\d|\.ts:\d|undefined|\[object/);
  expect(stderr.length).toBeLessThan(700);
  expect(stdout).toBe('');
}

let full: string;
beforeAll(async () => {
  full = mkdtempSync(join(tmpdir(), 'whylogin-full-'));
  const { code } = await whylogin.run(['import', '-'], { data: full, input: lines(300) });
  expect(code).toBe(0);
});
afterAll(() => rmSync(full, { recursive: true, force: true }));

/** A data folder with 300 events in it, and how to see that they are still all there. */
async function filled(): Promise<{ data: string; isWhole: () => Promise<void> }> {
  const data = folder('data');
  cpSync(full, data, { recursive: true });
  return {
    data,
    isWhole: async () => {
      const again = await whylogin.run(['import', '-'], { data, input: lines(300) });
      expect(again).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^0 new events stored; 300 already there\./),
      });
    },
  };
}

const explain = (args: readonly string[], options: RunOptions = {}) => whylogin.run(['explain', ...args], options);

describe('a question that is wrong', () => {
  it.each([
    ['an address with spaces', ['ada lovelace@example.com'], /“ada lovelace@example\.com” isn’t an e-mail address/],
    ['nothing', [''], /Whom is this about/],
    ['no time', ['ada@example.com', '--at', 'yesterday'], /--at: “yesterday” isn’t a time/],
    ['no span', ['ada@example.com', '--since', 'forever'], /--since: “forever” isn’t a span/],
    [
      'a profile that is not there',
      ['ada@example.com', '--profile', 'none.json'],
      /--profile none\.json: there is no such file/,
    ],
    [
      'rules that are not there',
      ['ada@example.com', '--rules', 'none.yml'],
      /--rules none\.yml: there is no such file/,
    ],
  ])('%s', async (_, args, says) => {
    told(await explain(args, { data: folder('data') }), 2, says);
  });

  it.each([
    ['an unknown option', ['explain', 'ada@example.com', '--loud'], /unknown option '--loud'/],
    ['an unknown command', ['explian', 'ada@example.com'], /unknown command 'explian'/],
    ['an argument too many', ['explain', 'ada@example.com', 'ben@example.com'], /too many arguments/],
    ['an option without its value', ['explain', 'ada@example.com', '--logs'], /argument missing/],
    ['no file to import', ['import'], /missing required argument 'file'/],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await whylogin.run(args, { data: folder('data') });
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect(stderr).not.toMatch(/\n\s+at |node:/);
  });

  it('about an event that nobody has seen', async () => {
    const { data, isWhole } = await filled();
    told(
      await explain(['log:90020999999999999999'], { data }),
      2,
      /There is no event 90020999999999999999 in the store/,
    );
    await isWhole();
  });

  it('before anything was imported', async () => {
    told(
      await explain(['ada@example.com'], { data: folder('data') }),
      1,
      /There is no store at .*whylogin import FILE/,
    );
  });
});

describe('settings in a file .env of the working folder', () => {
  it('count where the environment says nothing, and may not be unreadable', async () => {
    const cwd = folder('settings');
    mkdirSync(cwd);
    writeFileSync(join(cwd, '.env'), '# of this tenant\nWHYLOGIN_ZONE=Mars/Olympus\n');
    const file = await whylogin.run(['check'], { cwd });
    expect(file).toMatchObject({ code: 1, stdout: expect.stringContaining('WHYLOGIN_ZONE is no time zone') });
    const both = await whylogin.run(['check'], { cwd, env: { WHYLOGIN_ZONE: 'Europe/Berlin' } });
    expect(both.stdout).toContain('Store and process: complete');
    const blocked = folder('blocked');
    mkdirSync(join(blocked, '.env'), { recursive: true });
    told(await whylogin.run(['check'], { cwd: blocked }), 2, /The file \.env in this folder cannot be read/);
  });
});

describe('a question that is only written unusually', () => {
  it.each([
    ['mailto markup', '<mailto:person7@example.com|person7@example.com>'],
    ['a user id with its bar', 'auth0|000000000000000000000007'],
  ])('%s', async (_, who) => {
    const file = folder('events.ndjson');
    writeFileSync(file, lines(100));
    const { code, stdout, stderr } = await explain([who, '--logs', file, '--at', ASKED, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { coverage } = JSON.parse(stdout);
    expect(coverage.events).toBeGreaterThan(0);
  });
});

describe('a file that is wrong', () => {
  const given = (name: string, content: string | Buffer) => {
    const path = folder(name);
    writeFileSync(path, content);
    return path;
  };
  const cases: [string, () => string, RegExp][] = [
    ['that is not there', () => folder('typo.ndjson'), /There is no file .*typo\.ndjson\. Check the path/],
    ['that is empty', () => given('empty.ndjson', ''), /empty\.ndjson is empty/],
    ['of blank lines', () => given('blank.ndjson', '\n\n  \n'), /No Auth0 log event was found/],
    [
      'of prose',
      () => given('notes.txt', 'Dear diary,\nnothing happened.\n'),
      /No Auth0 log event was found.*not JSON/,
    ],
    [
      'of other JSON',
      () => given('other.json', '{"name":"whylogin","version":"1"}'),
      /No Auth0 log event was found.*no type/,
    ],
    ['of numbers', () => given('numbers.json', '[1,2,3]'), /No Auth0 log event was found.*not an object/],
    [
      'of binary data',
      () => given('photo.png', Buffer.from(Array.from({ length: 9_000 }, (_, i) => (i * 7_919) % 256))),
      /photo\.png is binary data/,
    ],
    [
      'that is a ZIP archive',
      () => given('logs.zip', Buffer.from('504b0304140000000800', 'hex')),
      /is a ZIP archive.*Unpack it/,
    ],
    [
      'in UTF-16',
      () => given('logs.json', Buffer.from(`\ufeff${lines(3)}`, 'utf16le')),
      /is UTF-16 text.*Save it as UTF-8/,
    ],
    ['that is a folder without event files', () => join(given('image.png', 'x'), '..'), /has no event files in it/],
  ];
  it.each(cases)('%s', async (_, path, says) => {
    const file = path();
    told(await whylogin.run(['import', file], { data: folder('data') }), 2, says);
  });

  it.runIf(isRoot)('that this user may not read', async () => {
    const file = given('events.ndjson', lines(3));
    chmodSync(join(file, '..'), 0o755);
    chmodSync(file, 0o600);
    const data = folder('data');
    chmodSync(join(data, '..'), 0o777);
    told(await whylogin.run(['import', file], { data, user: NOBODY }), 2, /may not be read by this user/);
  });

  it('cut off in the middle of its gzip data: what came before is stored and said', async () => {
    const whole = gzipSync(lines(20_000));
    const file = given('events.ndjson.gz', whole.subarray(0, whole.length * 0.6));
    const data = folder('data');
    const { code, stdout, stderr } = await whylogin.run(['import', file], { data });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^whylogin: .*events\.ndjson\.gz ends too early: it was cut off.*\n$/);
    const stored = Number(/^([\d,]+) new events stored/.exec(stdout)?.[1]?.replace(',', ''));
    expect(stored).toBeGreaterThan(8_000);
    const rest = given('again.ndjson.gz', whole);
    const again = await whylogin.run(['import', rest], { data });
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain(
      `${(20_000 - stored).toLocaleString('en')} new events stored; ${stored.toLocaleString('en')} already there.`,
    );
  });

  it('that is damaged gzip data, and one that only claims to be', async () => {
    const damaged = gzipSync(lines(20_000));
    damaged.fill(0x55, 20_000, 24_000);
    const { code, stderr } = await whylogin.run(['import', given('a.gz', damaged)], { data: folder('data') });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^whylogin: .*is damaged: it cannot be unpacked.*\n$/),
    });
    told(
      await whylogin.run(['import', given('b.gz', Buffer.from('1f8b0800aaaaaaaaaaaa', 'hex'))], {
        data: folder('data'),
      }),
      2,
      /damaged|too early/,
    );
  });

  it('with damaged lines among good ones: the good ones are stored, the others counted', async () => {
    const file = given(
      'events.ndjson',
      `${lines(2)}{"date":"2026-\n${lines(2, 2)}{"no":"type"}\nrubbish\n${lines(2, 4)}`,
    );
    const { code, stdout, stderr } = await whylogin.run(['import', file], { data: folder('data') });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^6 new events stored; 0 already there\.\n2 not understood \(not JSON\): .*\n1 not understood \(no type\): .*\n/,
    );
  });

  it('a folder with event files in it, read to its bottom', async () => {
    const path = folder('logs');
    mkdirSync(join(path, '2026', '10'), { recursive: true });
    writeFileSync(join(path, 'a.ndjson'), lines(10));
    writeFileSync(join(path, '2026', '10', 'b.json.gz'), gzipSync(`[${lines(10, 10).trim().replaceAll('\n', ',')}]`));
    writeFileSync(join(path, 'readme.md'), 'not read');
    writeFileSync(join(path, '2026', 'empty.json'), '');
    const { code, stdout } = await whylogin.run(['import', path], { data: folder('data') });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^20 new events stored; 0 already there\./),
    });
  });
});

describe('a single line of 200 MB', () => {
  it.each([
    ['one string', '{"date":"2026-10-06T08:00:00.000Z","type":"s","log_id":"x","details":{"text":"', 'x', '"}}'],
  ])(
    '%s is left out, in little memory, and what stands beside it is stored',
    async (_, head, filler, tail) => {
      const file = folder('events.ndjson');
      const out = createWriteStream(file);
      out.write(lines(5) + head);
      const chunk = filler.repeat(Math.floor((1 << 20) / filler.length));
      for (let i = 0; i < 200; i++) if (!out.write(chunk)) await once(out, 'drain');
      out.end(`${tail}\n${lines(5, 5)}`);
      await once(out, 'finish');
      const { code, stdout } = await whylogin.run(['import', file], {
        data: folder('data'),
        env: { NODE_OPTIONS: '--max-old-space-size=192' },
      });
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^10 new events stored; 0 already there\.\n[\d,]+ not understood/),
      });
    },
    60_000,
  );
});

describe('a store that is wrong', () => {
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const tamper = (data: string, file: string, sql: string) => {
    const { DatabaseSync } = engine();
    const db = new DatabaseSync(join(data, file));
    db.exec(sql);
    db.close();
  };

  it('written by a newer version is left as it is', async () => {
    const { data, isWhole } = await filled();
    tamper(data, 'events.db', 'PRAGMA user_version = 99');
    const before = hash(join(data, 'events.db'));
    const says = /events\.db was written by a newer whylogin .*Update whylogin; the store was left as it is/;
    told(await explain(['ada@example.com'], { data }), 1, says);
    told(await whylogin.run(['import', '-'], { data, input: lines(3) }), 1, says);
    expect(hash(join(data, 'events.db'))).toBe(before);
    tamper(data, 'events.db', 'PRAGMA user_version = 5');
    await isWhole();
  });

  it('whose state was written by a newer version is left as it is', async () => {
    const { data } = await filled();
    tamper(data, 'state.db', `INSERT INTO kysely_migration VALUES ('999-of-tomorrow', '2099-01-01')`);
    told(
      await whylogin.run(['import', '-'], { data, input: lines(3) }),
      1,
      /state\.db was written by a newer whylogin/,
    );
  });

  it('that is something else is not touched', async () => {
    const data = folder('data');
    mkdirSync(data);
    writeFileSync(join(data, 'events.db'), 'Dear diary, '.repeat(2_000));
    const before = hash(join(data, 'events.db'));
    told(await explain(['ada@example.com'], { data }), 1, /events\.db is not a store of whylogin/);
    told(await whylogin.run(['import', '-'], { data, input: lines(3) }), 1, /events\.db is not a store of whylogin/);
    expect(hash(join(data, 'events.db'))).toBe(before);
  });

  it('in a place that is a file', async () => {
    const file = folder('file');
    writeFileSync(file, '');
    told(
      await whylogin.run(['import', '-'], { data: join(file, 'data'), input: lines(3) }),
      1,
      /cannot be opened|only be read/,
    );
  });

  it.runIf(isRoot)('that this user may only read answers, and takes nothing new', async () => {
    const { data, isWhole } = await filled();
    for (const path of [join(data, '..'), data]) chmodSync(path, 0o755);
    for (const file of ['events.db', 'state.db']) chmodSync(join(data, file), 0o644);
    const answer = await explain(['person7@example.com', '--at', ASKED, '--json'], { data, user: NOBODY });
    expect({ code: answer.code, stderr: answer.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(answer.stdout).coverage.events).toBe(6);
    told(
      await whylogin.run(['import', '-'], { data, input: lines(3), user: NOBODY }),
      1,
      /can only be read here|may not be opened/,
    );
    await isWhole();
  });

  it.runIf(isRoot)('that this user may not see', async () => {
    const { data, isWhole } = await filled();
    told(await explain(['person7@example.com'], { data, user: NOBODY }), 1, /Check (who owns|that)/);
    await isWhole();
  });

  // A file system of 3 MB in a mount name space of its own: root, or whoever may make one.
  const small = (folder: string, command: string) => [
    'unshare',
    '-rm',
    'sh',
    '-c',
    `mount -t tmpfs -o size=3m none "$0" && ${command}`,
    folder,
  ];
  const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m none /tmp']).status === 0;
  it.runIf(canMount)(
    'on a full disk keeps what was stored, and says so',
    async () => {
      const data = folder('data');
      mkdirSync(data);
      const [first, second] = [folder('first.ndjson'), folder('second.ndjson')];
      writeFileSync(first, lines(300));
      writeFileSync(second, lines(40_000, 300));
      const node = `'${process.execPath}' '${whylogin.main}'`;
      const report = folder('report');
      const script = [
        `export WHYLOGIN_DATA="$0"`,
        `head -c 400000 /dev/zero > "$0/ballast"`,
        `${node} import '${first}'`,
        `for time in once again; do ${node} import '${second}' >> '${report}' 2>&1; echo "exit $?" >> '${report}'; done`,
        `${node} explain person7@example.com --at ${ASKED} --json > /dev/null && echo answered`,
        `rm "$0/ballast"`,
        `${node} import '${first}'`,
      ].join('\n');
      const [command, ...args] = small(data, script);
      const { stdout, stderr, status } = spawnSync(command!, args, { encoding: 'utf8', timeout: 60_000 });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^300 new events stored[^\0]*answered\n0 new events stored; 300 already there/);
      const told = readFileSync(report, 'utf8');
      const full =
        /whylogin: The disk under the store .*\.db is full\. .*what was there is intact; make room and try again\.\nexit 1\n/g;
      expect([told, told.match(full)]).toEqual([told, [expect.anything(), expect.anything()]]);
      expect(told).not.toMatch(/\n\s+at /);
    },
    60_000,
  );
});
