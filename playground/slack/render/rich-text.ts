import { isObject, type JsonObject, objects, textOf } from '../json.ts';
import { shownDate } from './dates.ts';
import { emojiNamed } from './emoji.ts';
import { channelNamed, groupNamed, type Looks, personNamed } from './looks.ts';
import { barred, preformatted, wrapped } from './paragraphs.ts';

const BULLETS = ['•', '◦', '▪'];

/** A rich_text block as lines. */
export function richTextLines(block: JsonObject, looks: Looks): string[] {
  return objects(block.elements).flatMap((part) => {
    switch (part.type) {
      case 'rich_text_list':
        return list(part, looks);
      case 'rich_text_quote':
        return barred(runs(part, looks), looks);
      case 'rich_text_preformatted':
        return preformatted(
          objects(part.elements)
            .map((run) => plainRun(run, looks))
            .join(''),
          looks,
        );
      default:
        return wrapped(runs(part, looks).replace(/\n$/, ''), looks.width);
    }
  });
}

/** A rich_text block in one line, for a cell. */
export function richTextInline(block: JsonObject, looks: Looks): string {
  return objects(block.elements)
    .map((part) => runs(part, looks))
    .join(' ');
}

function list(part: JsonObject, looks: Looks): string[] {
  const indent = Number(part.indent ?? 0);
  const from = Number(part.offset ?? 0) + 1;
  const pad = '  '.repeat(indent);
  return objects(part.elements).flatMap((item, index) => {
    const mark = part.style === 'ordered' ? `${from + index}.` : (BULLETS[indent % BULLETS.length] ?? '•');
    return wrapped(runs(item, looks).replace(/\n$/, ''), looks.width, `${pad}${mark} `);
  });
}

function runs(part: JsonObject, looks: Looks): string {
  return objects(part.elements)
    .map((run) => styled(plainRun(run, looks), run, looks))
    .join('');
}

function plainRun(run: JsonObject, looks: Looks): string {
  switch (run.type) {
    case 'link':
      return textOf(run.text) || textOf(run.url);
    case 'emoji':
      return emojiNamed(textOf(run.name));
    case 'user':
      return `@${personNamed(textOf(run.user_id), looks)}`;
    case 'usergroup':
      return `@${groupNamed(textOf(run.usergroup_id), looks)}`;
    case 'channel':
      return `#${channelNamed(textOf(run.channel_id), looks)}`;
    case 'broadcast':
      return `@${textOf(run.range)}`;
    case 'color':
      return textOf(run.value);
    case 'date':
      return shownDate(Number(run.timestamp), textOf(run.format), looks);
    default:
      return textOf(run.text);
  }
}

function styled(text: string, run: JsonObject, { paint }: Looks): string {
  const style = isObject(run.style) ? run.style : {};
  let shown = text;
  if (run.type === 'link') shown = paint.underline(shown);
  if (run.type === 'user' || run.type === 'channel' || run.type === 'usergroup' || run.type === 'broadcast')
    shown = paint.yellow(shown);
  if (style.code === true) shown = paint.cyan(shown);
  if (style.underline === true) shown = paint.underline(shown);
  if (style.strike === true) shown = paint.strikethrough(shown);
  if (style.italic === true) shown = paint.italic(shown);
  return style.bold === true ? paint.bold(shown) : shown;
}
