import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePorts, quickFolder } from './clickhouse.ts';

/** A real PostgreSQL server in a process of its own. */
export class Postgres {
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | null = null;
  #databases = 0;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(join(quickFolder(), 'whylogin-postgres-'));
    const [port] = await freePorts(1);
    const { uid, gid } = runAs();
    if (uid !== undefined) chownSync(folder, uid, gid!);
    const options = ['-D', join(folder, 'data'), '-A', 'trust', '-U', 'whylogin', '--no-sync', '-E', 'UTF8'];
    // A locale that orders texts unlike SQLite does: as servers out there have.
    execFileSync(tool('initdb'), [...options, '--locale-provider', 'icu', '--icu-locale', 'en-US'], {
      uid,
      gid,
      stdio: 'pipe',
    });
    const server = new Postgres(folder, port!);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const { uid, gid } = runAs();
    const options = ['-D', join(this.#folder, 'data'), '-p', `${this.#port}`, '-k', this.#folder, '-h', '127.0.0.1'];
    this.#process = spawn(tool('postgres'), options, { uid, gid, stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries++) {
      const client = new pg.Client({ connectionString: this.#url('postgres') });
      const isUp = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => undefined);
      if (isUp) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('PostgreSQL has not started.');
  }

  /** A new, empty database. */
  async database(): Promise<string> {
    const name = `whylogin_${++this.#databases}`;
    const client = new pg.Client({ connectionString: this.#url('postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return this.#url(name);
  }

  #url(database: string): string {
    return `postgres://whylogin@127.0.0.1:${this.#port}/${database}`;
  }

  /** SIGQUIT: at once, as in a crash; the next start recovers. */
  async crash(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    if (process === null || process.exitCode !== null) return;
    process.kill('SIGQUIT');
    await once(process, 'exit');
  }

  async stop(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function tool(name: string): string {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort() : [];
  const version = versions.at(-1);
  if (version === undefined) throw new Error('There is no PostgreSQL for these tests yet: run test/cluster/prepare.sh');
  return `/usr/lib/postgresql/${version}/bin/${name}`;
}

/** PostgreSQL refuses to run as root. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
