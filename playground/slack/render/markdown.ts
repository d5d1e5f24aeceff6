import type { Looks } from './looks.ts';
import { preformatted, wrapped } from './paragraphs.ts';

/** A markdown block as lines: the marks that answers of apps use, in standard Markdown. */
export function markdownLines(text: string, looks: Looks): string[] {
  return text.split(/(```[\s\S]*?```)/).flatMap((part, index) => {
    if (index % 2 === 1) return preformatted(part.slice(3, -3).replace(/^[a-z]*\n/, ''), looks);
    return part
      .trim()
      .split('\n')
      .flatMap((line) => wrapped(markdownLine(line, looks), looks.width));
  });
}

function markdownLine(line: string, { paint }: Looks): string {
  const heading = /^#{1,6}\s+(.*)$/.exec(line);
  if (heading) return paint.bold(heading[1] ?? '');
  return line
    .replace(/^(\s*)[-*]\s+/, '$1• ')
    .replace(/`([^`]+)`/g, (_, code: string) => paint.cyan(code))
    .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => paint.bold(bold))
    .replace(/(?<![\w*])[*_]([^*_]+)[*_](?![\w*])/g, (_, italic: string) => paint.italic(italic))
    .replace(/\[([^\]]+)\]\([^)]+\)/g, (_, label: string) => paint.underline(label));
}
