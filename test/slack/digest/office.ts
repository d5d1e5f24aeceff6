import type { Channel } from '../../../playground/slack/channels.ts';
import type { Message } from '../../../playground/slack/messages.ts';
import type { Person } from '../../../playground/slack/person.ts';
import { Workspace } from '../../../playground/slack/workspace.ts';
import { simulateTenant } from '../../../playground/tenant/world.ts';
import { startDigests } from '../../../src/app/digests.ts';
import { createLog } from '../../../src/log.ts';
import { Metrics } from '../../../src/metrics.ts';
import { type SlackBot, startSlack } from '../../../src/slack/bot.ts';
import { openState } from '../../../src/state/open.ts';
import type { State } from '../../../src/state/port.ts';
import type { EventStore } from '../../../src/store/port.ts';
import { openEventStore } from '../../../src/store/sqlite/open.ts';
import { addRows } from '../office.ts';

const ZONE = 'Europe/Berlin';
/** Saturday noon in week 47, when the channel subscribes; the Monday after, a minute before and at nine in Berlin. */
export const SATURDAY = Date.parse('2026-11-21T11:00:00Z');
export const BEFORE_NINE = Date.parse('2026-11-23T07:59:00Z');
export const NINE = Date.parse('2026-11-23T08:00:00Z');
export const MINUTE = 60_000;
export const DAY = 1_440 * MINUTE;

/** Events of five weeks, and the weeks counted by now: many tests share both. */
export interface DigestStore {
  store: EventStore;
  remembered: State;
  close(): Promise<void>;
}

export async function digestStore(): Promise<DigestStore> {
  const store = await openEventStore(':memory:');
  await addRows(store, simulateTenant({ now: new Date(NINE + DAY), weeks: 5, size: 4_000 }).events);
  const remembered = await openState(':memory:');
  return {
    store,
    remembered,
    close: async () => {
      await store.close();
      await remembered.close();
    },
  };
}

export interface DigestOffice {
  workspace: Workspace;
  kim: Person;
  identity: Channel;
  state: State;
  /** What the operators were told. */
  told: string[];
  /** Moves the clock and lets what is due happen, as the schedule does every minute. */
  at(moment: number): Promise<void>;
  /** Messages of the channel that are no replies in a thread. */
  posts(): Message[];
  thread(of: Message): Message[];
  restart(): Promise<void>;
  logged(): string;
  close(): Promise<void>;
}

/** A workspace with kim in #identity, and the real bot with the digest alone. */
export async function openDigestOffice(
  { store, remembered }: Pick<DigestStore, 'store' | 'remembered'>,
  { scopes, allow, state: given }: { scopes?: readonly string[]; allow?: readonly string[]; state?: State } = {},
): Promise<DigestOffice> {
  const workspace = await Workspace.start({ scopes });
  const kim = workspace.person('kim', { zone: ZONE });
  const identity = workspace.channel('identity', [kim], { bot: true });
  let now = SATURDAY;
  const state = given ?? (await openState(':memory:', { now: () => now }));
  const lines: string[] = [];
  const log = createLog({ level: 'debug', out: { write: (line) => lines.push(line) } });
  const told: string[] = [];
  let processes = 0;
  const start = async (): Promise<{ bot: SlackBot; postDue: () => Promise<void> }> => {
    const { feature, tasks } = startDigests({
      store,
      state: { claims: state.claims, digests: state.digests, cursors: state.cursors, weeks: remembered.weeks },
      rules: [],
      zone: ZONE,
      tell: async (sentence) => void told.push(sentence),
      owner: `process ${++processes}`,
      now: () => now,
    });
    const bot = await startSlack(
      {
        botToken: workspace.app.botToken,
        appToken: workspace.app.appToken,
        apiUrl: workspace.apiUrl,
        allow: allow ?? ['everyone'],
        questionsPerMinute: 100,
      },
      { audit: state.audit, secrets: state.secrets, metrics: new Metrics(), log, now: () => now },
      [feature],
    );
    await workspace.connected();
    return { bot, postDue: tasks.find(({ name }) => name === 'digests')!.run };
  };
  let running = await start();
  return {
    workspace,
    kim,
    identity,
    state,
    told,
    async at(moment) {
      now = moment;
      await running.postDue();
    },
    posts: () =>
      kim
        .sees(identity)
        .filter(({ threadTs, ts, ephemeralTo }) => ephemeralTo === null && (threadTs === null || threadTs === ts)),
    thread: (of) => kim.sees(identity).filter(({ threadTs, ts }) => threadTs === of.ts && ts !== of.ts),
    async restart() {
      await running.bot.stop();
      running = await start();
    },
    logged: () => lines.join(''),
    async close() {
      await running.bot.stop();
      if (given === undefined) await state.close();
      await workspace.stop();
    },
  };
}

/** Kim subscribes the channel, on Saturday. */
export async function subscribe(office: DigestOffice, words = ''): Promise<void> {
  await office.kim.slash('/logindigest', `subscribe ${words}`, { channel: office.identity });
  await office.kim.waitsFor(office.identity, /This channel gets the digest/);
}
