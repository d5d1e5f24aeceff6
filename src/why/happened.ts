import type { Attempt, Explanation } from './explanation.ts';
import { folded, type Line, type MomentForm, type Piece, plain, sentence } from './lines.ts';

const HOUR = 3_600_000;
/** What is younger than this at the moment of asking is told by its time alone. */
const TODAY = 16 * HOUR;
const MINUTE = 60_000;
const FIRST = 3;
const LAST = 5;
const LONGEST_TEXT = 200;

interface Step {
  at: number;
  text: string;
  /** Application, device and place, as far as known. */
  where: string[];
  unfinished: boolean;
}

/** The rows that prove the verdict in a few lines: equal ones told once, where and on what only when it changes. */
export function whatHappened(explanation: Explanation): Line[] {
  const all = steps(explanation);
  const form = formFor(all[0]?.at ?? 0, explanation.at);
  const lines: Line[] = [];
  let shown: string[] = [];
  for (const group of grouped(all)) {
    const step = group[0]!;
    const changed = step.where.filter((part) => !shown.includes(part));
    shown = step.where.length > 0 ? step.where : shown;
    const words = [step.text, ...(step.unfinished ? ['left unfinished'] : []), ...changed].join(', ');
    lines.push([{ at: step.at, form }, plain(' '), ...sentence(words)]);
    if (group.length > 1) lines.push(again(group.slice(1), form));
  }
  return folded(lines, FIRST, LAST);
}

/** Which form tells a moment to somebody who asks at another. */
export function formFor(moment: number, at: string): MomentForm {
  return Date.parse(at) - moment < TODAY ? 'time' : 'day and time';
}

function steps({ evidence, attempts }: Explanation): Step[] {
  const byRow = new Map<string, Attempt>();
  for (const attempt of attempts) for (const logId of attempt.logIds) byRow.set(logId, attempt);
  return evidence.map((row): Step => {
    const attempt = byRow.get(row.logId);
    const where = [attempt?.application, attempt?.device, attempt?.place].filter((part) => part != null);
    return {
      at: Date.parse(row.date),
      text: afterTime(row.text),
      where,
      unfinished: attempt?.outcome === 'abandoned' && attempt.logIds.at(-1) === row.logId,
    };
  });
}

/** Neighbours that say the same. */
function grouped(all: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of all) {
    const before = groups.at(-1)?.[0];
    const same =
      before !== undefined &&
      before.text === step.text &&
      before.unfinished === step.unfinished &&
      before.where.join() === step.where.join();
    if (same) groups.at(-1)!.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** As it reads after a time and before a comma: a small letter first, no full stop. Acronyms keep theirs. */
function afterTime(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text.replace(/\.$/, '');
  return /^\p{Lu}\p{Ll}/u.test(cut) ? cut[0]!.toLowerCase() + cut.slice(1) : cut;
}

/** "14:09 and 14:31 the same again", "14:09 – 15:31 the same 12 times more" */
function again(rest: readonly Step[], form: MomentForm): Line {
  const minutes = new Set(rest.map((step) => Math.floor(step.at / MINUTE)));
  const told = minutes.size === 1 ? rest.slice(0, 1) : rest.length <= 2 ? rest : [rest[0]!, rest.at(-1)!];
  const between = rest.length <= 2 ? ' and ' : ' – ';
  const times = told.flatMap((step, i): Piece[] => [...(i > 0 ? [plain(between)] : []), { at: step.at, form }]);
  return [...times, plain(rest.length <= 2 ? ' the same again' : ` the same ${rest.length} times more`)];
}
