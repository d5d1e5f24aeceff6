import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { percentile, timed } from '../figures.ts';

/** Lines given to jq, which is too slow for all of them: its time is multiplied up. */
const JQ_LINES = 100_000;

/** What people have today, on the same file: ms, or null where the tool is not installed. */
export interface Yardsticks {
  /** Every line split off and parsed, nothing else done. */
  parse: number;
  grep: number | null;
  jq: number | null;
  duckdb: number | null;
}

async function parse(file: string): Promise<number> {
  const { ms } = await timed(async () => {
    let rest = '';
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines) JSON.parse(line);
    }
  });
  return ms;
}

function command(...[name, ...args]: [string, ...string[]]): number | null {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const { error } = spawnSync(name, args, { stdio: 'ignore' });
    if (error) return null;
    times.push(performance.now() - began);
  }
  return percentile(times, 0.5);
}

function jq(file: string, name: string, events: number): number | null {
  if (spawnSync('jq', ['--version']).error) return null;
  const filter = `select(.data.user_name == "${name}")`;
  const script = `head -n ${JQ_LINES} "$0" | jq -c '${filter}' > /dev/null`;
  const ms = command('sh', '-c', script, file);
  return ms === null ? null : (ms * events) / Math.min(JQ_LINES, events);
}

/** DuckDB is found where the bench keeps its files (`npm install --prefix FOLDER @duckdb/node-api`) or among our packages. */
async function duckdb(file: string, name: string, folder: string): Promise<number | null> {
  const from = [join(folder, 'package.json'), import.meta.url].filter(
    (each) => !each.startsWith('/') || existsSync(each),
  );
  const paths = from.flatMap((each) => {
    try {
      return createRequire(each).resolve('@duckdb/node-api');
    } catch {
      return [];
    }
  });
  if (paths.length === 0) return null;
  const { DuckDBInstance } = createRequire(import.meta.url)(paths[0]!) as {
    DuckDBInstance: { create(): Promise<{ connect(): Promise<{ runAndReadAll(sql: string): Promise<unknown> }> }> };
  };
  const connection = await (await DuckDBInstance.create()).connect();
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const { ms } = await timed(() =>
      connection.runAndReadAll(
        `SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {log_id: 'VARCHAR', data: 'JSON'}) WHERE data->>'user_name' = '${name}'`,
      ),
    );
    times.push(ms);
  }
  return percentile(times, 0.5);
}

const [file, name, events, folder] = process.argv.slice(2);
const result: Yardsticks = {
  grep: command('grep', '-F', name!, file!),
  parse: await parse(file!),
  jq: jq(file!, name!, Number(events)),
  duckdb: await duckdb(file!, name!, folder!),
};
process.stdout.write(JSON.stringify(result));
