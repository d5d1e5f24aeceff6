/** Where somebody looks: the address of the page says it. */
export type Look =
  | { readonly at: 'channel'; readonly channel: string; readonly thread: string | null }
  | { readonly at: 'home' };

/** Null where no page has that address. */
export function lookAt(path: string): Look | null {
  if (path === '/home') return { at: 'home' };
  const [, channel, thread = null] = /^\/c\/([A-Z0-9]+)(?:\/([\d.]+))?$/.exec(path) ?? [];
  return channel === undefined ? null : { at: 'channel', channel, thread };
}

export function addressOf(look: Look): string {
  if (look.at === 'home') return '/home';
  return `/c/${look.channel}${look.thread === null ? '' : `/${look.thread}`}`;
}
