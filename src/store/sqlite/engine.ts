import { createRequire } from 'node:module';

type Engine = typeof import('@photostructure/sqlite');
export type Database = InstanceType<Engine['DatabaseSync']>;
export type Statement = InstanceType<Engine['StatementSync']>;

/**
 * The runtime's own SQLite where it has one (Node 22.5 and later), else the same API out of a package that ships it
 * built.
 */
export function engine(): Engine {
  const own = process.getBuiltinModule?.('node:sqlite' as never) as Engine | undefined;
  return own ?? (createRequire(import.meta.url)('@photostructure/sqlite') as Engine);
}
