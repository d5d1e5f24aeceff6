import { join } from 'node:path';

/** What lies in the data folder: events apart from state, so that neither waits for the other's writing. */
export function filesIn(folder: string): { events: string; state: string; running: string } {
  const file = (name: string) => join(folder, name);
  // The last is held by the bot that runs over the folder.
  return { events: file('events.db'), state: file('state.db'), running: file('running.lock') };
}
