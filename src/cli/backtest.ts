import { IANAZone } from 'luxon';
import { Fault } from '../errors.ts';
import type { IpPlaces } from '../event/ip-places.ts';
import { readEvents } from '../intake/file.ts';
import { type Incident, leadOf } from '../spikes/incident.ts';
import { replay } from '../spikes/replay.ts';
import { replayEvents } from '../spikes/replay-events.ts';
import { SENSITIVITIES, type Sensitivity } from '../spikes/sensitivity.ts';
import type { EventStore } from '../store/port.ts';
import { readCounts } from './counts-file.ts';

export interface BacktestOptions {
  logs?: string[];
  counts?: string;
  zone?: string;
  step: string;
  sensitivity: string;
}

/** What would have been posted. Times are ISO 8601 in UTC. */
export interface Backtest {
  /** Minutes from the first step to the end of the last. */
  minutes: number;
  series: string[];
  incidents: BacktestIncident[];
}

export interface BacktestIncident {
  openedAt: string;
  resolvedAt: string | null;
  kind: Incident['kind'];
  lead: string;
  series: string[];
  family: Incident['family'];
  severity: Incident['severity'];
  observed: number;
  expected: number;
  peakRatio: number;
  pings: number;
  updates: number;
  marks: Incident['marks'];
}

export interface BacktestPorts {
  /** The tenant's zone out of the configuration. */
  zone: string;
  openEmpty(): Promise<EventStore>;
  places: IpPlaces;
}

/** `whylogin backtest`: replays counts or events and says what would have been posted. */
export async function backtestCommand(options: BacktestOptions, ports: BacktestPorts): Promise<Backtest> {
  const zone = zoneOf(options.zone ?? ports.zone);
  const sensitivity = sensitivityOf(options.sensitivity);
  const { logs = [], counts } = options;
  if ((counts === undefined) === (logs.length === 0))
    throw new Fault(
      'bad_request',
      'Give either events or counts: whylogin backtest --logs events.ndjson, or --counts counts.csv',
    );
  if (counts !== undefined) {
    const read = await readCounts(counts, stepOf(options.step));
    const minutes = read.columns[0]!.length * read.step;
    return { minutes, series: [...read.series], incidents: replay(read, { zone, sensitivity }).map(printed) };
  }
  const store = await ports.openEmpty();
  try {
    for await (const batch of readEvents(logs.includes('-') ? '-' : logs)) await store.add(batch.arrivals);
    const { minutes, series, incidents } = await replayEvents(store, { zone, sensitivity }, ports.places);
    return { minutes, series, incidents: incidents.map(printed) };
  } finally {
    await store.close();
  }
}

function zoneOf(text: string): string {
  if (IANAZone.isValidZone(text)) return text;
  throw new Fault('bad_request', `--zone: “${text}” is no time zone. Like this: --zone Europe/Berlin`);
}

function sensitivityOf(text: string): Sensitivity {
  if (text in SENSITIVITIES) return text as Sensitivity;
  throw new Fault('bad_request', `--sensitivity: “${text}” is none of low, medium, high.`);
}

/** Steps have to fill hours, and half hours where they are shorter. */
function stepOf(text: string): number {
  const found = /^(\d{1,3})\s*(m|min|h)$/i.exec(text.trim());
  const minutes = found === null ? 0 : Number(found[1]) * (found[2]!.toLowerCase() === 'h' ? 60 : 1);
  if (minutes === 60 || (minutes > 0 && 30 % minutes === 0)) return minutes;
  throw new Fault('bad_request', `--step: “${text}” is none of 1m, 2m, 3m, 5m, 6m, 10m, 15m, 30m, 1h.`);
}

function printed(incident: Incident): BacktestIncident {
  const { openedAt, resolvedAt, kind, lead, members, family, severity, pings, updates, marks } = incident;
  const { seen, usual, peak } = leadOf(incident);
  return {
    openedAt: new Date(openedAt).toISOString(),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
    kind,
    lead,
    series: members.map(({ series }) => series),
    family,
    severity,
    observed: Math.round(seen),
    expected: Math.round(usual * 10) / 10,
    peakRatio: Math.round(peak * 100) / 100,
    pings,
    updates,
    marks,
  };
}
