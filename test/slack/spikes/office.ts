import type { Channel } from '../../../playground/slack/channels.ts';
import type { Message } from '../../../playground/slack/messages.ts';
import type { Person } from '../../../playground/slack/person.ts';
import { Workspace } from '../../../playground/slack/workspace.ts';
import { NO_PLACES } from '../../../src/event/ip-places.ts';
import { createLog } from '../../../src/log.ts';
import { Metrics } from '../../../src/metrics.ts';
import { type SlackBot, startSlack } from '../../../src/slack/bot.ts';
import { type Spikes, startSpikes } from '../../../src/slack/spikes/feature.ts';
import type { SpikeSettings } from '../../../src/slack/spikes/settings.ts';
import { openState } from '../../../src/state/open.ts';
import type { State } from '../../../src/state/port.ts';
import type { EventStore } from '../../../src/store/port.ts';
import { openEventStore } from '../../../src/store/sqlite/open.ts';
import { addRows, everyday, type Row, within } from '../../spikes/little-tenant.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Thursday, ten in the morning. */
export const NOW = Date.parse('2026-10-15T10:00:00Z');
const HISTORY = 3 * DAY;

/** Events of three quiet days before NOW, and of the hours after. */
export function quietDays(): { before: Row[]; after: Row[] } {
  const from = NOW - HISTORY;
  const rows = everyday({ logins: 1, failures: 0.4, from, minutes: (HISTORY + 6 * HOUR) / MINUTE });
  const now = new Date(NOW).toISOString();
  return { before: rows.filter(({ date }) => date < now), after: rows.filter(({ date }) => date >= now) };
}

export interface SpikeOffice {
  workspace: Workspace;
  kim: Person;
  watchers: Channel;
  state: State;
  store: EventStore;
  spikes: Spikes;
  bot: SlackBot;
  /** Lets time pass up to a moment, event by event stored. */
  until(at: number, rows: readonly Row[]): Promise<void>;
  /** Messages of the channel that are no replies in a thread. */
  posts(): Message[];
  notes(of: Message): Message[];
  now(): number;
  logged(): string;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A workspace with kim in #watchers, and the real bot that watches a small tenant. */
export async function openSpikeOffice(
  store: EventStore,
  {
    scopes,
    settings,
    allow,
  }: { scopes?: readonly string[]; settings?: Partial<SpikeSettings>; allow?: readonly string[] } = {},
): Promise<SpikeOffice> {
  const workspace = await Workspace.start({ scopes });
  const kim = workspace.person('kim', { zone: 'Europe/Berlin' });
  const watchers = workspace.channel('watchers', [kim], { bot: true });
  let now = NOW;
  const state = await openState(':memory:', { now: () => now });
  const lines: string[] = [];
  const log = createLog({ level: 'debug', out: { write: (line) => lines.push(line) } });
  const start = async () => {
    const spikes = startSpikes({
      store,
      state,
      places: NO_PLACES,
      settings: { channel: watchers.id, zone: 'UTC', onCall: [], onCallFrom: 'critical', quiet: null, ...settings },
      sensitivity: 'medium',
      polls: true,
      lost: async () => [],
      log,
      now: () => now,
      every: 20,
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
      [spikes.feature],
    );
    await workspace.connected();
    await spikes.settled();
    return { spikes, bot };
  };
  const stop = async () => {
    await office.bot.stop();
    await office.spikes.stop();
  };
  const office: SpikeOffice = {
    workspace,
    kim,
    watchers,
    state,
    store,
    ...(await start()),
    now: () => now,
    logged: () => lines.join(''),
    posts: () => kim.sees(watchers).filter(({ threadTs, ts }) => threadTs === null || threadTs === ts),
    notes: (of) => kim.sees(watchers).filter(({ threadTs, ts }) => threadTs === of.ts && ts !== of.ts),
    async until(at, rows) {
      for (let from = now; from < at; from += MINUTE) {
        const to = Math.min(at, from + MINUTE);
        const events = await addRows(store, within(rows, from, to));
        now = to + 20_000;
        office.spikes.stored(events);
        office.spikes.looked();
        await office.spikes.settled();
        now = to;
      }
    },
    async restart() {
      await stop();
      Object.assign(office, await start());
    },
    async close() {
      await stop();
      await state.close();
      await workspace.stop();
    },
  };
  return office;
}

export async function quietStore(before: readonly Row[]): Promise<EventStore> {
  const store = await openEventStore(':memory:');
  await addRows(store, before);
  return store;
}
