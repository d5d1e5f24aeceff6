import type { ServerResponse } from 'node:http';
import type { Look } from './look.ts';
import type { Playground } from './playground.ts';
import { type Regions, regionsOf } from './regions.tsx';

/** Changes come in flurries; the page is drawn when one is over, ms. */
const PAUSE = 25;
const KEEP_ALIVE = 15_000;

/** Sends the regions that look different whenever something changed, as server-sent events, until the page is gone. */
export function keepLive(look: Look, playground: Playground, response: ServerResponse): void {
  let sent: Partial<Regions> = {};
  let timer: NodeJS.Timeout | undefined;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const show = () => {
    timer = undefined;
    const regions = regionsOf(look, playground);
    const changed = Object.entries(regions).filter(([id, html]) => sent[id as keyof Regions] !== html);
    sent = regions;
    if (changed.length > 0) response.write(`data: ${JSON.stringify(Object.fromEntries(changed))}\n\n`);
  };
  const soon = () => {
    timer ??= setTimeout(show, PAUSE);
  };
  show();
  const unheard = playground.workspace.changes.listen(soon);
  const alive = setInterval(() => response.write(': \n\n'), KEEP_ALIVE);
  response.on('close', () => {
    unheard();
    clearInterval(alive);
    clearTimeout(timer);
  });
}
