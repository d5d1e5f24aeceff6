import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CACHE = 'node_modules/.cache';

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** WHYLOGIN_DATA; a folder. */
  data?: string;
  input?: string | Buffer;
  cwd?: string;
  /** The user and group to run as; only root may choose. */
  user?: number;
  env?: Record<string, string>;
  /** In place of node: a command that runs it. */
  through?: readonly string[];
}

/** The real command, built once for a file of tests: node starts it three times as fast as its sources. */
export class Whylogin {
  readonly main: string;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.main = join(folder, 'dist', 'main.js');
  }

  static async build(): Promise<Whylogin> {
    mkdirSync(CACHE, { recursive: true });
    const folder = mkdtempSync(join(process.cwd(), CACHE, 'whylogin-'));
    chmodSync(folder, 0o755);
    copyFileSync('package.json', join(folder, 'package.json'));
    const tsc = 'node_modules/typescript/bin/tsc';
    const building = promisify(execFile)(process.execPath, [
      tsc,
      '-p',
      'tsconfig.build.json',
      '--outDir',
      `${folder}/dist`,
    ]);
    const failure = await building.then(
      () => null,
      (error: { stdout: string }) => error.stdout,
    );
    const built = new Whylogin(folder);
    if (!existsSync(built.main)) throw new Error(`Building failed: ${failure}`);
    return built;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  start(args: readonly string[], options: RunOptions = {}): ChildProcess {
    const [command, ...before] = [...(options.through ?? []), process.execPath];
    return spawn(command!, [...before, this.main, ...args], {
      cwd: options.cwd ?? this.#folder,
      ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
      env: { PATH: process.env.PATH, ...(options.data ? { WHYLOGIN_DATA: options.data } : {}), ...options.env },
    });
  }

  async run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const child = this.start(args, options);
    const read = async (stream: NodeJS.ReadableStream | null) => {
      let text = '';
      for await (const chunk of stream!) text += chunk;
      return text;
    };
    // A command that ends before it has read all of its input is no trouble of ours.
    child.stdin!.on('error', () => {});
    child.stdin!.end(options.input ?? '');
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [stdout, stderr, code] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
    return { code, stdout, stderr };
  }
}
