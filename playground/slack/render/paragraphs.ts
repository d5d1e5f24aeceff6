import wrapAnsi from 'wrap-ansi';
import type { Looks } from './looks.ts';
import { mrkdwnLine, unescaped } from './mrkdwn.ts';

/** Lines no longer than the width, the following ones of a wrapped line under the words of the first. */
export function wrapped(text: string, width: number, first = '', rest = ' '.repeat(first.length)): string[] {
  return text.split('\n').flatMap((line) => {
    const lead = first === '' ? (/^\s*(?:[•◦▪–-]|\d+\.)\s+/.exec(line)?.[0] ?? '') : '';
    const inner = Math.max(width - first.length - lead.length, 10);
    return wrapAnsi(line.slice(lead.length), inner, { hard: true, trim: true })
      .split('\n')
      .map((row, index) => (index === 0 ? first + lead : rest + ' '.repeat(lead.length)) + row);
  });
}

/** A text in Slack's markup as lines: quotes barred, code blocks as they are, the rest wrapped. */
export function mrkdwnLines(text: string, looks: Looks): string[] {
  return text.split(/(```[\s\S]*?```)/).flatMap((part, index) => {
    if (index % 2 === 1) return preformatted(unescaped(part.slice(3, -3)), looks);
    return part.replace(/^\n|\n$/g, '') === '' && index > 0 ? [] : paragraphs(part.replace(/^\n|\n$/g, ''), looks);
  });
}

function paragraphs(text: string, looks: Looks): string[] {
  return text.split('\n').flatMap((line) => {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quoted) return barred(mrkdwnLine(quoted[1] ?? '', looks), looks);
    return wrapped(mrkdwnLine(line, looks), looks.width);
  });
}

/** A quote, with its bar. */
export function barred(text: string, { paint, width }: Looks): string[] {
  return wrapped(text, width - 2).map((line) => `${paint.dim('▏')} ${line}`);
}

/** What must stay in columns: never wrapped. */
export function preformatted(text: string, { paint }: Looks): string[] {
  return text
    .replace(/^\n|\n$/g, '')
    .split('\n')
    .map((line) => `  ${paint.cyan(line)}`);
}
