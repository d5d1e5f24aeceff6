import type { RichTextDate, RichTextText } from '@slack/types';
import type { Line, Piece } from '../why/lines.ts';
import { sentence } from '../why/lines.ts';
import { dateToken, escapeText } from './blocks.ts';
import { clip } from './limits.ts';
import { type Inline, moment, text } from './rich-text.ts';

/** A line of an answer as rich text, at most so many characters of words. Neighbours of one style become one. */
export function inlines(line: Line, most = 600): Inline[] {
  let left = most;
  const shown: (RichTextText | RichTextDate)[] = [];
  for (const piece of line) {
    if ('at' in piece) {
      shown.push(moment(piece.at, piece.form));
      continue;
    }
    if (left <= 0) continue;
    const words = clip(piece.words, left);
    left -= words.length;
    const before = shown.at(-1);
    if (before?.type === 'text' && JSON.stringify(before.style) === JSON.stringify(styleOf(piece)))
      before.text += words;
    else if (words !== '') shown.push(text(words, styleOf(piece)));
  }
  return shown;
}

function styleOf(piece: Exclude<Piece, { at: number }>) {
  return piece.style === undefined ? undefined : { [piece.style]: true };
}

/** One of our sentences, whose `marked` parts become code. */
export function said(words: string): Inline[] {
  return inlines(sentence(words), 2_000);
}

/** Words of a piece of the small print. */
const SMALL = 200;

/** `*`, `_` and `~` at the edge of a word would format; within one (read:users_x) they do not. */
const MARKS = /(?<![\p{L}\p{N}])[*_~]+|[*_~]+(?![\p{L}\p{N}])/gu;

/** A line for the small print, which only takes mrkdwn: what could be a mention, a link or a mark there is none. */
export function smallPrint(line: Line): string {
  return line
    .map((piece) => {
      if ('at' in piece) return dateToken(piece.at, piece.form);
      const words = escapeText(clip(piece.words.replaceAll('`', '’'), SMALL));
      return piece.style === 'code' ? `\`${words}\`` : words.replace(MARKS, '');
    })
    .join('');
}
