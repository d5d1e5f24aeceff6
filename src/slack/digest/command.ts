import { createHash } from 'node:crypto';
import type { App, SlashCommand } from '@slack/bolt';
import type { Filter } from '../../digest/digest.ts';
import { lastWholeWeek, type Week, weekNamed, weekOf } from '../../digest/week.ts';
import { WEEKDAYS } from '../../digest/wording.ts';
import { asFault, Fault } from '../../errors.ts';
import { askerOf } from '../asker.ts';
import { type Message, message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import type { Done } from '../gate.ts';
import { failed } from '../notices.ts';
import { type Reply, replyAt } from '../reply.ts';
import { bullets, channel, code, line, person, rich } from '../rich-text.ts';
import { type DigestRequest, filterFrom, filterWords, readDigestRequest } from './command-words.ts';
import { detailMessages } from './details.ts';
import type { DigestingPorts } from './digesting.ts';
import { digestMessage } from './message.ts';

export const DIGEST_COMMAND = '/logindigest';

/** `/logindigest`: a look at any week for oneself alone, and where digests are posted. */
export function registerDigestCommand(app: App, desk: Desk, ports: DigestingPorts): void {
  app.command(DIGEST_COMMAND, async ({ command, ack }) => {
    let request: DigestRequest;
    try {
      request = readDigestRequest(command.text);
    } catch (error) {
      return void (await ack({ response_type: 'ephemeral', ...failed(asFault(error)) }));
    }
    if (request.kind === 'help') return void (await ack({ response_type: 'ephemeral', ...help() }));
    await ack({
      response_type: 'ephemeral',
      ...note(request.kind === 'show' ? 'Counting the week …' : 'One moment …'),
    });
    const spot = { user: command.user_id, channel: command.channel_id, responseUrl: command.response_url };
    const inPlace = replyAt(desk, spot, { replace: true });
    const beside = replyAt(desk, spot, { replace: false });
    const action = request.kind === 'show' || request.kind === 'list' ? 'digest' : 'digest_subscribe';
    const act = { action, asker: askerOf(command), subject: null, ticket: null, reply: inPlace } as const;
    await desk.gate.run(act, () => answer(request, command, { desk, ports, inPlace, beside }));
  });
}

interface Answering {
  desk: Desk;
  ports: DigestingPorts;
  inPlace: Reply;
  beside: Reply;
}

async function answer(request: DigestRequest, command: SlashCommand, parts: Answering): Promise<Done> {
  switch (request.kind) {
    case 'show':
      return await show(request, parts);
    case 'subscribe':
      return await subscribe(request, command, parts);
    case 'unsubscribe':
      return await unsubscribe(request, command, parts);
    default:
      return await list(parts);
  }
}

async function show(
  { week: name, filter }: Extract<DigestRequest, { kind: 'show' }>,
  { desk, ports, inPlace, beside }: Answering,
): Promise<Done> {
  const week = weekAsked(name, desk.now(), ports.zone);
  const digest = await ports.make(week, filter);
  return {
    outcome: `shown ${week.name}`,
    show: async () => {
      await inPlace.show(digestMessage(digest, null, { charts: false }));
      for (const details of detailMessages(digest)) await beside.show(details);
    },
  };
}

function weekAsked(name: string | null, now: number, zone: string): Week {
  if (name === null) return lastWholeWeek(now, zone);
  const week = name === 'this' ? weekOf(now, zone) : weekNamed(name, zone);
  if (week.from > now) throw new Fault('bad_request', `${week.name} has not begun yet.`);
  return week;
}

async function subscribe(
  { weekday, time, filter }: Extract<DigestRequest, { kind: 'subscribe' }>,
  { channel_id: place, user_id: by }: SlashCommand,
  { ports, inPlace }: Answering,
): Promise<Done> {
  const words = `This channel gets the digest ${filterWords(filter)} every ${WEEKDAYS[weekday - 1]} at ${time} (${ports.zone}). I post only where I am a member: if I am not in this channel yet, add me with /invite.`;
  return {
    outcome: 'subscribed',
    show: async () => {
      const id = subscriptionId(place, filter);
      await ports.state.digests.subscribe({ id, channel: place, filter: { ...filter }, weekday, time, by });
      await inPlace.show(note(words));
    },
  };
}

async function unsubscribe(
  { filter }: Extract<DigestRequest, { kind: 'unsubscribe' }>,
  { channel_id: place }: SlashCommand,
  { ports, inPlace }: Answering,
): Promise<Done> {
  const id = subscriptionId(place, filter);
  const there = (await ports.state.digests.subscriptions()).some((subscription) => subscription.id === id);
  const words = there
    ? `This channel no longer gets the digest ${filterWords(filter)}.`
    : `This channel gets no digest ${filterWords(filter)}. ${DIGEST_COMMAND} list shows which channels get one.`;
  return {
    outcome: there ? 'unsubscribed' : 'not subscribed',
    show: async () => {
      await ports.state.digests.unsubscribe(id);
      await inPlace.show(note(words));
    },
  };
}

async function list({ ports, inPlace }: Answering): Promise<Done> {
  const all = await ports.state.digests.subscriptions();
  const lines = all.map(({ channel: place, filter, weekday, time, by }) => [
    channel(place),
    `: ${filterWords(filterFrom(filter))}, ${WEEKDAYS[weekday - 1]} ${time} (${ports.zone}), asked for by `,
    person(by),
  ]);
  const shown =
    all.length === 0
      ? note(`No channel gets a digest. Type ${DIGEST_COMMAND} subscribe in the channel that should.`)
      : message('Digests are posted to these channels.', [rich(line('Digests are posted here:'), bullets(lines))]);
  return { outcome: 'listed', show: () => inPlace.show(shown) };
}

/** One digest of each part of the tenant in a channel. */
export function subscriptionId(place: string, filter: Filter | undefined): string {
  const named = Object.entries(filter ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (named.length === 0) return place;
  return `${place} ${createHash('sha256').update(JSON.stringify(named)).digest('hex').slice(0, 12)}`;
}

function note(words: string): Message {
  return message(words, [rich(line(words))]);
}

function help(): Message {
  return message(
    `${DIGEST_COMMAND} shows the last whole week. ${DIGEST_COMMAND} subscribe posts it in this channel every week.`,
    [
      rich(
        line('The weekly digest: who logs in and when, what stops people, what changed.'),
        bullets([
          [code(DIGEST_COMMAND), ': the last whole week, shown to you alone'],
          [code(`${DIGEST_COMMAND} 2026-W46`), ': another week'],
          [code(`${DIGEST_COMMAND} this`), ': the week that is not over yet'],
          [code(`${DIGEST_COMMAND} app:"Customer Portal"`), ': a part of the tenant; also connection:… and org:…'],
          [code(`${DIGEST_COMMAND} subscribe Monday 09:00`), ': posted in this channel every week, of a part too'],
          [code(`${DIGEST_COMMAND} unsubscribe`), ': no longer posted here'],
          [code(`${DIGEST_COMMAND} list`), ': which channels get one'],
        ]),
      ),
    ],
  );
}
