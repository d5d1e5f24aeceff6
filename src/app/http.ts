import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../errors.ts';
import type { Log } from '../log.ts';

/** Answers requests of one method and path; the path is compared whole, without the query. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export interface Listener {
  port: number;
  /** Takes no new connection; resolves when the open requests are answered. */
  close(): Promise<void>;
}

export function answer(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
}

/**
 * The process's one HTTP listener.
 * @throws Fault 'bad_configuration' where the port is taken or may not be opened
 */
export async function listen(port: number, routes: readonly Route[], log: Log): Promise<Listener> {
  let closing = false;
  const server = createServer((request, response) => {
    // A kept-alive connection would hold the end up for seconds.
    response.once('finish', () => closing && setImmediate(() => server.closeIdleConnections()));
    void dispatch(routes, request, response, log);
  });
  // An upload that trickles must not hold a connection for ever.
  server.requestTimeout = 60_000;
  await opened(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.close(() => resolve());
      }),
  };
}

async function dispatch(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0];
  const here = routes.filter((route) => route.path === path);
  const route = here.find(({ method }) => method === request.method || (method === 'GET' && request.method === 'HEAD'));
  if (route === undefined) {
    request.resume();
    if (here.length > 0) response.setHeader('allow', here.map(({ method }) => method).join(', '));
    return answer(response, here.length > 0 ? 405 : 404, here.length > 0 ? 'Method not allowed.\n' : 'Not found.\n');
  }
  try {
    await route.handle(request, response);
  } catch (error) {
    log.error({ path, problem: error instanceof Fault ? error.operator : String(error) }, 'request failed');
    if (response.headersSent) response.destroy();
    else answer(response, 500, 'Something went wrong inside whylogin. The log has the details.\n');
  }
}

function opened(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'another program has it'
          : error.code === 'EACCES'
            ? 'this user may not open it'
            : `it cannot be opened (${error.code})`;
      reject(
        new Fault('bad_configuration', `PORT ${port}: ${why}. Set PORT to a free one (0 takes any).`, { cause: error }),
      );
    });
    server.listen(port, resolve);
  });
}
