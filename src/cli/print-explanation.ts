import { DateTime } from 'luxon';
import pico from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { type Answer, layOut } from '../why/answer.ts';
import type { Explanation } from '../why/explanation.ts';
import { calm, type Line, type MomentForm, type Piece } from '../why/lines.ts';

/** How the terminal looks that is printed to. */
export interface Terminal {
  /** Characters a line; what is no terminal has the usual 80. */
  columns?: number;
  color: boolean;
  /** IANA zone of the times. */
  zone: string;
}

/** Colors only on a terminal, and not where NO_COLOR is set; times in the zone of this machine. */
export function terminalOf(out: { isTTY?: boolean; columns?: number }): Terminal {
  return {
    columns: out.columns,
    color: out.isTTY === true && pico.isColorSupported,
    zone: DateTime.local().zoneName,
  };
}

const NARROWEST = 40;
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;

/** Kept together at the end of a line by spaces that do not break; they become plain ones after wrapping. */
const FORMS: Record<MomentForm, string> = { time: 'HH:mm', day: 'd\u00A0LLL', 'day and time': 'd\u00A0LLL\u00A0HH:mm' };

/** The answer for a terminal: verdict first, then its proof, then the reply to paste. */
export function printExplanation(explanation: Explanation, terminal: Terminal): string {
  const answer: Answer = layOut(explanation);
  const marks = pico.createColors(terminal.color);
  const width = Math.min(Math.max(terminal.columns ?? 80, NARROWEST), WIDEST);
  const show = (line: Line) => line.map((piece) => shown(piece, terminal.zone, marks)).join('');
  const wrapped = (text: string, first = '', rest = ' '.repeat(first.length)) =>
    wrapAnsi(text, width - first.length, { trim: true })
      .replaceAll('\u00A0', ' ')
      .split('\n')
      .map((row, i) => `${i === 0 ? first : rest}${row}`)
      .join('\n');

  const blocks = [`${wrapped(show(answer.headline))}\n${wrapped(show(answer.acts))}`];
  for (const { title, lines, form } of answer.parts) {
    const rows = lines.map((line) => wrapped(show(line), form === 'bullets' ? '• ' : ''));
    blocks.push([...(title === null ? [] : [marks.underline(title)]), ...rows].join('\n'));
  }
  const reply = answer.reply.split('\n').map(calm).join('\n');
  blocks.push(`${marks.underline('Reply')}\n${wrapped(reply, '> ', '> ')}`);
  const footer = [...answer.footer, [{ words: `Times are ${terminal.zone}.` }]];
  blocks.push(footer.map((line) => marks.dim(wrapped(show(line)))).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function shown(piece: Piece, zone: string, marks: ReturnType<typeof pico.createColors>): string {
  if ('at' in piece) return DateTime.fromMillis(piece.at, { zone }).setLocale('en-GB').toFormat(FORMS[piece.form]);
  if (piece.style === 'bold') return marks.bold(piece.words);
  return piece.style === 'code' ? marks.cyan(piece.words) : piece.words;
}
