/** Letters that turn the reading direction or cannot be seen. */
const UNSEEN = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * Words out of an event as they may stand inside one of our sentences: on one line, without marks that turn the
 * reading direction, that end a name in backticks or that stand for the person, and not longer than so many characters.
 */
export function quote(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 4)
    .replace(UNSEEN, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll('`', '’')
    .replaceAll('{person}', 'person')
    .trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}
