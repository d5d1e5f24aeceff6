import pc from 'picocolors';
import type { Output } from './import-report.ts';

/** One thing looked at: well, worth knowing, or wrong. The sentence says what to do where something is to be done. */
export interface Check {
  area: string;
  result: 'ok' | 'note' | 'wrong';
  sentence: string;
}

const MARK = { ok: pc.green('✓'), note: pc.yellow('–'), wrong: pc.red('✗') } as const;

/**
 * `whylogin check`: goes through configuration, store, Slack and sources, a line each, and says at the end what to do
 * first. Looks at everything even where something is wrong. Resolves with the exit code: 1 where anything is wrong.
 */
export async function checkCommand(looks: readonly (() => Promise<Check[]>)[], out: Output): Promise<number> {
  const all: Check[] = [];
  for (const look of looks) {
    const found = await look();
    for (const check of found) {
      if (check.area !== all.at(-1)?.area) out.write(`${all.length > 0 ? '\n' : ''}${pc.bold(check.area)}\n`);
      out.write(`  ${MARK[check.result]} ${check.sentence}\n`);
      all.push(check);
    }
  }
  const wrong = all.filter(({ result }) => result === 'wrong');
  out.write(`\n${conclusion(wrong)}\n`);
  return wrong.length > 0 ? 1 : 0;
}

function conclusion(wrong: readonly Check[]): string {
  const first = wrong[0];
  if (first === undefined) return 'Nothing is wrong.';
  return wrong.length === 1
    ? `One thing is wrong (${first.area}).`
    : `${wrong.length} things are wrong; begin with the first (${first.area}).`;
}
