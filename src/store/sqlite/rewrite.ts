import { dirname } from 'node:path';
import { Fault } from '../../errors.ts';
import type { Database } from './engine.ts';

const TRIES = 3;

/**
 * Writes the whole file anew, so that nothing of what was deleted is left in its unused corners, and empties the file
 * beside it. Needs as much room on the disk meanwhile as the file has, twice; others wait with what they write.
 * @throws Fault 'store' where something may be left
 */
export function rewrite(db: Database): void {
  try {
    const file = String(db.prepare('PRAGMA database_list').get()?.file ?? '');
    // In memory it might not find room, nor in the system's own folder; and nobody else may read it here.
    if (file !== '') db.exec(`PRAGMA temp_store_directory = '${dirname(file).replaceAll("'", "''")}'`);
    db.exec('PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY');
  } catch (error) {
    throw new Fault(
      'store',
      'They are gone from every answer, but the file could not be written anew, and traces of them may be left in its unused parts. See that the disk has twice the room of the file, and give the same command again.',
      { operator: `rewriting the store: ${(error as Error).message}`, cause: error },
    );
  }
  for (let tries = 0; tries < TRIES; tries++)
    if (db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0) return;
  throw new Fault(
    'store',
    'They are gone from every answer, but another process keeps the file beside the store open that may hold traces of them. Give the same command again in a moment.',
    { operator: 'rewriting the store: the WAL could not be emptied, somebody reads for long' },
  );
}
