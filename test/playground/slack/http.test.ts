import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SupportDesk, supportDesk } from '../../../playground/slack/support-desk.ts';
import { boltOverHttp } from './bolt.ts';
import { QUIET } from './client.ts';

interface Request {
  headers: IncomingMessage['headers'];
  body: string;
}

let desk: SupportDesk;
let server: Server;
let requests: Request[];
/** What the bare app answers with; null leaves the request open. */
let answer: { status: number; body: string } | null;

beforeEach(async () => {
  desk = await supportDesk();
  requests = [];
  answer = { status: 200, body: '' };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    if (body.includes('url_verification')) return response.end((JSON.parse(body) as { challenge: string }).challenge);
    requests.push({ headers: request.headers, body });
    desk.workspace.changes.tell({ kind: 'received' });
    if (answer) response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await desk.workspace.useHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await desk.workspace.stop();
});

const ask = () => desk.kim.slash('/whylogin', 'ada', { channel: desk.identityHelp });
const requestNumber = (count: number) => desk.workspace.changes.until(() => requests[count - 1]);

describe('a request URL', () => {
  it('gets commands as a signed form, and may answer with JSON or plain text', async () => {
    answer = { status: 200, body: 'Looking up …' };
    await ask();
    const { headers, body } = requests[0]!;
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    const signature = createHmac('sha256', desk.workspace.app.signingSecret).update(base).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${signature}`);
    const form = Object.fromEntries(new URLSearchParams(body));
    expect(form).toMatchObject({
      command: '/whylogin',
      text: 'ada',
      user_id: desk.kim.id,
      channel_name: 'identity-help',
    });
    await desk.kim.waitsFor(desk.identityHelp, /Looking up/);
  });

  it('gets what people do as JSON in a form', async () => {
    await desk.kim.shortcut('look_up');
    const payload = new URLSearchParams(requests[0]!.body).get('payload')!;
    expect(JSON.parse(payload)).toMatchObject({ type: 'shortcut', callback_id: 'look_up', user: { id: desk.kim.id } });
  });

  it('fails by its status, and by silence of three seconds', async () => {
    answer = { status: 500, body: '' };
    expect(await ask()).toEqual({ acknowledged: false, why: 'http_service_error' });
    answer = { status: 404, body: '' };
    expect(await ask()).toEqual({ acknowledged: false, why: 'http_client_error' });
    answer = null;
    const late = ask();
    await requestNumber(3);
    desk.workspace.clock.advance(3_000);
    expect(await late).toEqual({ acknowledged: false, why: 'operation_timeout' });
  });

  it('is sent events as JSON, again where they failed, with the number and the reason', async () => {
    answer = { status: 500, body: '' };
    await desk.kim.openHome();
    desk.workspace.clock.advance(1_000);
    await requestNumber(2);
    answer = { status: 200, body: '' };
    await desk.workspace.changes.until(() => desk.workspace.received.of('app_home_opened').length === 2);
    await new Promise(setImmediate);
    desk.workspace.clock.advance(60_000);
    const third = await requestNumber(3);
    expect(third.headers).toMatchObject({ 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_error' });
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(third.body)).toMatchObject({ type: 'event_callback', event: { type: 'app_home_opened' } });
  });
});

it('is refused by Bolt where the signing secret is another', async () => {
  const receiver = new HTTPReceiver({ signingSecret: 'of-another-app', logger: QUIET });
  const strict = await receiver.start({ port: 0, host: '127.0.0.1' });
  const { port } = strict.address() as AddressInfo;
  await expect(desk.workspace.useHttp(`http://127.0.0.1:${port}/slack/events`)).rejects.toThrow(/challenge/);
  await receiver.stop();
  const app = await boltOverHttp(desk.workspace);
  app.command('/whylogin', async ({ ack }) => ack('Here'));
  expect(await ask()).toMatchObject({ acknowledged: true, body: { text: 'Here' } });
  await app.stop();
});
