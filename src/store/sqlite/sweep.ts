import type { Database } from './engine.ts';

/** The columns of `event` that hold numbers of texts. */
const TEXTS =
  'type user name target connection connection_id strategy client client_name organization organization_name ip agent country city zone words error error_type prompts'.split(
    ' ',
  );

/**
 * Deletes the texts that no event uses any more: names, addresses and free text of people whose events are gone.
 * One pass over the narrow columns; to be called inside a write transaction. Numbers may be given anew afterwards,
 * so the count of sweeps is raised: every connection forgets what it remembers.
 */
export function sweep(db: Database): void {
  const last = Number(db.prepare('SELECT coalesce(max(id), 0) AS id FROM text').get()?.id);
  const used = new Uint8Array(last + 1);
  const rows = db.prepare(`SELECT ${TEXTS.join(', ')} FROM event`);
  rows.setReturnArrays(true);
  for (const row of rows.iterate() as Iterable<(number | null)[]>)
    for (const number of row) if (number !== null) used[number] = 1;
  const remove = db.prepare('DELETE FROM text WHERE id = ?');
  for (const { id } of db.prepare('SELECT id FROM text').all() as { id: number }[]) if (used[id] === 0) remove.run(id);
  db.exec(`UPDATE meta SET value = value + 1 WHERE name = 'sweeps'`);
}
