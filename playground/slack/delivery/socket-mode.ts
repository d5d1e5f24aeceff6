import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Changes } from '../changes.ts';
import type { Clock } from '../clock.ts';
import { isObject, type JsonObject } from '../json.ts';
import { ACKNOWLEDGE_WITHIN, SOCKETS } from '../limits.ts';
import type { Received } from '../received.ts';
import { type Answer, type Delivery, type EnvelopeType, nameOf } from './answer.ts';

const PING_EVERY = 10_000;

/** Socket Mode: the app's open sockets, of which one gets each payload. */
export class SocketMode implements Delivery {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #sockets: WebSocket[] = [];
  readonly #sent = new Map<string, { name: string; done: (answer: Answer) => void }>();
  readonly #clock: Clock;
  readonly #changes: Changes;
  readonly #appId: string;
  readonly #received: Received;
  #turn = 0;

  constructor(clock: Clock, changes: Changes, received: Received, appId: string) {
    this.#clock = clock;
    this.#changes = changes;
    this.#appId = appId;
    this.#received = received;
  }

  get connections(): number {
    return this.#sockets.length;
  }

  /** A path that opens one socket, once. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (open) => this.#welcome(open));
  }

  async send(type: EnvelopeType, payload: JsonObject, retry?: { num: number; reason: string }): Promise<Answer> {
    const socket = this.#sockets[this.#turn++ % this.#sockets.length];
    if (!socket) return { acknowledged: false, why: 'dispatch_failed' };
    const id = randomUUID();
    const envelope = {
      envelope_id: id,
      type,
      payload,
      accepts_response_payload: type !== 'events_api',
      ...(type === 'events_api' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }),
    };
    return new Promise((resolve) => {
      const done = (answer: Answer) => {
        cancel();
        socket.off('close', lost);
        resolve(answer);
      };
      const lost = () => done({ acknowledged: false, why: 'dispatch_failed' });
      const late = () => done({ acknowledged: false, why: 'operation_timeout' });
      const cancel = this.#clock.after(ACKNOWLEDGE_WITHIN, late);
      socket.on('close', lost);
      this.#sent.set(id, { name: nameOf(payload), done });
      socket.send(JSON.stringify(envelope));
    });
  }

  /** Slack's routine: it asks every socket to reconnect, as it does about once an hour. */
  refresh(reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void {
    for (const socket of this.#sockets)
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-playground' } }));
  }

  /** Cuts every socket without a word. */
  cut(): void {
    for (const socket of [...this.#sockets]) socket.terminate();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    if (this.#sockets.length >= SOCKETS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    this.#sockets.push(socket);
    const ping = setInterval(() => socket.ping(), PING_EVERY).unref();
    socket.on('close', () => {
      clearInterval(ping);
      this.#sockets.splice(this.#sockets.indexOf(socket), 1);
      this.#changes.tell({ kind: 'disconnected' });
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => this.#acknowledged(String(data)));
    const hello = {
      type: 'hello',
      num_connections: this.#sockets.length,
      debug_info: { host: 'applink-playground', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#appId },
    };
    socket.send(JSON.stringify(hello));
    this.#changes.tell({ kind: 'connected' });
  }

  #acknowledged(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isObject(message) || typeof message.envelope_id !== 'string') return;
    const asked = this.#sent.get(message.envelope_id);
    if (!asked) return;
    const body = isObject(message.payload) ? message.payload : {};
    const sent = this.#received.record({ through: 'acknowledgement', name: asked.name, body });
    asked.done({ acknowledged: true, body, sent });
  }
}
