import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Method } from './api/method.ts';
import { METHODS } from './api/methods.ts';
import type { Trouble } from './faults.ts';
import { isObject, type JsonObject } from './json.ts';
import { RateLimited } from './rates.ts';
import type { Sent } from './received.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

/** Answers one HTTP request of the app: a Web API method, or a response_url. */
export async function serve(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await bodyOf(request);
  const path = new URL(request.url ?? '/', 'http://slack').pathname;
  if (path.startsWith('/api/')) return serveMethod(workspace, path.slice(5), request, bytes, response);
  if (path.startsWith('/respond/')) return serveAnswer(workspace, path, bytes, response);
  if (path.startsWith('/upload/')) return serveUpload(workspace, path, await fileIn(request, bytes), response);
  response.writeHead(404).end();
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function serveMethod(
  workspace: Workspace,
  name: string,
  request: IncomingMessage,
  bytes: Buffer,
  response: ServerResponse,
): void {
  const { token, ...args } = argsOf(request, bytes);
  const sent = workspace.received.record({ through: 'api', name, body: args });
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? token;
  answered(response, sent, workspace.faults.take(name), () => {
    const method = METHODS.get(name);
    if (!method) throw new SlackError('unknown_method', { req_method: name });
    authorize(workspace, method, typeof bearer === 'string' ? bearer : '');
    workspace.rates.call(method);
    response.setHeader('x-oauth-scopes', [...workspace.app.scopes].join(','));
    return { ok: true, ...method.run(workspace, args, sent) };
  });
}

function serveAnswer(workspace: Workspace, path: string, bytes: Buffer, response: ServerResponse): void {
  const body = parsed(bytes.toString());
  const sent = workspace.received.record({ through: 'response_url', name: 'response_url', body });
  answered(response, sent, workspace.faults.take('response_url'), () => {
    try {
      workspace.answers.through(path, body, sent);
      return 'ok';
    } catch (error) {
      // A spent address is 404. Bad content is refused with 200: an app that looks at the status alone believes it was shown.
      if (error instanceof SlackError && error.error.endsWith('_url')) response.statusCode = 404;
      throw error;
    }
  });
}

function serveUpload(workspace: Workspace, path: string, file: Buffer, response: ServerResponse): void {
  const sent = workspace.received.record({ through: 'upload', name: 'upload', body: file.toString() });
  answered(response, sent, workspace.faults.take('upload'), () => {
    if (workspace.files.upload(path, file)) return { ok: true };
    response.statusCode = 400;
    throw new SlackError('upload_failed');
  });
}

/** The uploaded bytes: the body itself, or the one file of a multipart form. */
async function fileIn(request: IncomingMessage, bytes: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return bytes;
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
}

/** Does what was asked, or what a test ordered instead, and answers. */
function answered(
  response: ServerResponse,
  sent: Sent,
  trouble: Trouble | undefined,
  run: () => JsonObject | 'ok',
): void {
  if (trouble?.kind === 'hang' && trouble.when === undefined) return;
  if (trouble?.kind === 'dropped' && trouble.when === 'before') {
    response.destroy();
    return;
  }
  if (trouble?.kind === 'status') {
    sent.answer = trouble.status;
    response.writeHead(trouble.status).end('upstream trouble');
    return;
  }
  try {
    if (trouble?.kind === 'rate_limited') throw new RateLimited(trouble.seconds);
    if (trouble?.kind === 'error') throw new SlackError(trouble.error, trouble.more);
    sent.answer = run();
  } catch (error) {
    if (error instanceof RateLimited) {
      response.statusCode = 429;
      response.setHeader('retry-after', error.seconds);
      sent.answer = { ok: false, error: 'ratelimited' };
    } else if (error instanceof SlackError) sent.answer = { ok: false, error: error.error, ...error.more };
    else throw error;
  }
  if (trouble?.kind === 'hang') {
    sent.answer = undefined;
    return;
  }
  if (trouble?.kind === 'dropped') {
    sent.answer = undefined;
    response.destroy();
    return;
  }
  const json = typeof sent.answer !== 'string';
  response.setHeader('content-type', json ? 'application/json; charset=utf-8' : 'text/html');
  response.end(json ? JSON.stringify(sent.answer) : sent.answer);
}

function authorize({ app }: Workspace, method: Method, token: string): void {
  if (token === '') throw new SlackError('not_authed');
  const kind = token === app.botToken ? 'bot' : token === app.appToken ? 'app' : null;
  if (kind === null) throw new SlackError('invalid_auth');
  if (!app.installed) throw new SlackError('account_inactive');
  if (kind !== method.token) throw new SlackError('not_allowed_token_type');
  const granted = kind === 'bot' ? app.scopes : app.appScopes;
  if (method.scopes.length > 0 && !method.scopes.some((scope) => granted.has(scope)))
    throw new SlackError('missing_scope', { needed: method.scopes.join(','), provided: [...granted].join(',') });
}

/** Form fields that hold JSON. */
const EMBEDDED: ReadonlySet<string> = new Set(['blocks', 'attachments', 'view', 'metadata', 'files']);

/** Arguments as JSON or as a form. */
function argsOf(request: IncomingMessage, bytes: Buffer): JsonObject {
  const text = bytes.toString();
  if (request.headers['content-type']?.includes('json')) {
    const value = parsed(text);
    return isObject(value) ? value : {};
  }
  const query = new URL(request.url ?? '/', 'http://slack').searchParams;
  const fields = [...query, ...new URLSearchParams(text)];
  return Object.fromEntries(fields.map(([name, value]) => [name, EMBEDDED.has(name) ? parsed(value) : value]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
