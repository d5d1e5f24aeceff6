import type { LogEvent } from '../../src/event/log-event.ts';
import type { EventStore, PersonKeys } from '../../src/store/port.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { explain } from '../../src/why/explain.ts';
import { gather } from '../../src/why/gather.ts';
import { parseSubject } from '../../src/why/subject.ts';
import { percentile, timed } from '../figures.ts';

const DAY = 86_400_000;
const WINDOW = 7 * DAY;
const DRAWN = 1_000;
const EXPLAINED = 100;

export interface Asked {
  rows: number;
  p50: number;
  p95: number;
  /** Processor time of all threads, which others' work touches less: its median and the one above 95 of 100. */
  cpu50: number;
  cpu95: number;
}

export interface Questions {
  /** Opening the store and asking it for the first time, ms. */
  opening: number;
  drawn: Asked;
  busy: Asked;
  rare: Asked;
  nobody: Asked;
  explainDrawn: Asked;
  explainBusy: Asked;
  /** Of the person drawn first: what others search for. */
  name: string;
}

/** All that is needed to have a person's rows of a week: their other names and user ids, then the rows. */
async function lookUp(store: EventStore, name: string, at: number): Promise<number> {
  const keys: PersonKeys = { userIds: [], identifiers: [name] };
  const userIds = [...new Set((await store.identitiesOf(keys)).map(({ userId }) => userId))];
  const rows = await store.ofPerson({ userIds, identifiers: [name] }, { from: at - WINDOW, to: at }, 10_000);
  return rows.length;
}

async function explained(store: EventStore, name: string, at: number): Promise<number> {
  const subject = parseSubject(name);
  const evidence = await gather({ subject, at, since: WINDOW }, { store, profile: null, rules: [] });
  explain(evidence);
  return evidence.rows.length;
}

async function asked(names: readonly string[], ask: (name: string) => Promise<number>): Promise<Asked> {
  const times: number[] = [];
  const spent: number[] = [];
  const rows: number[] = [];
  for (const name of names) {
    const { result, ms, cpu } = await timed(() => ask(name));
    rows.push(result);
    times.push(ms);
    spent.push(cpu);
  }
  return {
    rows: percentile(rows, 0.5),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    cpu50: percentile(spent, 0.5),
    cpu95: percentile(spent, 0.95),
  };
}

/** Names by event, so that who comes often is drawn often; and somebody of whom there is one row. */
async function draw(store: EventStore, at: number): Promise<{ drawn: string[]; rare: string }> {
  const named: string[] = [];
  const times = new Map<string, number>();
  for await (const page of store.scan({ from: at - WINDOW, to: at })) {
    for (const { identifier } of page as LogEvent[]) {
      if (identifier === null) continue;
      named.push(identifier);
      times.set(identifier, (times.get(identifier) ?? 0) + 1);
    }
  }
  const step = Math.max(1, Math.floor(named.length / DRAWN));
  const [rare] = [...times].find(([, rows]) => rows === 1)!;
  return { drawn: named.filter((_, i) => i % step === 0).slice(0, DRAWN), rare };
}

/** Asks the store at `path` about people. Prints Questions. */
const [path, end, busy] = process.argv.slice(2);
const at = Number(end);
const began = performance.now();
const store = await openEventStore(path!, { readOnly: true });
await lookUp(store, 'somebody.first@example.com', at);
const opening = performance.now() - began;
const { drawn, rare } = await draw(store, at);
const again = (name: string, times: number) => Array.from({ length: times }, () => name);
const ask = (name: string) => lookUp(store, name, at);
const why = (name: string) => explained(store, name, at);
const result: Questions = {
  opening,
  drawn: await asked(drawn, ask),
  busy: await asked(again(busy!, 50), ask),
  rare: await asked(again(rare, 200), ask),
  nobody: await asked(again('nobody.of.that.name@example.com', 200), ask),
  explainDrawn: await asked(drawn.slice(0, EXPLAINED), why),
  explainBusy: await asked(again(busy!, 20), why),
  name: drawn[0]!,
};
await store.close();
process.stdout.write(JSON.stringify(result));
