import { Fault } from '../errors.ts';
import { type Database, engine } from '../store/sqlite/engine.ts';
import { stateFault } from './sqlite.ts';

/** The right to run over a state; given back when the process ends, however it ends. */
export interface Hold {
  release(): Promise<void>;
}

/**
 * Holds a folder's state for one running bot: what a process does once only is known to no other process's memory.
 * @param path of a file made for this, beside the state
 * @throws Fault 'bad_configuration' where another one runs over it
 */
export function holdFile(path: string): Hold {
  const { DatabaseSync } = engine();
  let db: Database | undefined;
  try {
    db = new DatabaseSync(path);
    // SQLite's own lock: the system takes it away from a process that is gone.
    db.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const fault = stateFault(error, path);
    if (!/busy/.test(fault.message)) throw fault;
    throw new Fault(
      'bad_configuration',
      'Another whylogin runs over this data folder. One at a time can: set CLICKHOUSE_URL and DATABASE_URL to run several (docs/scale.md).',
    );
  }
  const held = db;
  return { release: async () => held.close() };
}
