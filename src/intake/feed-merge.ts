import type { FeedRecord, Source, SourceRecord } from './feed-health.ts';

/** What several processes know of the same sources, as if one had seen it all: each hears a part of a stream. */
export function merged(records: readonly FeedRecord[]): FeedRecord {
  const names = [...new Set(records.flatMap(({ sources }) => Object.keys(sources)))] as Source[];
  return {
    at: Math.max(...records.map(({ at }) => at)),
    started: Math.min(...records.map(({ started }) => started)),
    sources: Object.fromEntries(
      names.map((name) => [name, ofSource(records.flatMap(({ sources }) => sources[name] ?? []))]),
    ),
  };
}

function ofSource(records: readonly SourceRecord[]): SourceRecord {
  const caughtUp = latest(records.map((record) => record.caughtUp));
  const byHeard = [...records].sort((a, b) => (b.heard ?? 0) - (a.heard ?? 0));
  // One process polls at a time: a failure is over when another has come to the end since.
  const failure = records
    .flatMap((record) => record.failure ?? [])
    .filter(({ since }) => caughtUp === null || since >= caughtUp)
    .sort((a, b) => a.since - b.since)[0];
  return {
    heard: byHeard[0]!.heard,
    newest: latest(records.map((record) => record.newest)),
    missed: Math.max(...records.map((record) => record.missed)),
    caughtUp,
    failure: failure ?? null,
    rate: byHeard[0]!.rate,
  };
}

function latest(moments: readonly (number | null)[]): number | null {
  return moments.reduce((most, moment) => (moment !== null && moment > (most ?? 0) ? moment : most), null);
}
