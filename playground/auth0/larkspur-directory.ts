import type { World } from '../tenant/world.ts';
import type { Directory } from './directory-endpoints.ts';

const DAY = 86_400_000;

/** Larkspur's people as the Management API knows them; an address is blocked for a day after its limit_mu. */
export function directoryOf(world: Pick<World, 'profileOf' | 'rows'>, now: () => number): Directory {
  return {
    profileOf: (identifier) => world.profileOf(identifier),
    isBlocked: (ip) =>
      world.rows.some(({ at, body }) => body.type === 'limit_mu' && body.ip === ip && at <= now() && now() - at < DAY),
  };
}
