import type { Metrics } from '../metrics.ts';
import type { EventStore } from '../store/port.ts';
import { answer, type Route } from './http.ts';
import type { Sources } from './sources.ts';

/** Alive: this process answers. Ready: the store does. */
export function health(store: EventStore, sources: Sources, metrics: Metrics): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: (_request, response) => answer(response, 200, 'ok\n') },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        const { events, last } = await store.coverage();
        const ready = {
          events,
          newest: last === null ? null : new Date(last).toISOString(),
          sources: sources.health(),
        };
        answer(response, 200, `${JSON.stringify(ready)}\n`, 'application/json');
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: async (_request, response) => {
        const { last } = await store.coverage();
        if (last !== null) metrics.feedDelay.set((Date.now() - last) / 1000);
        answer(response, 200, await metrics.registry.metrics(), metrics.registry.contentType.split(';')[0]);
      },
    },
  ];
}
