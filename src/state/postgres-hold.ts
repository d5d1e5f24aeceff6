import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { asFault, Fault } from '../errors.ts';
import type { Hold } from './hold.ts';
import { nameOf } from './postgres.ts';
import { postgresFault } from './postgres-faults.ts';

/** Any two numbers, the same in every whylogin. */
const LOCK = '(1463904332, 1)';
const AGAIN_MS = 3_000;

/**
 * Holds a database's state for a running bot: together with others of its kind where events are shared too, else
 * alone. A lock of PostgreSQL's that goes with its connection; where that breaks it is taken again.
 * @param refused called when somebody else has taken it meanwhile
 * @throws Fault 'bad_configuration' where bots run over it that this one must not run beside
 */
export async function holdDatabase(
  url: string,
  { together, refused }: { together: boolean; refused: (fault: Fault) => void },
): Promise<Hold> {
  let released = false;
  let client = await take(url, together);
  const watch = (held: pg.Client): void => {
    held.once('end', () => void takeAgain());
  };
  const takeAgain = async (): Promise<void> => {
    while (!released) {
      try {
        client = await take(url, together);
        return watch(client);
      } catch (error) {
        const fault = asFault(error);
        if (fault.code === 'bad_configuration') return refused(fault);
        await pause(AGAIN_MS, undefined, { ref: false });
      }
    }
  };
  watch(client);
  return {
    release: async () => {
      released = true;
      await client.end();
    },
  };
}

async function take(url: string, together: boolean): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'whylogin (running)' });
  // A broken connection ends as well, and that is what is waited for.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const lock = together ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
    const { rows } = await client.query<{ taken: boolean }>(`SELECT ${lock}${LOCK} AS taken`);
    if (rows[0]!.taken) return client;
  } catch (error) {
    await client.end();
    throw postgresFault(error, nameOf(url));
  }
  await client.end();
  throw new Fault(
    'bad_configuration',
    together
      ? 'A whylogin whose events lie in a file of its own machine runs over this PostgreSQL. Stop it, or give it the same CLICKHOUSE_URL.'
      : 'Another whylogin runs over this PostgreSQL, and the events of this one lie in a file of its own machine, so the two would know different things. Set the same CLICKHOUSE_URL for both, or stop one.',
  );
}
