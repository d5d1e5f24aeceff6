import type { Line, Piece } from '../why/lines.ts';
import { sentence } from '../why/lines.ts';
import { dateToken, escapeText } from './blocks.ts';
import { clip } from './limits.ts';
import { type Inline, moment, text } from './rich-text.ts';

/** A line of an answer as rich text, at most so many characters of words. */
export function inlines(line: Line, most = 600): Inline[] {
  let left = most;
  return line.flatMap((piece): Inline[] => {
    if ('at' in piece) return [moment(piece.at, piece.form)];
    if (left <= 0) return [];
    const words = clip(piece.words, left);
    left -= words.length;
    return words === '' ? [] : [text(words, styleOf(piece))];
  });
}

function styleOf(piece: Exclude<Piece, { at: number }>) {
  return piece.style === undefined ? undefined : { [piece.style]: true };
}

/** One of our sentences, whose `marked` parts become code. */
export function said(words: string): Inline[] {
  return inlines(sentence(words), 2_000);
}

/** A line for the small print, which only takes mrkdwn. What could format there stands as code, where it cannot. */
export function smallPrint(line: Line): string {
  return line
    .map((piece) => {
      if ('at' in piece) return dateToken(piece.at, piece.form);
      const words = escapeText(clip(piece.words.replaceAll('`', '’'), 300));
      return piece.style === 'code' ? `\`${words}\`` : words.replace(/[*_~]/g, '');
    })
    .join('');
}
