import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, folderToBuildIn } from '../built.ts';

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

/** The real command, as JavaScript: node starts it three times as fast as its sources. */
export class Whylogin {
  readonly main: string;
  readonly #folder: string;

  /** Takes the folder that `build` wrote to. */
  constructor(folder: string) {
    this.#folder = folder;
    this.main = join(folder, 'src', 'main.js');
  }

  /** For others than tests, which share one: `inject('built')`. */
  static build(): Whylogin {
    const folder = folderToBuildIn();
    build(folder);
    return new Whylogin(folder);
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
