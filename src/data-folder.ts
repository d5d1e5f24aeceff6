import { join } from 'node:path';

/** What lies in the data folder: events apart from state, so that neither waits for the other's writing. */
export function filesIn(folder: string): { events: string; state: string } {
  return { events: join(folder, 'events.db'), state: join(folder, 'state.db') };
}
