import type { Environment } from '../config/section.ts';
import { auth0Config, splunkConfig, streamsConfig, sumoLogicConfig } from '../config.ts';
import { Feed } from '../intake/feed.ts';
import type { Source, SourceHealth } from '../intake/feed-health.ts';
import { type FeedNotice, watchFeed } from '../intake/feed-watch.ts';
import { ForgottenPeople, leavingOut, withoutForgotten } from '../intake/forgotten.ts';
import { startPolling } from '../intake/poll.ts';
import { streamHandler } from '../intake/stream.ts';
import { auth0Archive } from '../live/auth0-archive.ts';
import { type Clock, wallClock } from '../live/clock.ts';
import { lookUpIn } from '../live/look-up.ts';
import { ManagementApi, type Tenant } from '../live/management-api.ts';
import type { Archive, LookUp, Reaching } from '../live/port.ts';
import { reachBack } from '../live/reach.ts';
import { splunkArchive } from '../live/splunk.ts';
import { sumoLogicArchive } from '../live/sumo-logic.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { State } from '../state/port.ts';
import type { EventStore, Range } from '../store/port.ts';
import type { Remarks } from '../why/answers.ts';
import type { Route } from './http.ts';
import { type LeadingPorts, leading } from './leading.ts';

/** Where log streams and EventBridge send to. */
const EVENTS_PATH = '/auth0/events';

export interface Sources {
  /** To be served by the process's listener. */
  routes: Route[];
  live: LookUp;
  reach(from: number): Reaching;
  remarks(range: Range): Promise<Remarks>;
  health(): SourceHealth[];
  /** Stops taking events in; resolves when everything taken is durable. */
  stop(): Promise<void>;
}

/** The tenant of the settings; null where there is none. */
export function tenantOf(env?: Environment): Tenant | null {
  const auth0 = auth0Config(env);
  if (auth0 === null) return null;
  return {
    domain: auth0.AUTH0_DOMAIN,
    audience: auth0.AUTH0_AUDIENCE,
    url: auth0.AUTH0_API_URL,
    clientId: auth0.AUTH0_CLIENT_ID,
    clientSecret: auth0.AUTH0_CLIENT_SECRET,
  };
}

/** Splunk and Sumo Logic, as far as they are set up. */
export function archivesOf(env?: Environment): Archive[] {
  const splunk = splunkConfig(env);
  const sumo = sumoLogicConfig(env);
  const archives: Archive[] = [];
  if (splunk !== null)
    archives.push(
      splunkArchive({
        url: splunk.SPLUNK_URL,
        token: splunk.SPLUNK_TOKEN,
        search: splunk.SPLUNK_SEARCH,
        nameField: splunk.SPLUNK_NAME_FIELD,
        idField: splunk.SPLUNK_ID_FIELD,
        seconds: splunk.SPLUNK_SECONDS,
      }),
    );
  if (sumo !== null)
    archives.push(
      sumoLogicArchive(
        {
          url: sumo.SUMO_URL,
          accessId: sumo.SUMO_ACCESS_ID,
          accessKey: sumo.SUMO_ACCESS_KEY,
          search: sumo.SUMO_SEARCH,
          nameField: sumo.SUMO_NAME_FIELD,
          idField: sumo.SUMO_ID_FIELD,
          seconds: sumo.SUMO_SECONDS,
        },
        wallClock,
      ),
    );
  return archives;
}

/** Logs are fetched, so that a look which finds nothing proves that nothing happened. */
export function pollsAuth0(env?: Environment): boolean {
  return auth0Config(env)?.AUTH0_POLLING === 'on';
}

/** The tenant's Management API, where it is set up. */
export function managementApi(env?: Environment, clock: Clock = wallClock): ManagementApi | null {
  const tenant = tenantOf(env);
  return tenant === null ? null : new ManagementApi(tenant, clock);
}

export interface AroundPorts {
  api?: ManagementApi | null;
  /** Whom archives must not bring back. */
  people?: Pick<ForgottenPeople, 'whom'>;
  clock?: Clock;
  env?: Environment;
}

/** What a single question may ask beside the store: Auth0 as it is now, and archives further back. */
export function around(
  store: EventStore,
  { api = null, people, clock = wallClock, env }: AroundPorts = {},
): Pick<Sources, 'live' | 'reach'> {
  const archives = [...(api === null ? [] : [auth0Archive(api)]), ...archivesOf(env)].map((archive) =>
    people === undefined ? archive : withoutForgotten(archive, people),
  );
  return {
    live: api === null ? async () => ({ profile: null, notes: [] }) : lookUpIn(api, store, clock),
    reach: (from) => reachBack(store, archives, from),
  };
}

export interface SourcePorts {
  store: EventStore;
  state: State;
  log: Log;
  metrics: Metrics;
  /** The tenant's, for times in sentences. */
  zone: string;
  clock?: Clock;
  /** Posts a notice about a source; nobody is told where not given. */
  notify?: (notice: FeedNotice) => Promise<void>;
  /** Where several replicas run: who leads polls. */
  leader?: LeadingPorts;
  /** Auth0 was asked and had nothing more. */
  looked?: () => void;
}

/**
 * Starts everything that the settings name: polling, the way in for log streams and EventBridge, look-ups, archives,
 * and the watch over them. @throws Fault 'bad_configuration'
 */
export async function startSources(ports: SourcePorts, env?: Environment): Promise<Sources> {
  const { state, log, metrics, zone, clock = wallClock, notify } = ports;
  const people = new ForgottenPeople(state);
  const store = leavingOut(ports.store, people);
  const streams = streamsConfig(env);
  const api = managementApi(env, clock);
  const polls = pollsAuth0(env);
  const sources: Source[] = [];
  if (polls) sources.push('polling');
  if (streams?.AUTH0_STREAM_TOKEN !== undefined) sources.push('log stream');
  if (streams?.AUTH0_EVENTBRIDGE_KEY !== undefined) sources.push('EventBridge');

  const feed = await Feed.start(sources, { cursors: state.cursors, clock, zone, metrics, owner: ports.leader?.owner });
  const parts: { stop(): Promise<void> }[] = [feed];
  if (notify !== undefined) parts.push(watchFeed({ health: () => feed.health(), state, notify, clock, log }));
  if (api !== null && polls) {
    const heard: Parameters<typeof startPolling>[0]['heard'] = (events, receipt) =>
      feed.heard('polling', events, receipt);
    const looked: Parameters<typeof startPolling>[0]['looked'] = (fault) => {
      feed.looked(fault);
      if (fault === null) ports.looked?.();
    };
    const besideStream = sources.length > 1;
    const polling = { api, store, cursors: state.cursors, clock, log, heard, looked };
    const start = () => startPolling(polling, { besideStream });
    parts.push(ports.leader === undefined ? start() : leading('polling', async () => start(), ports.leader));
  }
  const handle = streamHandler({
    store,
    keys: {
      stream: streams?.AUTH0_STREAM_TOKEN,
      eventBridge:
        streams?.AUTH0_EVENTBRIDGE_KEY === undefined
          ? undefined
          : { header: streams.AUTH0_EVENTBRIDGE_HEADER, key: streams.AUTH0_EVENTBRIDGE_KEY },
    },
    log,
    heard: (source, events, receipt) => feed.heard(source, events, receipt),
  });
  return {
    ...around(store, { api, people, clock, env }),
    routes: [{ method: 'POST', path: EVENTS_PATH, handle }],
    remarks: (range) => feed.remarks(range),
    health: () => feed.health(),
    stop: async () => {
      for (const part of parts.reverse()) await part.stop();
    },
  };
}
