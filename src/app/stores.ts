import { existsSync } from 'node:fs';
import type { Environment } from '../config/section.ts';
import { baseConfig, clickHouseConfig, postgresConfig } from '../config.ts';
import { Fault } from '../errors.ts';
import type { CopiedTable } from '../state/copy.ts';
import { type Hold, holdFile } from '../state/hold.ts';
import type { State } from '../state/port.ts';
import type { EventStore } from '../store/port.ts';
import { openEventStore } from '../store/sqlite/open.ts';
import { filesIn } from './data-folder.ts';

/** Where events and state lie by the settings, and how they are opened. */
export interface Stores {
  events(options?: { readOnly?: boolean }): Promise<EventStore>;
  state(): Promise<State>;
  /** Copies the state of another folder into the PostgreSQL of the settings. */
  copyState(from: string): Promise<CopiedTable[]>;
  /** Whether anything was ever remembered. */
  hasState(): boolean;
  /** Begins the names of cursors that say how far files were imported: into these events and no others. */
  imported: string;
  /** Events and state are shared: several bots may run. */
  isShared: boolean;
  /**
   * Takes the right to run a bot over them, for as long as it runs.
   * @param refused called when another one has turned up that this one must not run beside: it has to stop
   * @throws Fault 'bad_configuration' that says why two of them cannot be safe
   */
  hold(state: State, refused: (fault: Fault) => void): Promise<Hold>;
}

/** ClickHouse and PostgreSQL are loaded only where they are set. */
export function storesOf(env?: Environment): Stores {
  const folder = baseConfig(env).WHYLOGIN_DATA;
  const files = filesIn(folder);
  const clickHouse = clickHouseConfig(env);
  const postgres = postgresConfig(env);
  return {
    isShared: clickHouse !== null && postgres !== null,
    imported: clickHouse === null ? 'file:' : `file:${clickHouse.nodes[0]}/${clickHouse.database}:`,
    async events(options) {
      if (clickHouse === null) return openEventStore(files.events, options);
      const { openClickHouse } = await import('../store/clickhouse/open.ts');
      return openClickHouse(clickHouse, options);
    },
    async state() {
      if (postgres === null) {
        const { openState } = await import('../state/open.ts');
        return openState(files.state);
      }
      const { openPostgresState } = await import('../state/postgres.ts');
      return openPostgresState(postgres);
    },
    async copyState(from) {
      if (postgres === null)
        throw new Fault(
          'bad_request',
          'DATABASE_URL is not set: there is no PostgreSQL to move into. From one folder into another whylogin backup copies everything.',
        );
      const { copyState } = await import('../state/copy.ts');
      return copyState(filesIn(from).state, postgres);
    },
    hasState: () => postgres !== null || existsSync(files.state),
    async hold(state, refused) {
      const holds: Hold[] = [];
      const release = async () => {
        for (const each of holds.reverse()) await each.release();
      };
      try {
        holds.push(await holdState(clickHouse !== null, refused));
        if (clickHouse !== null) {
          const { Presence } = await import('../store/clickhouse/presence.ts');
          const presence = new Presence(clickHouse, await state.secrets.get('state'));
          holds.push({ release: () => presence.stop() });
          await presence.start(refused);
        }
      } catch (error) {
        await release();
        throw error;
      }
      return { release };
    },
  };

  async function holdState(areEventsShared: boolean, refused: (fault: Fault) => void): Promise<Hold> {
    if (postgres === null) return holdFile(files.running);
    const { holdDatabase } = await import('../state/postgres-hold.ts');
    return holdDatabase(postgres, { together: areEventsShared, refused });
  }
}
