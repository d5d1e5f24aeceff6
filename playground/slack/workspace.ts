import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from './changes.ts';
import { type Channel, Channels } from './channels.ts';
import { Clock } from './clock.ts';
import type { Answer, Delivery } from './delivery/answer.ts';
import { EventsApi } from './delivery/events-api.ts';
import { HttpDelivery } from './delivery/http.ts';
import { SocketMode } from './delivery/socket-mode.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { Ids } from './ids.ts';
import { type Installation, install, USUAL_SCOPES } from './installation.ts';
import type { JsonObject } from './json.ts';
import { Messages } from './messages.ts';

import { type Group, People } from './people.ts';
import { Person } from './person.ts';
import { Rates } from './rates.ts';
import { Received } from './received.ts';
import { Answers } from './response-url.ts';
import { serve } from './server.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';

/**
 * A Slack workspace in one process, as strict as the real one, for an unmodified Bolt app:
 *
 *     const workspace = await Workspace.start();
 *     const kim = workspace.person('kim', { zone: 'Europe/Berlin' });
 *     const help = workspace.channel('help', [kim]);               // the bot is not in it; add `bot: true`
 *     // the app under test gets workspace.environment (tokens, SLACK_API_URL), and connects
 *     await workspace.connected();
 *     await kim.slash('/whylogin', 'ada@example.com', { channel: help });
 *     const answer = await kim.waitsFor(help, /never finished setting up MFA/);
 *     await kim.click(answer, 'timeline');                          // action_id, or the words on the button
 *     const modal = await kim.waitsForModal(/Timeline/);
 *     expect(workspace.received.text('channel')).not.toContain('ada@example.com');
 *     await workspace.stop();
 *
 * HTTP mode: `await workspace.useHttp('http://127.0.0.1:3000/slack/events')` instead of `connected()`.
 * Trouble: `workspace.faults`, `workspace.down = true`, `workspace.socket.cut()`; time: `workspace.clock.advance(ms)`; scopes: `workspace.app.scopes`.
 */
export class Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly clock = new Clock();
  readonly ids = new Ids();
  readonly changes = new Changes();
  readonly received = new Received(this.clock, this.changes);
  readonly faults = new Faults();
  readonly rates = new Rates(this.clock);
  readonly triggers = new Triggers(this.clock, this.ids);
  readonly people = new People(this.ids);
  readonly channels = new Channels(this.ids);
  readonly messages = new Messages(this.clock, this.ids, this.changes);
  readonly views = new Views(this.ids, this.changes);
  readonly files = new Files(this.clock, this.ids);
  readonly answers = new Answers(this.clock, this.ids, this.messages, this.files, () => this.app.botUser);
  readonly app: Installation;
  readonly socket: SocketMode;
  /** How long after posting a message may still be edited, milliseconds; a setting of the workspace. */
  editWindow = Number.POSITIVE_INFINITY;
  readonly #events = new EventsApi(this);
  #http: HttpDelivery | null = null;
  readonly #server: Server;

  private constructor(server: Server, scopes: readonly string[]) {
    this.#server = server;
    this.team = { id: this.ids.next('T'), name: 'Larkspur', domain: 'larkspur' };
    const bot = { team: this.team.id, name: 'whylogin', realName: 'whylogin', zone: 'UTC', isBot: true };
    const { id, name } = this.people.add(bot);
    this.app = install(this.ids, { user: id, name }, scopes);
    this.socket = new SocketMode(this.clock, this.changes, this.received, this.app.appId);
  }

  /** @param scopes granted to the bot token; `commands` and `chat:write` where nothing is said */
  static async start({ scopes = USUAL_SCOPES }: { scopes?: readonly string[] } = {}): Promise<Workspace> {
    const server = createServer();
    const workspace = new Workspace(server, scopes);
    server.on('request', (request, response) => void serve(workspace, request, response));
    server.on('upgrade', (request, socket, head) => {
      if (workspace.faults.outage) socket.destroy();
      else workspace.socket.upgrade(request, socket, head);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return workspace;
  }

  async stop(): Promise<void> {
    this.socket.stop();
    this.clock.stop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Where the workspace answers, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  /** What the app reads from its environment to connect here: Socket Mode, or HTTP with `http`. */
  environment(mode: 'socket' | 'http' = 'socket'): Record<string, string> {
    const secret: Record<string, string> =
      mode === 'http' ? { SLACK_SIGNING_SECRET: this.app.signingSecret } : { SLACK_APP_TOKEN: this.app.appToken };
    return { SLACK_BOT_TOKEN: this.app.botToken, SLACK_API_URL: this.apiUrl, ...secret };
  }

  /** Somebody new. `team` makes them a guest of another workspace (Slack Connect). */
  person(name: string, about: { realName?: string; zone?: string; team?: string } = {}): Person {
    const { realName = name, zone = 'UTC', team = this.team.id } = about;
    return new Person(this, this.people.add({ name, realName, zone, team, isBot: false }));
  }

  group(handle: string, members: readonly Person[]): Group {
    return this.people.addGroup(
      handle,
      members.map(({ id }) => id),
    );
  }

  /** A new channel with these people in it; with `bot`, the app's bot too. */
  channel(
    name: string,
    people: readonly Person[] = [],
    about: { private?: boolean; bot?: boolean; shared?: boolean } = {},
  ): Channel {
    const members = people.map(({ id }) => id);
    return this.channels.add({
      name,
      kind: about.private ? 'private' : 'public',
      shared: about.shared ?? false,
      members: about.bot ? [...members, this.app.botUser] : members,
    });
  }

  /** A person's direct message with the bot, or between two people. */
  direct(one: Person, other: { id: string } = { id: this.app.botUser }): Channel {
    return this.channels.direct(one.id, other.id);
  }

  /** Resolves when the app has opened a socket. */
  connected(sockets = 1): Promise<boolean> {
    return this.changes.until(() => this.socket.connections >= sockets, {
      within: 60_000,
      waiting: () => `${sockets} open sockets, but ${this.socket.connections}`,
    });
  }

  /** From now on payloads go to this request URL, which must answer Slack's verification. */
  async useHttp(url: string): Promise<void> {
    const http = new HttpDelivery(url, this.app.signingSecret, this.clock, this.received);
    if (!(await http.verify())) throw new Error(`${url} did not answer the challenge`);
    this.#http = http;
  }

  get delivery(): Delivery {
    return this.#http ?? this.socket;
  }

  /** Slack is down: sockets are cut, every connection breaks, until it is up again. */
  set down(down: boolean) {
    this.faults.outage = down;
    if (down) this.socket.cut();
  }

  /** Tells the app of an event. Resolves when it has acknowledged, or failed to; then it is told again, up to three times. */
  event(event: JsonObject): Promise<Answer> {
    return this.#events.tell(event);
  }
}
