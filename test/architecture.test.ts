import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

interface Source {
  /** Relative to src, with slashes. */
  path: string;
  text: string;
  imports: string[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|import\('([^']+)'\)/g;

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => {
    const text = readFileSync(join(SRC, name), 'utf8');
    const imports = [...text.matchAll(IMPORT)].map((found) => found[1] ?? found[2]!);
    return { path: name.replaceAll('\\', '/'), text, imports };
  });

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.tsx?$/, '');
}

/** Any folder may use these. */
const EVERYWHERE = ['errors', 'privacy'];
/** The way down: what each folder may import besides itself and the ports. */
const BELOW: Record<string, string[]> = {
  event: [],
  causes: ['event'],
  why: ['causes', 'event'],
  digest: ['why', 'causes', 'event'],
  spikes: ['why', 'causes', 'event'],
  store: ['event'],
  state: [],
  live: ['event', 'log'],
  intake: ['event', 'live', 'log', 'metrics'],
  slack: ['why', 'digest', 'spikes', 'causes', 'event', 'log', 'metrics'],
  cli: ['why', 'digest', 'spikes', 'causes', 'event', 'intake', 'config'],
  config: ['store'],
};
/** store, state and live are seen from elsewhere through these alone. */
const PORTS = ['store/port.ts', 'state/port.ts', 'live/profile.ts', 'live/port.ts'];
/** State lies in SQLite too, through the same engine. */
const SHARED_ENGINE = ['store/sqlite/engine.ts', 'store/sqlite/faults.ts', 'store/sqlite/rewrite.ts'];
/** These wire everything. */
const WIRING = ['main', 'app'];

const PURE = ['event', 'causes', 'why', 'digest', 'spikes'];

function arrows(source: Source): string[] {
  return source.imports
    .filter((target) => target.startsWith('.'))
    .map((target) => relative(SRC, join(SRC, dirname(source.path), target)).replaceAll('\\', '/'))
    .filter((target) => !target.startsWith('..'));
}

function wrongArrows(source: Source): string[] {
  const here = folderOf(source.path);
  const allowed = BELOW[here];
  if (allowed === undefined) return [];
  return arrows(source).filter((target) => {
    const there = folderOf(target);
    if (there === here || EVERYWHERE.includes(there) || PORTS.includes(target)) return false;
    if (here === 'state' && SHARED_ENGINE.includes(target)) return false;
    return !allowed.includes(there);
  });
}

describe('the house', () => {
  it('has read its sources', () => expect(sources.length).toBeGreaterThan(100));

  it.each(Object.keys(BELOW))('no arrow runs back out of %s', (folder) => {
    const wrong = sources
      .filter(({ path }) => folderOf(path) === folder)
      .flatMap((source) => wrongArrows(source).map((target) => `${source.path} → ${target}`));
    expect(wrong).toEqual([]);
  });

  it('knows every folder', () => {
    const folders = new Set(sources.filter(({ path }) => path.includes('/')).map(({ path }) => folderOf(path)));
    expect([...folders].filter((folder) => !(folder in BELOW) && !WIRING.includes(folder))).toEqual([]);
  });

  it('finds a wrong arrow when there is one', () => {
    const planted = { path: 'why/planted.ts', text: '', imports: ['../slack/bot.ts', '../event/kind.ts'] };
    expect(wrongArrows(planted)).toEqual(['slack/bot.ts']);
  });

  it('reaches the wiring from nowhere', () => {
    const wrong = sources
      .filter(({ path }) => !WIRING.includes(folderOf(path)))
      .flatMap((source) =>
        arrows(source)
          .filter((target) => WIRING.includes(folderOf(target)))
          .map((target) => `${source.path} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(PURE)('%s is pure: no clock, no environment, no outside', (folder) => {
    const outside = /^(?:@slack\/|axios|kysely|pg$|@clickhouse|node-cron|node:(?:fs|http|https|child_process|worker))/;
    const clock = /\bDate\.now\(|\bnew Date\(\)|DateTime\.(?:now|local|utc)\(\)|\bprocess\.[a-z]/;
    const wrong = sources
      .filter(({ path }) => folderOf(path) === folder)
      .filter(({ text, imports }) => clock.test(text) || imports.some((target) => outside.test(target)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('reads the environment in config.ts alone', () => {
    const wrong = sources.filter(({ path, text }) => path !== 'config.ts' && /process\.env\b/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('keeps each outside library in its folder', () => {
    const homes: [RegExp, string[]][] = [
      [/^@slack\//, ['slack']],
      [/^axios/, ['live']],
      [/^(?:kysely|pg$)/, ['state']],
      [/^@photostructure\/|^node:sqlite/, ['store']],
      [/^@clickhouse\//, ['store']],
      [/^node-cron/, ['app']],
      [/^commander/, ['main']],
    ];
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => homes.some(([library, home]) => library.test(target) && !home.includes(folderOf(path))))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});
