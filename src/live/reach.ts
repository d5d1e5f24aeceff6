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
    await Promise.all(
      archives.map(async (archive) => {
        const { events, missing, reaches } = await archive.search(keys, range);
        for (const event of events) found.set(event.logId, event);
        notes.push(noteOf(archive.name, first, events.length, missing, reaches));
        if (missing === null) beginning = Math.min(beginning ?? first, Math.max(range.from, reaches ?? range.from));
      }),
    );
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

function noteOf(name: string, first: number, events: number, missing: string | null, reaches: number | null): string {
  const rows = `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
  const where = reaches === null ? name : `${name}, whose logs reach back to ${minute(reaches)}`;
  return `What was before ${minute(first)} was searched in ${where}${missing === null ? '' : `, but ${missing}`}: ${rows}.`;
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
