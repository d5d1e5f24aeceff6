import { startDigests } from '../../src/app/digests.ts';
import { openIpPlaces } from '../../src/app/ip-places.ts';
import type { Arrival, LogEvent } from '../../src/event/log-event.ts';
import { normalize } from '../../src/event/normalize.ts';
import { profileSchema } from '../../src/live/profile.ts';
import { createLog } from '../../src/log.ts';
import { Metrics } from '../../src/metrics.ts';
import { answering } from '../../src/slack/answer/feature.ts';
import { type SlackBot, startSlack } from '../../src/slack/bot.ts';
import { type Spikes, startSpikes } from '../../src/slack/spikes/feature.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import type { EventStore } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { answersFrom } from '../../src/why/answers.ts';
import type { Channel } from '../slack/channels.ts';
import type { Message } from '../slack/messages.ts';
import type { Group as UserGroup } from '../slack/people.ts';
import type { Person } from '../slack/person.ts';
import { Workspace } from '../slack/workspace.ts';
import type { ApiRow } from '../tenant/forms.ts';
import { simulateTenant, type World } from '../tenant/world.ts';
import type { Group, Shown } from './shown.ts';

export const ZONE = 'Europe/Berlin';
/** Saturday noon in Berlin: the channel subscribes, and on Monday at nine the week's digest is due. */
const SATURDAY = Date.parse('2026-11-21T11:00:00Z');
export const MONDAY_NINE = Date.parse('2026-11-23T08:00:00Z');
export const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Rows as the store takes them. */
export function arrivalsOf(rows: readonly object[]): Arrival[] {
  return rows.map((row) => {
    const read = normalize(row as Parameters<typeof normalize>[0]);
    if (!('event' in read)) throw new Error('a row that cannot be understood');
    return { event: read.event, body: JSON.stringify(row) };
  });
}

/**
 * The real bot with everything it can do, in this process, over an invented tenant and a simulated workspace, at a
 * clock of its own. Whatever it says is taken down.
 */
export class Office {
  readonly world: World;
  readonly workspace: Workspace;
  /** May ask. */
  readonly kim: Person;
  /** May ask in #support alone. */
  readonly ravi: Person;
  /** Of another workspace. */
  readonly sasha: Person;
  readonly tier2: UserGroup;
  readonly support: Channel;
  readonly identity: Channel;
  readonly onCall: Channel;
  /** Shared with another workspace. */
  readonly shared: Channel;
  readonly shown: Shown[] = [];
  readonly store: EventStore;
  readonly state: State;
  /** All that the process logged, a line an entry. */
  readonly logged: string[] = [];
  readonly told: string[] = [];
  spikes!: Spikes;
  postDue!: () => Promise<void>;
  #bot!: SlackBot;

  private constructor(world: World, workspace: Workspace, store: EventStore, state: State) {
    this.world = world;
    this.workspace = workspace;
    this.store = store;
    this.state = state;
    this.kim = workspace.person('kim', { realName: 'Kim Sorensen', zone: ZONE });
    this.ravi = workspace.person('ravi', { realName: 'Ravi Menon', zone: ZONE });
    this.sasha = workspace.person('sasha', { realName: 'Sasha Lind', team: workspace.ids.next('T') });
    this.tier2 = workspace.group('support-tier2', [this.kim]);
    this.support = workspace.channel('support', [this.kim, this.ravi]);
    this.identity = workspace.channel('identity', [this.kim, this.ravi], { bot: true });
    this.onCall = workspace.channel('on-call', [this.kim, this.ravi], { bot: true });
    this.shared = workspace.channel('ext-northwind', [this.kim, this.sasha], { bot: true, shared: true });
  }

  static async open(): Promise<Office> {
    const world = simulateTenant({ now: new Date(MONDAY_NINE), weeks: 5, size: 5_000 });
    const workspace = await Workspace.start({ scopes: ['commands', 'chat:write', 'files:write', 'usergroups:read'] });
    workspace.clock.advance(SATURDAY - Date.now());
    const state = await openState(':memory:', { now: () => workspace.clock.now() });
    const office = new Office(world, workspace, await openEventStore(':memory:'), state);
    await office.add(world.events);
    await office.#start();
    return office;
  }

  now(): number {
    return this.workspace.clock.now();
  }

  /** Moves the clock forward. */
  at(moment: number): void {
    if (moment > this.now()) this.workspace.clock.advance(moment - this.now());
  }

  /** Takes down what stands there now. */
  take(group: Group, title: string, what: Shown['what']): void {
    this.shown.push({ group, title, what });
  }

  /** Types a command; resolves with what is answered, once that fits. */
  async types(
    words: string,
    fits: RegExp,
    { who = this.kim, command = '/whylogin', channel = this.support } = {},
  ): Promise<Message> {
    const before = new Set(who.sees(channel).map(({ ts }) => ts));
    await who.slash(command, words, { channel });
    return who.waitsFor(channel, (message) => !before.has(message.ts) && fits.test(JSON.stringify(message.blocks)));
  }

  /** Puts rows into the store, as if they had just come. */
  async add(rows: readonly ApiRow[]): Promise<LogEvent[]> {
    const arrivals = arrivalsOf(rows);
    await this.store.add(arrivals);
    return arrivals.map(({ event }) => event);
  }

  /** Lets a minute pass in which these rows come. */
  async minute(rows: readonly ApiRow[]): Promise<void> {
    this.at(this.now() + MINUTE);
    this.spikes.stored(await this.add(rows));
    this.spikes.looked();
    await this.spikes.settled();
  }

  async close(): Promise<void> {
    await this.#bot.stop();
    await this.spikes.stop();
    await this.workspace.stop();
    await this.store.close();
    await this.state.close();
  }

  async #start(): Promise<void> {
    const { store, state, workspace, world } = this;
    const log = createLog({ level: 'debug', out: { write: (line) => this.logged.push(line) } });
    const now = () => this.now();
    const answers = answersFrom({
      store,
      rules: [],
      live: async (subject) => ({
        profile: subject.kind === 'person' ? profileSchema.parse(world.profileOf(subject.asked)) : null,
        notes: [],
      }),
    });
    this.spikes = startSpikes({
      store,
      state,
      places: openIpPlaces(),
      settings: {
        channel: this.onCall.id,
        zone: ZONE,
        onCall: [this.tier2.id],
        onCallFrom: 'critical',
        quiet: null,
      },
      sensitivity: 'medium',
      polls: true,
      lost: async () => [],
      log,
      now,
      every: 20,
    });
    const { feature, tasks } = startDigests({
      store,
      state,
      rules: [],
      zone: ZONE,
      tell: async (sentence) => void this.told.push(sentence),
      owner: 'tour',
      now,
    });
    this.postDue = tasks.find(({ name }) => name === 'digests')!.run;
    this.#bot = await startSlack(
      {
        botToken: workspace.app.botToken,
        appToken: workspace.app.appToken,
        apiUrl: workspace.apiUrl,
        allow: [this.tier2.id, this.support.id],
        questionsPerMinute: 1_000,
      },
      { audit: state.audit, secrets: state.secrets, metrics: new Metrics(), log, now },
      [
        ...answering({
          answers,
          state,
          kept: 30 * DAY,
          domain: 'larkspur.eu.auth0.com',
          version: '0.1.0',
          feed: () => store.coverage(),
          incidentOf: (stopped) => this.spikes.openIncidentFor(stopped),
          watchEvery: 20,
        }),
        feature,
        this.spikes.feature,
      ],
    );
    await workspace.connected();
    await this.spikes.settled();
  }
}
