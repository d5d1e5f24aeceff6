import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { boltInSocketMode } from './bolt.ts';
import { clientOf } from './client.ts';

interface Envelope {
  type: string;
  envelope_id: string;
  retry_attempt?: number;
  accepts_response_payload: boolean;
  payload: { command?: string; event?: object; event_id?: string };
  reason?: string;
}

/** A bare socket, as an app without Bolt would open one. */
class Wire {
  readonly heard: Envelope[] = [];
  readonly #socket: WebSocket;
  readonly #desk: SupportDesk;

  private constructor(desk: SupportDesk, url: string) {
    this.#desk = desk;
    this.#socket = new WebSocket(url);
    this.#socket.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)) as Envelope);
      this.#desk.workspace.changes.tell({ kind: 'received' });
    });
  }

  static async open(desk: SupportDesk): Promise<Wire> {
    const { app } = desk.workspace;
    const { url } = await clientOf(desk.workspace, app.appToken).apps.connections.open({});
    const wire = new Wire(desk, url!);
    await wire.hears('hello', 'disconnect');
    return wire;
  }

  /** The newest envelope of one of these types, when it comes. */
  hears(...types: string[]): Promise<Envelope> {
    return this.#desk.workspace.changes.until(() => this.heard.findLast(({ type }) => types.includes(type)));
  }

  acknowledge({ envelope_id }: Envelope, payload: object = {}): void {
    this.#socket.send(JSON.stringify({ envelope_id, payload }));
  }

  get closed(): Promise<unknown> {
    return new Promise((resolve) => this.#socket.once('close', resolve));
  }
}

describe('bare sockets', () => {
  let desk: SupportDesk;

  beforeEach(async () => {
    desk = await supportDesk();
  });

  afterEach(() => desk.workspace.stop());

  const ask = () => desk.kim.slash('/whylogin', 'ada', { channel: desk.identityHelp });

  it('says hello, delivers an envelope, and takes its acknowledgement with an answer', async () => {
    const wire = await Wire.open(desk);
    const answer = ask();
    const envelope = await wire.hears('slash_commands');
    expect(envelope).toMatchObject({ accepts_response_payload: true, payload: { command: '/whylogin', text: 'ada' } });
    wire.acknowledge(envelope, { text: 'Looking up …' });
    expect(await answer).toMatchObject({ acknowledged: true });
    await desk.kim.waitsFor(desk.identityHelp, /Looking up/);
  });

  it('refuses an answer with bad blocks before the eyes of the person', async () => {
    const wire = await Wire.open(desk);
    const answer = ask();
    wire.acknowledge(await wire.hears('slash_commands'), { text: 'x', blocks: [{ type: 'marquee' }] });
    await answer;
    await desk.kim.waitsFor(desk.identityHelp, /\/whylogin failed with the error "invalid_blocks"/);
  });

  it('gives each payload to one of several sockets', async () => {
    const wires = [await Wire.open(desk), await Wire.open(desk)];
    const answers = [ask(), ask()];
    for (const wire of wires) wire.acknowledge(await wire.hears('slash_commands'));
    await Promise.all(answers);
    expect(wires.map(({ heard }) => heard.filter(({ type }) => type === 'slash_commands').length)).toEqual([1, 1]);
  });

  it('waits three seconds, then tells the person that the command failed', async () => {
    const wire = await Wire.open(desk);
    const answer = ask();
    const envelope = await wire.hears('slash_commands');
    desk.workspace.clock.advance(3_000);
    expect(await answer).toEqual({ acknowledged: false, why: 'operation_timeout' });
    await desk.kim.waitsFor(desk.identityHelp, /\/whylogin failed with the error "operation_timeout"/);
    wire.acknowledge(envelope, { text: 'Too late' });
    await desk.workspace.changes.until(() => desk.workspace.received.of('/whylogin').length === 1);
    expect(desk.kim.sees(desk.identityHelp)).toHaveLength(1);
  });

  it('fails at once where nobody is connected, or the socket breaks', async () => {
    expect(await ask()).toEqual({ acknowledged: false, why: 'dispatch_failed' });
    const wire = await Wire.open(desk);
    const answer = ask();
    await wire.hears('slash_commands');
    desk.workspace.socket.cut();
    expect(await answer).toEqual({ acknowledged: false, why: 'dispatch_failed' });
  });

  it('allows ten sockets, and each address once', async () => {
    const wires: Wire[] = [];
    for (let i = 0; i < 10; i++) wires.push(await Wire.open(desk));
    desk.workspace.rates.limited = false;
    const eleventh = await Wire.open(desk);
    expect(await eleventh.hears('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
    const { url } = await clientOf(desk.workspace, desk.workspace.app.appToken).apps.connections.open({});
    const first = new WebSocket(url!);
    await new Promise((resolve) => first.once('open', resolve));
    const second = new WebSocket(url!);
    expect(await new Promise((resolve) => second.once('error', resolve))).toBeInstanceOf(Error);
  });

  it('sends an event again that was not acknowledged, three times, the same', async () => {
    const wire = await Wire.open(desk);
    const attempts = () => wire.heard.filter(({ type }) => type === 'events_api');
    void desk.kim.openHome();
    for (const wait of [1_000, 60_000, 300_000]) {
      const before = attempts().length + 1;
      await desk.workspace.changes.until(() => attempts().length === before);
      desk.workspace.clock.advance(3_000);
      await new Promise(setImmediate);
      desk.workspace.clock.advance(wait);
    }
    await desk.workspace.changes.until(() => attempts().length === 4);
    expect(attempts().map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1, 2, 3]);
    expect(new Set(attempts().map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(attempts()[0]).toMatchObject({ accepts_response_payload: false });
  });
});

describe('Bolt', () => {
  let desk: SupportDesk;
  let app: App;

  beforeEach(async () => {
    desk = await supportDesk();
    app = await boltInSocketMode(desk.workspace);
    app.command('/whylogin', async ({ ack }) => ack('Here'));
  });

  afterEach(async () => {
    await app.stop();
    await desk.workspace.stop();
  });

  const works = async () => {
    const answer = await desk.kim.slash('/whylogin', 'ada', { channel: desk.identityHelp });
    expect(answer).toMatchObject({ acknowledged: true, body: { text: 'Here' } });
  };

  it('comes back after Slack asked it to reconnect', async () => {
    await works();
    desk.workspace.socket.refresh();
    await desk.workspace.changes.until(() => desk.workspace.socket.connections === 0);
    await desk.workspace.connected();
    await works();
  });

  it('comes back after its socket was cut', async () => {
    desk.workspace.socket.cut();
    await desk.workspace.changes.until(() => desk.workspace.socket.connections === 0);
    await desk.workspace.connected();
    await works();
  });
});
