import { randomUUID } from 'node:crypto';
import type { App, BlockAction } from '@slack/bolt';
import { asFault, Fault } from '../../errors.ts';
import type { Watch } from '../../state/port.ts';
import { type Asker, askerOf } from '../asker.ts';
import { message } from '../blocks.ts';
import type { Desk, Running } from '../feature.ts';
import { edit, PostFailed, post } from '../posting.ts';
import { replyAt } from '../reply.ts';
import { line, rich } from '../rich-text.ts';
import { type AnsweringPorts, asked } from './answering.ts';
import { ANSWER_BUTTONS, WATCH_MINUTES } from './message.ts';
import { onPress } from './press.ts';
import { decodeQuestion, encodeQuestion, type FixedQuestion } from './question.ts';
import { triesSince, UNWATCH, type WatchedTry, type WatchState, watchMessage } from './watch-message.ts';

const MINUTE = 60_000;
const LONG = WATCH_MINUTES * MINUTE;
const MOST = 5;
const EVERY = 5_000;
/** A process that dies gives its watches up after this. */
const LEASE = 30_000;

/**
 * Watch: one direct message of the bot, edited in place as the person tries again, closed by itself. What is watched
 * stands in the state, so that a restart goes on with it.
 */
export function registerWatch(app: App, desk: Desk, ports: AnsweringPorts): Running {
  onPress(app, desk, ANSWER_BUTTONS.watch, async (press) => {
    await desk.gate.run(press.act('watch', press.beside), async () => {
      const open = await ports.state.watches.openOf(press.asker.user);
      if (open.length >= MOST)
        throw new Fault(
          'bad_request',
          `You watch ${MOST} people already. Stop one of them, or wait until one is over.`,
        );
      return {
        outcome: 'watching',
        show: async () => {
          await begin(desk, ports, press.asker, press.question);
          const words = `I’ll tell you in a direct message when they try again, for ${WATCH_MINUTES} minutes.`;
          await press.beside.show(message(words, [rich(line(words))]));
        },
      };
    });
  });

  app.action<BlockAction>({ type: 'block_actions', action_id: UNWATCH }, async ({ ack, body, action }) => {
    await ack();
    const watch = 'value' in action ? await ports.state.watches.get(action.value ?? '') : undefined;
    const presser = askerOf(body);
    if (watch === undefined || watch.actor !== presser.user) return;
    // Where only a channel is allowed, its direct message is not: the right to watch came from there.
    const asker = { ...presser, channel: watch.place };
    const reply = replyAt(
      desk,
      { user: presser.user, channel: presser.channel, responseUrl: body.response_url ?? null },
      { replace: false },
    );
    await desk.gate.run({ action: 'unwatch', asker, subject: null, ticket: null, reply }, async () => ({
      outcome: 'stopped',
      show: async () => end(desk, ports, watch, { ...(await stateOf(ports, watch, desk.now())), state: 'stopped' }),
    }));
  });

  return looking(desk, ports, ports.watchEvery ?? EVERY);
}

async function begin(desk: Desk, ports: AnsweringPorts, asker: Asker, question: FixedQuestion): Promise<void> {
  const at = desk.now();
  const until = at + LONG;
  const { asked: name } = await ports.answers.explain(asked({ ...question, at, since: MINUTE }), 'channel');
  const id = randomUUID();
  const shown: WatchState = { id, name, from: at, until, tries: [], state: 'open' };
  const { channel, ts } = await post(desk.posting, asker.user, watchMessage(shown));
  await ports.state.watches.open({
    id,
    actor: asker.user,
    channel,
    ts,
    place: asker.channel,
    at,
    until,
    question: encodeQuestion(question),
    shown: '[]',
  });
}

async function stateOf(ports: AnsweringPorts, watch: Watch, now: number): Promise<WatchState> {
  const question = decodeQuestion(watch.question);
  const at = Math.min(now, watch.until);
  const explanation = await ports.answers.explain(
    asked({ ...question, application: null, at, since: Math.max(at - watch.at, 1_000) }),
    'channel',
  );
  const tries = triesSince(explanation, watch.at);
  const state = tries.some(({ outcome }) => outcome === 'succeeded') ? 'in' : now >= watch.until ? 'over' : 'open';
  return { id: watch.id, name: explanation.asked, from: watch.at, until: watch.until, tries, state };
}

/** Looks at every watch that no other process has, again and again, one after the other. */
function looking(desk: Desk, ports: AnsweringPorts, every: number): Running {
  const owner = randomUUID();
  let stopped = false;
  let timer: NodeJS.Timeout;
  let round: Promise<void> = Promise.resolve();
  const again = () => {
    timer = setTimeout(() => {
      round = look(desk, ports, owner).finally(() => {
        if (!stopped) again();
      });
    }, every);
  };
  again();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
      await ports.state.watches.release(owner).catch(() => undefined);
    },
  };
}

async function look(desk: Desk, ports: AnsweringPorts, owner: string): Promise<void> {
  try {
    for (const watch of await ports.state.watches.take(owner, LEASE)) await lookAt(desk, ports, watch);
  } catch (error) {
    desk.log.error({ problem: asFault(error).operator }, 'watches could not be looked at');
  }
}

async function lookAt(desk: Desk, ports: AnsweringPorts, watch: Watch): Promise<void> {
  try {
    const state = await stateOf(ports, watch, desk.now());
    if (state.state !== 'open') return await end(desk, ports, watch, state);
    const shown = signature(state.tries);
    if (shown === watch.shown) return;
    await edit(desk.posting, watch, watchMessage(state));
    await ports.state.watches.show(watch.id, shown);
  } catch (error) {
    if (error instanceof PostFailed && error.reason === 'message_not_found')
      return await ports.state.watches.close(watch.id);
    desk.log.warn({ problem: asFault(error).operator }, 'a watch could not be told of');
    if (desk.now() > watch.until + LONG) await ports.state.watches.close(watch.id);
  }
}

function signature(tries: readonly WatchedTry[]): string {
  return JSON.stringify(tries.map(({ at, outcome }) => [at, outcome]));
}

async function end(desk: Desk, ports: AnsweringPorts, watch: Watch, state: WatchState): Promise<void> {
  await edit(desk.posting, watch, watchMessage(state));
  await ports.state.watches.close(watch.id);
}
