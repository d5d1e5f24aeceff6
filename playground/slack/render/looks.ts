import type { Person } from '../person.ts';
import type { Almanac } from './dates.ts';
import type { Paint } from './paint.ts';

/** Who looks, and on what: everything that showing something takes. */
export interface Looks extends Almanac {
  readonly viewer: Person;
  readonly width: number;
  readonly paint: Paint;
}

/** @kim, as the viewer sees it. */
export function personNamed(id: string, { viewer }: Looks): string {
  const member = viewer.workspace.people.find(id);
  if (id === 'USLACKBOT') return 'Slackbot';
  return member?.name ?? 'unknown-user';
}

/** #help; a private channel of others is not named. */
export function channelNamed(id: string, { viewer }: Looks): string {
  const channel = viewer.workspace.channels.find(id);
  if (!channel) return 'unknown-channel';
  return channel.kind === 'private' && !channel.members.has(viewer.id) ? 'private-channel' : channel.name;
}

export function groupNamed(id: string, { viewer }: Looks): string {
  return viewer.workspace.people.findGroup(id)?.handle ?? 'unknown-group';
}
