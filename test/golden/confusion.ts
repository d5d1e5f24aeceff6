import { CAUSE_IDS } from '../../src/causes/ids.ts';
import type { Confidence } from '../../src/causes/terms.ts';
import { GOLDEN } from './all.ts';
import { answer, causesOf, shortcomings } from './golden.ts';

/**
 * Prints, as Markdown, which cause each golden case was given, by the cause that its expert holds best.
 * Run: npm run confusion
 */
interface Told {
  best: string;
  allowed: readonly string[];
  given: string;
  confidence: Confidence;
  whole: boolean;
}

const told: Told[] = [];
for (const story of GOLDEN) {
  const given = await answer(story);
  told.push({
    best: causesOf(story)[0]!,
    allowed: causesOf(story),
    given: given.verdict.cause,
    confidence: given.verdict.confidence,
    whole: shortcomings(story, given).length === 0,
  });
}

function right(t: Told): boolean {
  return t.allowed.includes(t.given);
}

function share(list: readonly Told[]): string {
  return `${list.filter(right).length} of ${list.length}`;
}

function given(list: readonly Told[]): string {
  const counts = new Map<string, number>();
  for (const t of list) counts.set(t.given, (counts.get(t.given) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([cause, count]) => `${cause} ${count}`)
    .join(', ');
}

const print = (line = '') => process.stdout.write(`${line}\n`);

print(`Verdict right in ${share(told)} cases, whole answer right in ${told.filter((t) => t.whole).length}.`);
print();
print('| confidence | verdict right |');
print('| --- | --- |');
for (const confidence of ['high', 'medium', 'low'] as const)
  print(`| ${confidence} | ${share(told.filter((t) => t.confidence === confidence))} |`);
print();
print('| cause expected | cases | right | causes given |');
print('| --- | --- | --- | --- |');
for (const cause of CAUSE_IDS) {
  const cases = told.filter((t) => t.best === cause);
  if (cases.length > 0) print(`| ${cause} | ${cases.length} | ${cases.filter(right).length} | ${given(cases)} |`);
}
