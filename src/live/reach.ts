import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, PersonKeys, Range } from '../store/port.ts';
import type { Archive, Reaching } from './port.ts';

const HOUR = 3_600_000;

/**
 * Lets a question reach further back than the store does: a person's rows of the question's window from before the
 * store begins are asked of the archives, all at once, once a question.
 * @param from where the question's window begins, epoch ms; background before it is not worth the wait
 */
export function reachBack(store: EventStore, archives: readonly Archive[], from: number): Reaching {
  const notes: string[] = [];
  let beginning: number | null = null;
  const asked = new Map<string, Promise<LogEvent[]>>();

  async function beyond(keys: PersonKeys, range: Range, first: number): Promise<LogEvent[]> {
    const found = new Map<string, LogEvent>();
    let complete = false;
    await Promise.all(
      archives.map(async (archive) => {
        const { events, missing } = await archive.search(keys, range);
        for (const event of events) found.set(event.logId, event);
        complete ||= missing === null;
        const rows = `${events.length.toLocaleString('en')} ${events.length === 1 ? 'event' : 'events'}`;
        notes.push(
          missing === null
            ? `What was before ${minute(first)} was searched in ${archive.name}: ${rows}.`
            : `What was before ${minute(first)} was searched in ${archive.name}, but ${missing}: ${rows}.`,
        );
      }),
    );
    if (complete) beginning = range.from;
    return [...found.values()];
  }

  return {
    store: {
      ...store,
      async ofPerson(keys, range, limit) {
        const [own, { first }] = await Promise.all([store.ofPerson(keys, range, limit), store.coverage()]);
        const start = Math.max(range.from, from);
        const end = Math.min(range.to, (first ?? range.to + 1) - 1);
        if (archives.length === 0 || end - start < HOUR || keys.userIds.length + keys.identifiers.length === 0)
          return own;
        const key = JSON.stringify([keys, start, end]);
        const wanted = asked.get(key) ?? beyond(keys, { from: start, to: end }, end + 1);
        asked.set(key, wanted);
        const known = new Set(own.map(({ logId }) => logId));
        const further = (await wanted).filter(({ logId }) => !known.has(logId));
        return [...further, ...own].sort((a, b) => a.at - b.at).slice(-limit);
      },
      async coverage() {
        const coverage = await store.coverage();
        return beginning === null ? coverage : { ...coverage, first: Math.min(coverage.first ?? beginning, beginning) };
      },
    },
    notes: () => notes,
  };
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
