import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARIES = join(import.meta.dirname, 'node_modules/@chdb');
const PROGRAM = join(import.meta.dirname, 'node_modules/chlocal');
export const CLUSTER = 'shards';

/** A real ClickHouse server in a process of its own. */
class ClickHouseNode {
  readonly url: string;
  readonly #arguments: string[];
  #process: ChildProcess | null = null;

  constructor(folder: string, http: number, tcp: number) {
    this.url = `http://127.0.0.1:${http}`;
    const listen = ['--http_port', `${http}`, '--tcp_port', `${tcp}`, '--listen_host', '127.0.0.1'];
    this.#arguments = ['--path', folder, '--config-file', `${folder}.xml`, ...listen, '--query', FOREVER];
  }

  async start(): Promise<void> {
    this.#process = spawn(program(), this.#arguments, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    this.#process.stderr!.on('data', (chunk) => {
      said += chunk;
    });
    for (let tries = 0; tries < 200; tries++) {
      const answer = await fetch(`${this.url}/ping`).catch(() => null);
      if (answer?.ok) return;
      if (!this.isRunning) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`ClickHouse has not started: ${said}`);
  }

  get isRunning(): boolean {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** As a machine that loses its power, apart from the disk's own cache. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (process === null || !this.isRunning) return;
    process.kill('SIGKILL');
    await once(process, 'exit');
  }

  /** Holds it still: it takes connections and never answers. */
  freeze(frozen: boolean): void {
    this.#process?.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }
}

export interface Nodes {
  nodes: ClickHouseNode[];
  /** Starts those that do not run: one may have fallen over when another was killed, and servers are started again. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** As in users.xml, besides the default one. */
  users?: string;
  /** Whether each has a name for its shard and for itself, as Replicated tables need. */
  macros?: boolean;
}

/** Starts servers that know each other as the shards of one cluster. */
export async function startNodes(count: number, { users = '', macros = true }: Options = {}): Promise<Nodes> {
  const folder = mkdtempSync(join(quickFolder(), 'whylogin-clickhouse-'));
  writeFileSync(join(folder, 'users.xml'), usersFile(users));
  const ports = await freePorts(count * 2);
  const tcp = ports.slice(count);
  const nodes = Array.from({ length: count }, (_, i) => {
    writeFileSync(join(folder, `node${i}.xml`), configuration(tcp, `${folder}/users.xml`, macros ? i : null));
    return new ClickHouseNode(join(folder, `node${i}`), ports[i]!, tcp[i]!);
  });
  const revive = async () => {
    await Promise.all(nodes.filter(({ isRunning }) => !isRunning).map((node) => node.start()));
  };
  await revive();
  return {
    nodes,
    revive,
    async stop() {
      await Promise.all(nodes.map((node) => node.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Listens, and then has a query to wait for. */
const FOREVER =
  'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; ' +
  'SELECT sleepEachRow(3) FROM numbers(100000000) SETTINGS max_block_size = 1 FORMAT Null';

/** One user as in users.xml, who may do what the grants say; without any: everything. */
export function userOf(name: string, password: string, grants: readonly string[] = []): string {
  const granted = grants.map((grant) => `<query>GRANT ${grant}</query>`).join('');
  return `<${name}><password>${password}</password><networks><ip>::/0</ip></networks>
    <profile>default</profile><quota>default</quota>${granted && `<grants>${granted}</grants>`}</${name}>`;
}

function usersFile(others: string): string {
  return `<clickhouse><profiles><default/></profiles><quotas><default/></quotas>
  <users>${userOf('default', '')}${others}</users></clickhouse>\n`;
}

function configuration(tcp: readonly number[], users: string, shard: number | null): string {
  const shards = tcp.map((port) => `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`);
  return `<clickhouse>
  <logger><level>none</level></logger>
  <users_config>${users}</users_config>
  ${shard === null ? '' : `<macros><shard>${shard}</shard><replica>only</replica></macros>`}
  <remote_servers><${CLUSTER}>${shards.join('')}</${CLUSTER}></remote_servers>
  <mark_cache_size>67108864</mark_cache_size>
  <max_server_memory_usage>3000000000</max_server_memory_usage>
</clickhouse>\n`;
}

/** The program, made of the library at the first call. */
function program(): string {
  if (existsSync(PROGRAM)) return PROGRAM;
  const library = existsSync(LIBRARIES) ? readdirSync(LIBRARIES)[0] : undefined;
  if (library === undefined) throw new Error('There is no ClickHouse for these tests yet: run test/cluster/prepare.sh');
  const folder = join(LIBRARIES, library);
  const source = join(import.meta.dirname, 'chlocal.c');
  execFileSync('gcc', ['-O1', source, '-o', PROGRAM, `-L${folder}`, '-l:libchdb.so', `-Wl,-rpath,${folder}`]);
  return PROGRAM;
}

/** Memory where there is some as a folder: every insert is put on disk, and these disks need not last. */
export function quickFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
