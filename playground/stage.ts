import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedAuth0 } from './auth0/tenant.ts';
import { Present } from './present/present.ts';
import type { Channel } from './slack/channels.ts';
import type { Group } from './slack/people.ts';
import type { Person } from './slack/person.ts';
import { Workspace } from './slack/workspace.ts';
import { asApiRow } from './tenant/forms.ts';
import { simulateTenant, type World } from './tenant/world.ts';
import { ticketsOf } from './tickets.ts';

/** Shaped as Auth0's own, so that answers link to the Dashboard; nothing is fetched from there. */
const DOMAIN = 'example.eu.auth0.com';
const MAIN = join(import.meta.dirname, '../src/main.ts');

/** How a process of the stage ended, where it ought not to have. */
export class Ended extends Error {}

/**
 * Everything the product needs around it, on this machine: a tenant with its logs and Management API, a Slack
 * workspace with people in it, and a folder for the data. The product itself runs as a process of its own, as it
 * would anywhere.
 */
export class Stage {
  readonly world: World;
  readonly workspace: Workspace;
  readonly auth0: SimulatedAuth0;
  /** What happens in the tenant from now on, once it is started. */
  readonly present: Present;
  /** Two support agents, and the channel where support asks. */
  readonly kim: Person;
  readonly noor: Person;
  readonly support: Channel;
  /** Where the digest goes, and where spikes are told. */
  readonly team: Channel;
  readonly oncall: Channel;
  readonly folder = mkdtempSync(join(tmpdir(), 'whylogin-demo-'));
  /** Who may ask. */
  readonly #tier2: Group;
  #bot: ChildProcess | null = null;
  #said = '';

  private constructor(world: World, workspace: Workspace, auth0: SimulatedAuth0, zone: string) {
    this.world = world;
    this.workspace = workspace;
    this.auth0 = auth0;
    this.present = new Present(world, auth0);
    this.kim = workspace.person('kim', { realName: 'Kim Sorensen', zone });
    this.noor = workspace.person('noor', { realName: 'Noor Haddad', zone });
    const everybody = [this.kim, this.noor];
    this.#tier2 = workspace.group('support-tier2', everybody);
    this.support = workspace.channel('support', everybody);
    this.team = workspace.channel('identity', everybody, { bot: true });
    this.oncall = workspace.channel('on-call', everybody, { bot: true });
  }

  /** @param zone of the people in the workspace, and of the tenant */
  static async open({ now, zone }: { now: Date; zone: string }): Promise<Stage> {
    const world = simulateTenant({ now, weeks: 5, size: 25_000 });
    const workspace = await Workspace.start({ scopes: ['commands', 'chat:write', 'files:write', 'usergroups:read'] });
    const isBlocked = (ip: string) => world.rows.some(({ body }) => body.type === 'limit_mu' && body.ip === ip);
    const directory = { profileOf: (who: string) => world.profileOf(who), isBlocked };
    const auth0 = await new SimulatedAuth0({ directory }).start();
    for (const row of world.events) auth0.logs.add(row);
    const stage = new Stage(world, workspace, auth0, zone);
    for (const words of ticketsOf(world.people)) stage.noor.says(words, { channel: stage.support });
    return stage;
  }

  /** What the product finds in its environment. */
  get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      WHYLOGIN_DATA: join(this.folder, 'data'),
      WHYLOGIN_ZONE: this.kim.member.zone,
      WHYLOGIN_ALLOW: `${this.#tier2.id},${this.support.id}`,
      // Whoever plays asks quickly.
      WHYLOGIN_QUESTIONS_PER_MINUTE: '300',
      WHYLOGIN_OPERATORS: this.team.id,
      WHYLOGIN_SPIKES_CHANNEL: this.oncall.id,
      WHYLOGIN_ONCALL: this.#tier2.id,
      PORT: '0',
      ...this.workspace.environment(),
      AUTH0_DOMAIN: DOMAIN,
      AUTH0_AUDIENCE: this.auth0.audience,
      AUTH0_CLIENT_ID: this.auth0.client.id,
      AUTH0_CLIENT_SECRET: this.auth0.client.secret,
      AUTH0_API_URL: this.auth0.url,
    };
  }

  /** Writes the tenant's logs to a file, a line an event, as an export of the Management API. */
  async exportLogs(): Promise<string> {
    const path = join(this.folder, 'auth0-logs.ndjson');
    const file = createWriteStream(path);
    for (const row of this.world.rows) {
      if (!file.write(`${JSON.stringify(asApiRow(row))}\n`)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'finish');
    return path;
  }

  /** Runs `whylogin …` to its end; what it says goes to the terminal. */
  async run(...words: string[]): Promise<void> {
    const child = this.#spawn(words, 'inherit');
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Ended(`whylogin ${words[0]} ended with ${code}.`);
  }

  /** Starts the bot; resolves when it has connected to the workspace. */
  async startBot(): Promise<void> {
    const bot = this.#spawn(['start'], 'pipe');
    this.#bot = bot;
    for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', (chunk) => (this.#said += String(chunk)));
    const ended = once(bot, 'exit').then(([code]) => {
      throw new Ended(`The bot ended with ${code}:\n${this.#said.slice(-4_000)}`);
    });
    await Promise.race([this.workspace.connected(), ended]);
    // From here on its end is told by stopBot.
    ended.catch(() => {});
  }

  /** Ends the bot as an operator would; resolves with its exit code. */
  async stopBot(): Promise<number | null> {
    const bot = this.#bot;
    this.#bot = null;
    if (bot === null) return 0;
    if (bot.exitCode !== null) return bot.exitCode;
    bot.kill('SIGTERM');
    const [code] = (await once(bot, 'exit')) as [number | null];
    return code;
  }

  /** What the bot has written to its log so far. */
  get log(): string {
    return this.#said;
  }

  async close(): Promise<void> {
    this.present.stop();
    await this.stopBot();
    await Promise.all([this.workspace.stop(), this.auth0.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(words: readonly string[], stdio: 'inherit' | 'pipe'): ChildProcess {
    // Started in a folder of its own, where no .env of the person who plays lies.
    return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...words], {
      cwd: this.folder,
      env: this.environment,
      stdio,
    });
  }
}
