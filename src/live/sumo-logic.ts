import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
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

/** Between looks at a job: Sumo Logic allows four requests a second. */
const LOOK_EVERY = 400;
/** For what has to be done when the time is up: the rows that are there already, and deleting the job. */
const LAST_WORDS = 1_500;

const created = z.looseObject({ id: z.string() });
const status = z.looseObject({
  state: z.string(),
  messageCount: z.number(),
  pendingErrors: z.array(z.unknown()).optional(),
});
const messages = z.looseObject({ messages: z.array(z.looseObject({ map: z.looseObject({ _raw: z.string() }) })) });

/** Sumo Logic, asked through a search job: made, looked at until it is done, read, and deleted whatever happens. */
export function sumoLogicArchive(settings: SumoLogicSettings, clock: Clock): Archive {
  return archiveOf('Sumo Logic', settings.seconds, async ({ keys, range, signal, found }) => {
    const job = await Job.create(settings, { query: queryOf(keys, settings), ...range }, signal);
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
      await job.delete();
    }
  });
}

class Job {
  readonly #http: AxiosInstance;
  readonly #path: string;
  readonly #cookie: string;

  /** @param to epoch ms, included; Sumo Logic's own end is not */
  static async create(
    { url, accessId, accessKey }: SumoLogicSettings,
    { query, from, to }: { query: string; from: number; to: number },
    signal: AbortSignal,
  ): Promise<Job> {
    const http = axios.create({
      baseURL: url,
      maxRedirects: 0,
      validateStatus: null,
      auth: { username: accessId, password: accessKey },
      headers: { accept: 'application/json', 'user-agent': 'whylogin' },
    });
    const body = { query, from: String(from), to: String(to + 1), timeZone: 'UTC' };
    const response = await http.post<unknown>('/api/v1/search/jobs', body, { signal }).catch((error: unknown) => {
      throw requestErrorOf(error, signal);
    });
    const { id } = read(response, created, 202);
    const cookies = (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]);
    return new Job(http, id, cookies.join('; '));
  }

  /** A job belongs to the server that its cookie names. */
  private constructor(http: AxiosInstance, id: string, cookie: string) {
    this.#http = http;
    this.#path = `/api/v1/search/jobs/${encodeURIComponent(id)}`;
    this.#cookie = cookie;
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
    const config = { headers: this.#headers(), signal: AbortSignal.timeout(LAST_WORDS) };
    await this.#http.delete(this.#path, config).catch(() => {});
  }

  #get(path: string, params: Record<string, number>, signal: AbortSignal): Promise<AxiosResponse<unknown>> {
    return this.#http
      .get<unknown>(`${this.#path}${path}`, { params, signal, headers: this.#headers() })
      .catch((error: unknown) => {
        throw requestErrorOf(error, signal);
      });
  }

  #headers(): Record<string, string> {
    return this.#cookie === '' ? {} : { cookie: this.#cookie };
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
