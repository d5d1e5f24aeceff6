import { IANAZone } from 'luxon';
import type { Digest, Filter } from '../digest/digest.ts';
import { makeDigest } from '../digest/make.ts';
import type { WeekMemory } from '../digest/remembered.ts';
import { lastWholeWeek, weekNamed } from '../digest/week.ts';
import { Fault } from '../errors.ts';
import type { IpPlaces } from '../event/ip-places.ts';
import type { EventStore, Range } from '../store/port.ts';
import { fill, rulesOf } from './explain.ts';
import { parseMoment } from './moment.ts';

export interface DigestOptions {
  week?: string;
  zone?: string;
  logs?: string[];
  at?: string;
  rules?: string;
  application?: string;
  connection?: string;
  organization?: string;
}

export interface DigestDeps {
  now: () => number;
  zone: string;
  rules: string | undefined;
  version: string;
  places: IpPlaces;
  openStore: () => Promise<EventStore>;
  openEmpty: () => Promise<EventStore>;
  /** Weeks of the tenant's store; event files are counted anew each time. */
  memory: WeekMemory;
  /** What of its log is known to be lost. */
  lost: () => Promise<readonly Range[]>;
}

/** Makes one digest for the command line, of the store or of event files. */
export async function digestCommand(options: DigestOptions, deps: DigestDeps): Promise<Digest> {
  const zone = zoneOf(options.zone ?? deps.zone);
  const at = options.at === undefined ? deps.now() : parseMoment(options.at);
  const week = options.week === undefined ? lastWholeWeek(at, zone) : weekNamed(options.week, zone);
  if (week.from > at)
    throw new Fault('bad_request', `${week.name} has not begun ${options.at === undefined ? 'yet' : 'at that time'}.`);
  const rules = await rulesOf(options.rules ?? deps.rules);
  const fromFiles = options.logs !== undefined && options.logs.length > 0;
  const store = fromFiles ? await deps.openEmpty() : await deps.openStore();
  try {
    if (fromFiles) await fill(store, options.logs!);
    return await makeDigest(
      { week, at, filter: filterOf(options) },
      {
        store,
        rules,
        places: deps.places,
        version: deps.version,
        memory: fromFiles ? null : deps.memory,
        ...(fromFiles ? {} : { lost: deps.lost }),
        pause: async () => {},
      },
    );
  } finally {
    await store.close();
  }
}

function zoneOf(name: string): string {
  if (!IANAZone.isValidZone(name))
    throw new Fault('bad_request', `--zone: “${name}” isn’t a time zone. Like this: --zone Europe/Berlin`);
  return name;
}

function filterOf({ application, connection, organization }: DigestOptions): Filter | undefined {
  const filter: Filter = {};
  if (application !== undefined) filter.application = application;
  if (connection !== undefined) filter.connection = connection;
  if (organization !== undefined) filter.organization = organization;
  return Object.keys(filter).length > 0 ? filter : undefined;
}
