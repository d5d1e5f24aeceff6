import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Channel } from '../../playground/slack/channels.ts';
import type { Person } from '../../playground/slack/person.ts';
import { Workspace } from '../../playground/slack/workspace.ts';
import { simulateTenant, type World } from '../../playground/tenant/world.ts';
import { normalize } from '../../src/event/normalize.ts';
import { profileSchema } from '../../src/live/profile.ts';
import { createLog, type Log } from '../../src/log.ts';
import { Metrics } from '../../src/metrics.ts';
import { answering } from '../../src/slack/answer/feature.ts';
import { type SlackBot, type SlackSettings, startSlack } from '../../src/slack/bot.ts';
import type { AuditRow } from '../../src/state/audit.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { answersFrom } from '../../src/why/answers.ts';
import type { TenantRule } from '../../src/why/rules.ts';

/** When it is in the simulated tenant. */
export const NOW = Date.parse('2026-11-24T09:00:00Z');
const DAY = 86_400_000;

/** Events of a small tenant in a throw-away store. Read only: many tests share it. */
export async function tenantStore(): Promise<{ store: EventStore; world: World }> {
  const world = simulateTenant({ now: new Date(NOW), size: 3_000 });
  const store = await openEventStore(':memory:');
  await addRows(store, world.events);
  return { store, world };
}

export async function addRows(store: EventStore, rows: readonly object[]): Promise<void> {
  const arrivals = rows.map((row) => {
    const read = normalize(row as Parameters<typeof normalize>[0]);
    if (!('event' in read)) throw new Error('a row that cannot be understood');
    return { event: read.event, body: JSON.stringify(row) };
  });
  await store.add(arrivals);
}

export interface Office {
  workspace: Workspace;
  kim: Person;
  help: Channel;
  bot: SlackBot;
  state: State;
  /** Everything the process logged. */
  logged(): string;
  /** Milliseconds that the bot's clock is ahead of NOW. */
  later(ms: number): void;
  restart(settings?: Partial<SlackSettings>): Promise<void>;
  close(): Promise<void>;
}

export interface OfficeOptions {
  store: EventStore;
  world: World;
  mode?: 'socket' | 'http';
  allow?: (who: { kim: Person; help: Channel; workspace: Workspace }) => readonly string[];
  scopes?: readonly string[];
  settings?: Partial<SlackSettings>;
  state?: State;
  rules?: readonly TenantRule[];
}

/** A workspace with kim in #help, and the real bot connected to it. */
export async function openOffice(options: OfficeOptions): Promise<Office> {
  const { store, world, mode = 'socket' } = options;
  const workspace = await Workspace.start({ scopes: options.scopes });
  const kim = workspace.person('kim', { zone: 'Europe/Berlin' });
  const help = workspace.channel('help', [kim]);
  const state = options.state ?? (await openState(':memory:'));
  const lines: string[] = [];
  const log: Log = createLog({ level: 'debug', out: { write: (line) => lines.push(line) } });
  let ahead = 0;
  const now = () => NOW + ahead;
  const answers = answersFrom({
    store,
    rules: options.rules ?? [],
    live: async (subject) => ({
      profile: subject.kind === 'person' ? profileSchema.parse(world.profileOf(subject.asked)) : null,
      notes: [],
    }),
  });
  const start = (more: Partial<SlackSettings> = {}) =>
    startSlack(
      {
        botToken: workspace.app.botToken,
        ...(mode === 'http' ? { signingSecret: workspace.app.signingSecret } : { appToken: workspace.app.appToken }),
        apiUrl: workspace.apiUrl,
        allow: options.allow?.({ kim, help, workspace }) ?? ['everyone'],
        questionsPerMinute: 100,
        ...options.settings,
        ...more,
      },
      { audit: state.audit, secrets: state.secrets, metrics: new Metrics(), log, now },
      answering({
        answers,
        state,
        kept: 30 * DAY,
        domain: 'larkspur.eu.auth0.com',
        version: '0.0.0-test',
        feed: () => store.coverage(),
        watchEvery: 50,
      }),
    );
  let server: Server | null = null;
  const connect = async (bot: SlackBot) => {
    if (bot.http === null) return workspace.connected();
    const { handle } = bot.http;
    server = createServer(handle);
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return workspace.useHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}${bot.http.path}`);
  };
  const disconnect = async (bot: SlackBot) => {
    await bot.stop();
    server?.closeAllConnections();
    server?.close();
  };
  const office: Office = {
    workspace,
    kim,
    help,
    state,
    bot: await start(),
    logged: () => lines.join(''),
    later: (ms) => {
      ahead += ms;
    },
    restart: async (more) => {
      await disconnect(office.bot);
      office.bot = await start(more);
      await connect(office.bot);
    },
    close: async () => {
      await disconnect(office.bot);
      if (options.state === undefined) await state.close();
      await workspace.stop();
    },
  };
  await connect(office.bot);
  return office;
}

export async function audited({ state }: Office): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const page of state.audit.rows()) rows.push(...page);
  return rows;
}
