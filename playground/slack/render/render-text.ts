import { isObject, textOf } from '../json.ts';
import type { Message } from '../messages.ts';
import type { Person } from '../person.ts';
import { labelOf, type View } from '../views.ts';
import { blockLines } from './blocks.ts';
import { shownDate } from './dates.ts';
import { type Looks, personNamed } from './looks.ts';
import { paintFor } from './paint.ts';
import { mrkdwnLines } from './paragraphs.ts';

export interface Rendering {
  /** Whose screen: their zone, and what they know the names of. */
  readonly viewer: Person;
  /** Characters a line. */
  readonly width: number;
  /** False where the terminal shows none or NO_COLOR is set. */
  readonly colors: boolean;
}

function looksOf({ viewer, width, colors }: Rendering): Looks {
  const { clock } = viewer.workspace;
  return { viewer, width, paint: paintFor(colors), zone: viewer.member.zone, now: clock.now() };
}

/** A message as Slack shows it to the viewer, as text for a terminal: who wrote it when, then its blocks. */
export function renderText(message: Message, rendering: Rendering): string {
  const looks = looksOf(rendering);
  const { paint } = looks;
  const { app } = rendering.viewer.workspace;
  const at = shownDate(Number(message.ts), '{time}', looks);
  const marks = [
    ...(message.ephemeralTo === null ? [] : ['only visible to you']),
    ...(message.threadTs === null ? [] : [message.broadcast ? 'also sent to the channel' : 'in the thread']),
    ...(showsEdited(message) ? ['edited'] : []),
  ].map((mark) => ` · ${mark}`);
  const badge = message.user === app.botUser ? ' APP' : '';
  const author = `${paint.bold(personNamed(message.user, looks))}${paint.dim(`${badge}  ${at}${marks.join('')}`)}`;
  const body = message.blocks.length > 0 ? blockLines(message.blocks, looks) : mrkdwnLines(message.text, looks);
  const files = message.files.map((file) => paint.dim(`[file: ${textOf(file.name)}]`));
  return [author, ...body, ...files].map((line) => line.trimEnd()).join('\n');
}

/** Slack marks an edit of plain text; of blocks, and of what only one person sees, it does not. */
function showsEdited({ edited, blocks, ephemeralTo }: Message): boolean {
  return edited !== null && blocks.length === 0 && ephemeralTo === null;
}

/** A modal or the Home tab, as text for a terminal. */
export function renderView(view: View, rendering: Rendering): string {
  const looks = looksOf(rendering);
  const { paint } = looks;
  const title = view.type === 'home' ? 'Home' : labelOf(view, 'title');
  const frame = (name: string) => paint.dim(`── ${name} `.padEnd(looks.width, '─'));
  const errors = Object.values(view.errors).map((error) => paint.red(error));
  const ends = (['close', 'submit'] as const).map((place) => labelOf(view, place)).filter(Boolean);
  const feet =
    view.type === 'modal' && ends.length > 0 ? ['', ends.map((end) => paint.bold(`‹${end}›`)).join(' ')] : [];
  return [frame(title), ...blockLines(filled(view), looks), ...errors, ...feet, paint.dim('─'.repeat(looks.width))]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The view's blocks, with what was typed where it stands. */
function filled(view: View): View['blocks'] {
  return view.blocks.map((block) => {
    if (!isObject(block.element)) return block;
    const value = view.values[textOf(block.block_id)]?.[textOf(block.element.action_id)]?.value;
    return typeof value === 'string' ? { ...block, element: { ...block.element, initial_value: value } } : block;
  });
}
