import { z } from 'zod';
import type { Choice } from '../slack/chosen.ts';
import type { Answer } from '../slack/delivery/answer.ts';
import { isObject, type JsonObject, textOf } from '../slack/json.ts';
import type { Message } from '../slack/messages.ts';
import type { View } from '../slack/views.ts';
import type { Playground } from './playground.ts';

const filled = z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({});
const message = { channel: z.string(), ts: z.string() };
const spot = z.union([z.object(message), z.object({ view: z.string() })]);

/** What can be done on the page. */
export const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('type'), channel: z.string(), thread: z.string().optional(), text: z.string().max(4_000) }),
  z.object({
    act: z.literal('press'),
    spot,
    block: z.string(),
    action: z.string(),
    value: z.string().optional(),
    choice: z.string().optional(),
    values: filled,
  }),
  z.object({ act: z.literal('submit'), view: z.string(), values: filled }),
  z.object({ act: z.literal('close'), all: z.boolean() }),
  z.object({ act: z.literal('shortcut'), id: z.string(), ...message }),
  z.object({ act: z.literal('switch'), id: z.string(), on: z.boolean() }),
  z.object({ act: z.literal('again'), who: z.string() }),
]);

export type Act = z.output<typeof act>;

/** Does it as the viewer would. Resolves when the app has acknowledged. Throws what a person could not do. */
export async function perform(done: Act, playground: Playground): Promise<void> {
  const { viewer, workspace, stage } = playground;
  switch (done.act) {
    case 'type':
      return type(done, playground);
    case 'press': {
      const { block, action, value, choice } = done;
      if ('view' in done.spot) fillIn(viewOf(done.spot.view, playground), done.values, playground);
      const place = 'view' in done.spot ? viewOf(done.spot.view, playground) : messageOf(done.spot, playground);
      return heard(await viewer.click(place, { action, block, value }, choice));
    }
    case 'submit': {
      const view = viewOf(done.view, playground);
      return heard(await viewer.submit(fillIn(view, done.values, playground)));
    }
    case 'close':
      // Closed twice is closed.
      if (viewer.modal !== undefined) await viewer.close({ all: done.all });
      return;
    case 'shortcut':
      return heard(await viewer.shortcut(done.id, messageOf(done, playground)));
    case 'switch':
      if (done.on) stage.present.switches.start(done.id);
      else stage.present.switches.end(done.id);
      return workspace.changes.tell({ kind: 'received' });
    case 'again': {
      const customer = playground.customer(done.who);
      if (customer === null) throw new Error(`${done.who} has no account`);
      stage.present.triesAgain(customer);
    }
  }
}

/** Of a command Slack itself says in the channel that it failed. */
function heard(answer: Answer): void {
  if (!answer.acknowledged) throw new Error('whylogin did not answer within three seconds. Try again.');
}

async function type({ channel, thread, text }: Extract<Act, { act: 'type' }>, playground: Playground): Promise<void> {
  const { viewer } = playground;
  const typed = text.trim();
  if (typed === '') return;
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(typed) ?? [];
  if (command !== undefined && thread !== undefined)
    throw new Error('Slack takes no commands in a thread. Use the message’s menu there.');
  if (thread === undefined) playground.typed.push(typed);
  if (command === undefined) viewer.says(typed, { channel: { id: channel }, threadTs: thread ?? null });
  else {
    playground.about = playground.customer(rest.split(/\s/)[0] ?? '') ?? playground.about;
    await viewer.slash(command, rest, { channel: { id: channel } });
  }
}

function messageOf({ channel, ts }: { channel: string; ts: string }, { viewer }: Playground): Message {
  const found = viewer.sees({ id: channel }).find((each) => each.ts === ts);
  if (found === undefined) throw new Error('That message is gone.');
  return found;
}

function viewOf(id: string, { viewer }: Playground): View {
  const found = [viewer.modal, viewer.home].find((view) => view?.id === id);
  if (found === undefined) throw new Error('That window is closed.');
  return found;
}

/** Puts what the form holds into the view. */
function fillIn(view: View, values: z.output<typeof filled>, { viewer }: Playground): View {
  const inputs = view.blocks.map(({ element }) => element).filter(isObject);
  const given = inputs.flatMap((element) => {
    const choice = choiceOf(element, values[textOf(element.action_id)]);
    return choice === null ? [] : [[textOf(element.action_id), choice] as const];
  });
  return viewer.fill(view, Object.fromEntries(given));
}

const OF_OPTIONS = new Set(['multi_static_select', 'checkboxes']);
const OF_AN_OPTION = new Set(['static_select', 'radio_buttons']);

/** What was typed or chosen; null where nothing is to be changed. */
function choiceOf({ type }: JsonObject, value: string | string[] | undefined): Choice | null {
  if (OF_OPTIONS.has(textOf(type))) return typeof value === 'string' ? [value] : (value ?? []);
  const single = Array.isArray(value) ? value[0] : value;
  if (OF_AN_OPTION.has(textOf(type))) return single || null;
  return single === undefined ? null : single || undefined;
}
