import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
export const PATIENCE = 90_000;

/** One bot of several: a process of its own. */
export class Replica {
  readonly #settings: Record<string, string>;
  readonly #folder: string;
  #process: ChildProcess | null = null;
  said = '';

  /** @param folder where it is started: one without a .env of whoever runs the tests */
  constructor(settings: Record<string, string>, folder: string) {
    this.#settings = settings;
    this.#folder = folder;
  }

  async start(): Promise<void> {
    this.said = '';
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, 'start'], {
      cwd: this.#folder,
      env: this.#settings,
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (this.said += chunk));
    await this.says(/whylogin is ready/);
  }

  async says(text: RegExp): Promise<void> {
    await until(
      () => text.test(this.said),
      () => `${text} in:\n${this.said.slice(-3_000)}`,
    );
  }

  get leads(): boolean {
    return /"name":"polling","msg":"this whylogin leads"/.test(this.said);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}

/** Those that run, the one that leads first. Resolves when one does. */
export async function leaderFirst<T extends Replica>(replicas: readonly T[]): Promise<T[]> {
  await until(
    () => replicas.filter(({ leads }) => leads).length === 1,
    () => 'one that leads',
  );
  return replicas.toSorted((a, b) => Number(b.leads) - Number(a.leads));
}

export async function until(holds: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) if (await holds()) return;
  throw new Error(`Not within ${PATIENCE / 1000} s: ${what()}`);
}
