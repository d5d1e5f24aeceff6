import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { asApiRow, asEventBridge, asStreamRow } from './forms.ts';
import { simulateTenant } from './world.ts';

const USAGE =
  'Usage: npx tsx playground/tenant/write.ts --out FILE [--now ISO] [--weeks 4] [--size 20000] [--seed 1] [--form api|stream|eventbridge]';
const FORMS = { api: asApiRow, stream: asStreamRow, eventbridge: asEventBridge };

class Wrong extends Error {}

function options(): { out: string; now: Date; weeks: number; size: number; seed: number; form: keyof typeof FORMS } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { out: text, now: text, weeks: text, size: text, seed: text, form: text } });
  const { out, form = 'api' } = values;
  if (!out) throw new Wrong('Name the file to write.');
  if (form !== 'api' && form !== 'stream' && form !== 'eventbridge') throw new Wrong(`There is no form "${form}".`);
  const now = values.now === undefined ? new Date() : new Date(values.now);
  if (Number.isNaN(now.getTime())) throw new Wrong(`"${values.now}" is no ISO time.`);
  const whole = (name: 'weeks' | 'size' | 'seed', fallback: number) => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new Wrong(`--${name} takes a whole number above zero, not "${values[name]}".`);
    return value;
  };
  return { out, form, now, weeks: whole('weeks', 4), size: whole('size', 20_000), seed: whole('seed', 1) };
}

/** Writes the simulated tenant's events as NDJSON, and says on stderr whom to ask about. */
async function main(): Promise<void> {
  const { out, form, ...choice } = options();
  const world = simulateTenant(choice);
  const file = createWriteStream(out);
  for (const row of world.rows) {
    if (!file.write(`${JSON.stringify(FORMS[form](row))}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  process.stderr.write(`${world.rows.length} events in ${out}. Ask about:\n`);
  for (const { who, says } of world.people) process.stderr.write(`  ${who}  “${says}”\n`);
}

main().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${words}\n${error instanceof Wrong || error instanceof TypeError ? `${USAGE}\n` : ''}`);
  process.exitCode = error instanceof Wrong || error instanceof TypeError ? 2 : 1;
});
