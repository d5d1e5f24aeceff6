/** A piece of a line, before anybody decides how it looks: words, or a moment that each reader sees in their own zone. */
export type Piece = Words | Moment;

export interface Words {
  words: string;
  style?: 'bold' | 'code';
}

interface Moment {
  /** Epoch ms. */
  at: number;
  form: MomentForm;
}

/** The time alone, or with its day. */
export type MomentForm = 'time' | 'day' | 'day and time';

export type Line = readonly Piece[];

/** Line breaks, terminal escapes and marks that turn the reading direction have no place in somebody's name. */
export function calm(text: string): string {
  return text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '').replace(/[\p{Cc}\s]+/gu, ' ');
}

export function plain(words: string): Words {
  return { words: calm(words) };
}

export function bold(words: string): Words {
  return { words: calm(words), style: 'bold' };
}

export function code(words: string): Words {
  return { words: calm(words), style: 'code' };
}

/** A sentence whose names of connections and settings stand between backticks, as pieces. */
export function sentence(text: string, style?: 'bold'): Piece[] {
  return calm(text)
    .split(/`([^`]+)`/)
    .map((words, i): Words => (i % 2 === 1 ? code(words) : style ? { words, style } : { words }))
    .filter(({ words }) => words !== '');
}

/** A sentence whose moments ("2026-10-27T10:45Z") each reader sees in their own zone. */
export function dated(text: string): Piece[] {
  return sentence(text).flatMap((piece): Piece[] =>
    'at' in piece || piece.style !== undefined ? [piece] : piece.words.split(MINUTE).map(momentOr).filter(isSomething),
  );
}

/** As coverage notes write a moment. */
const MINUTE = /(\d{4}-\d\d-\d\dT\d\d:\d\dZ)/;

function momentOr(words: string): Piece {
  return MINUTE.test(words) ? { at: Date.parse(words), form: 'day and time' } : { words };
}

function isSomething(piece: Piece): boolean {
  return 'at' in piece || piece.words !== '';
}

/** Lines as one, with words between them. */
export function joined(lines: readonly Line[], between: string): Line {
  return lines.flatMap((line, i) => (i === 0 ? [...line] : [plain(between), ...line]));
}

/** Long lists keep their beginning and their end; a line between says how many are left out. */
export function folded(lines: readonly Line[], first: number, last: number): Line[] {
  if (lines.length <= first + last + 1) return [...lines];
  const hidden = lines.length - first - last;
  return [...lines.slice(0, first), [plain(`… ${hidden} more …`)], ...lines.slice(lines.length - last)];
}
