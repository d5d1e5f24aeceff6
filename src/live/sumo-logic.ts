import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import PQueue from 'p-queue';
import { z } from 'zod';
import type { PersonKeys } from '../store/port.ts';
import { archiveOf, MOST_ROWS } from './archive.ts';
import type { Clock } from './clock.ts';
import type { Archive } from './port.ts';
import { RequestError, refusal, requestErrorOf } from './request.ts';

export interface SumoLogicSettings {
  url: string;
  accessId: string;
  accessKey: string;
  /** Where Auth0's events lie: "_sourceCategory=auth0". */
  search: string;
  nameField: string;
  idField: string;
  seconds: number;
}

/** What Sumo Logic allows one access key. */
const A_SECOND = 4;
/** A little longer than one, as requests do not take equally long to arrive. */
const SECOND = 1_200;
const LOOK_EVERY = 400;
/** For what has to be done when the time is up: the rows that are there already, and deleting the job. */
const LAST_WORDS = 2_000;

const created = z.looseObject({ id: z.string() });
const status = z.looseObject({
  state: z.string(),
  messageCount: z.number(),
  pendingErrors: z.array(z.unknown()).optional(),
});
const messages = z.looseObject({ messages: z.array(z.looseObject({ map: z.looseObject({ _raw: z.string() }) })) });

/** Sumo Logic, asked through a search job: made, looked at until it is done, read, and deleted whatever happens. */
export function sumoLogicArchive(settings: SumoLogicSettings, clock: Clock): Archive {
  const api = new SearchJobs(settings);
  return archiveOf('Sumo Logic', settings.seconds, async ({ keys, range, signal, found }) => {
    const job = await api.create({ query: queryOf(keys, settings), ...range }, signal);
    try {
      const state = await job.finished(clock, signal);
      const rows = await job.rows();
      found(rows);
      signal.throwIfAborted();
      if (state === 'CANCELLED') return 'it cancelled the search';
      if (state === 'failed') return 'it reported an error in the search; check SUMO_SEARCH';
      return rows.length >= MOST_ROWS || state === 'FORCE PAUSED'
        ? `only ${rows.length.toLocaleString('en')} rows were read`
        : null;
    } finally {
      // The answer need not wait for it.
      void job.delete();
    }
  });
}

/** The API, within its limit. */
class SearchJobs {
  readonly #http: AxiosInstance;
  readonly #queue = new PQueue({ interval: SECOND, intervalCap: A_SECOND, strict: true });

  constructor({ url, accessId, accessKey }: SumoLogicSettings) {
    this.#http = axios.create({
      baseURL: url,
      maxRedirects: 0,
      validateStatus: null,
      auth: { username: accessId, password: accessKey },
      headers: { accept: 'application/json', 'user-agent': 'whylogin' },
    });
  }

  request(config: AxiosRequestConfig & { signal: AbortSignal }): Promise<AxiosResponse<unknown>> {
    const { signal } = config;
    return this.#queue
      .add(() => this.#http.request<unknown>(config), { signal })
      .catch((error: unknown) => {
        throw requestErrorOf(error, signal);
      });
  }

  /** @param to epoch ms, included; Sumo Logic's own end is not */
  async create({ query, from, to }: { query: string; from: number; to: number }, signal: AbortSignal): Promise<Job> {
    const data = { query, from: String(from), to: String(to + 1), timeZone: 'UTC' };
    const response = await this.request({ method: 'POST', url: '/api/v1/search/jobs', data, signal });
    const { id } = read(response, created, 202);
    const cookies = (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]);
    return new Job(this, id, cookies.join('; '));
  }
}

class Job {
  readonly #api: SearchJobs;
  readonly #path: string;
  readonly #headers: Record<string, string>;

  /** A job belongs to the server that its cookie names. */
  constructor(api: SearchJobs, id: string, cookie: string) {
    this.#api = api;
    this.#path = `/api/v1/search/jobs/${encodeURIComponent(id)}`;
    this.#headers = cookie === '' ? {} : { cookie };
  }

  /** Resolves with its last state; also when there are rows enough, or the time is up. */
  async finished(clock: Clock, signal: AbortSignal): Promise<string> {
    try {
      for (;;) {
        const { state, messageCount, pendingErrors } = read(await this.#get('', {}, signal), status);
        if ((pendingErrors?.length ?? 0) > 0) return 'failed';
        if (/^(?:DONE|CANCELLED|FORCE)/.test(state) || messageCount >= MOST_ROWS) return state;
        await clock.sleep(LOOK_EVERY, signal);
      }
    } catch (error) {
      if (signal.aborted) return 'late';
      throw error;
    }
  }

  async rows(): Promise<unknown[]> {
    const response = await this.#get('/messages', { offset: 0, limit: MOST_ROWS }, AbortSignal.timeout(LAST_WORDS));
    return read(response, messages).messages.map(({ map }) => ({ _raw: map._raw }));
  }

  /** So that it does not count against the organization's jobs. Sumo Logic ends it by itself where this fails. */
  async delete(): Promise<void> {
    const signal = AbortSignal.timeout(LAST_WORDS);
    await this.#api.request({ method: 'DELETE', url: this.#path, headers: this.#headers, signal }).catch(() => {});
  }

  #get(path: string, params: Record<string, number>, signal: AbortSignal): Promise<AxiosResponse<unknown>> {
    return this.#api.request({ url: `${this.#path}${path}`, params, headers: this.#headers, signal });
  }
}

function read<T>(response: AxiosResponse<unknown>, schema: z.ZodType<T>, wanted = 200): T {
  if (response.status !== wanted) throw refusal(response.status, response.data);
  const found = schema.safeParse(response.data);
  if (!found.success) throw new RequestError({ kind: 'foreign' }, found.error);
  return found.data;
}

/** First by words, which an index finds; then by field, so that a name in some other place does not count. */
function queryOf({ userIds, identifiers }: PersonKeys, { search, nameField, idField }: SumoLogicSettings): string {
  const words = [...identifiers, ...userIds].map(quoted).join(' or ');
  const where = [
    identifiers.length > 0 ? `toLowerCase(whylogin_name) in (${identifiers.map(quoted).join(', ')})` : '',
    userIds.length > 0 ? `whylogin_id in (${userIds.map(quoted).join(', ')})` : '',
  ].filter((part) => part !== '');
  return [
    `${search} (${words})`,
    `json field=_raw ${quoted(nameField)} as whylogin_name nodrop`,
    `json field=_raw ${quoted(idField)} as whylogin_id nodrop`,
    `where ${where.join(' or ')}`,
  ].join(' | ');
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
