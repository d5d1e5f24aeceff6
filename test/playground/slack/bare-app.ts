import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../playground/slack/json.ts';
import type { Workspace } from '../../../playground/slack/workspace.ts';

/** An app that keeps every payload of an interaction, and acknowledges it with what a test says. */
export class BareApp {
  payloads: JsonObject[] = [];
  /** Empty: with nothing. */
  acknowledgement: JsonObject = {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += String(part);
      if (body.startsWith('{')) return response.end((JSON.parse(body) as { challenge?: string }).challenge);
      this.payloads.push(JSON.parse(new URLSearchParams(body).get('payload')!) as JsonObject);
      response.setHeader('content-type', 'application/json');
      response.end(Object.keys(this.acknowledgement).length > 0 ? JSON.stringify(this.acknowledgement) : '');
    });
  }

  static async behind(workspace: Workspace): Promise<BareApp> {
    const app = new BareApp();
    await new Promise<void>((resolve) => app.#server.listen(0, '127.0.0.1', resolve));
    await workspace.useHttp(`http://127.0.0.1:${(app.#server.address() as AddressInfo).port}/`);
    return app;
  }

  get last(): JsonObject | undefined {
    return this.payloads.at(-1);
  }

  reset(): void {
    this.payloads = [];
    this.acknowledgement = {};
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
