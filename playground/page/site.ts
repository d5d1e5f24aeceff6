import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { act, perform } from './acts.ts';
import { GALLERY, gallery } from './gallery-page.ts';
import { keepLive } from './live.ts';
import { addressOf, lookAt } from './look.ts';
import type { Playground } from './playground.ts';
import { regionsOf } from './regions.tsx';
import { STYLESHEET, styleSheet } from './style-sheet.ts';
import { documentOf } from './views/document.tsx';

const { resolve } = createRequire(import.meta.url);
const ASSETS = join(import.meta.dirname, 'assets');
const FILES: Readonly<Record<string, string>> = {
  '/page.js': join(ASSETS, 'page.js'),
  '/morph.js': resolve('idiomorph/dist/idiomorph.min.js'),
};
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.png': 'image/png' };
const LONGEST = 100_000;

/** The page of the playground, for this machine alone. */
export class Site {
  readonly #playground: Playground;
  readonly #server: Server;

  private constructor(playground: Playground) {
    this.#playground = playground;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @param port taken if it is free; else any */
  static async start(playground: Playground, port: number): Promise<Site> {
    const site = new Site(playground);
    await site.#listen(port).catch(() => site.#listen(0));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => resolve());
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#answer(request, response);
    } catch (error) {
      say(response, 500, (error as Error).message);
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', this.url);
    if (!this.#isOwn(request)) return say(response, 403, 'This page is for this machine alone.');
    if (request.method === 'POST') return path === '/act' ? this.#act(request, response) : say(response, 404, '');
    if (path === STYLESHEET) return styles(response);
    if (path === GALLERY) return html(response, await gallery());
    if (path in FILES) return this.#file(path, response);
    if (path.startsWith('/files/')) return this.#upload(path, response);
    if (path === '/') {
      const { support } = this.#playground.stage;
      response.writeHead(302, { location: addressOf({ at: 'channel', channel: support.id, thread: null }) }).end();
      return;
    }
    const look = lookAt(path === '/live' ? (searchParams.get('at') ?? '') : path);
    if (look === null) return say(response, 404, 'There is no such page.');
    if (path === '/live') return keepLive(look, this.#playground, response);
    if (look.at === 'home') void this.#playground.viewer.openHome();
    html(response, documentOf(look, this.#playground, regionsOf(look, this.#playground)));
  }

  /** A page of somebody else's, open in the same browser, gets nothing and does nothing here. */
  #isOwn({ headers: { host = '', origin } }: IncomingMessage): boolean {
    const { port } = new URL(this.url);
    const names = [`127.0.0.1:${port}`, `localhost:${port}`];
    return names.includes(host) && (origin === undefined || names.includes(origin.replace(/^http:\/\//, '')));
  }

  async #act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const done = act.safeParse(JSON.parse(await bodyOf(request)));
    if (!done.success) return say(response, 400, 'The page sent something strange.');
    try {
      await perform(done.data, this.#playground);
      response.writeHead(204).end();
    } catch (error) {
      say(response, 422, (error as Error).message);
    }
  }

  async #file(path: string, response: ServerResponse): Promise<void> {
    const text = await readFile(FILES[path]!, 'utf8');
    response.writeHead(200, { 'content-type': `${TYPES[extname(path)]}; charset=utf-8`, 'cache-control': 'no-cache' });
    response.end(text);
  }

  #upload(path: string, response: ServerResponse): void {
    const file = this.#playground.workspace.files.find(decodeURIComponent(path.slice('/files/'.length)));
    if (file?.bytes == null) return void say(response, 404, 'There is no such file.');
    const type = TYPES[extname(file.name)];
    const kept = type === undefined ? { 'content-disposition': 'attachment' } : {};
    response.writeHead(200, { 'content-type': type ?? 'application/octet-stream', ...kept }).end(file.bytes);
  }
}

async function styles(response: ServerResponse): Promise<void> {
  const text = await styleSheet();
  response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LONGEST) throw new Error('That is too long.');
  }
  return text;
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
