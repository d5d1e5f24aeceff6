import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamRow } from '../tenant/forms.ts';
import { fieldOf } from './field.ts';
import { LocalServer } from './local-server.ts';

interface Job {
  rows: StreamRow[];
  cookie: string;
  looks: number;
}

/** An answer: status, and JSON where there is any. */
type Answer = [status: number, body?: unknown, cookie?: string];

/**
 * Sumo Logic's search job API over Auth0's events: made with 202, looked at, read by pages, deleted; a job is known only
 * to who brings its cookie, and four requests a second are allowed.
 */
export class SimulatedSumoLogic extends LocalServer {
  readonly accessId = 'suLarkspurAccess';
  readonly accessKey = 'sumo-key-of-larkspur';
  readonly queries: string[] = [];
  readonly jobs = new Map<string, Job>();
  deleted = 0;
  /** Looks before a job is done; for ever where infinite. */
  slow = 1;
  /** What a job says when it is done. */
  ends = 'DONE GATHERING RESULTS';
  errors: string[] = [];
  /** Answers every request with this status. */
  status: number | undefined;
  readonly #rows: readonly StreamRow[];
  #recent: number[] = [];

  constructor(rows: readonly StreamRow[]) {
    super();
    this.#rows = rows;
  }

  protected override serve(request: IncomingMessage, response: ServerResponse, sent: string): void {
    const [status, body, cookie] = this.#answer(request, sent);
    response.writeHead(status, { 'content-type': 'application/json', ...(cookie ? { 'set-cookie': cookie } : {}) });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  #answer(request: IncomingMessage, body: string): Answer {
    const basic = Buffer.from(`${this.accessId}:${this.accessKey}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) return refused(401, 'unauthorized');
    if (this.status !== undefined) return refused(this.status, 'service.unavailable');
    const now = Date.now();
    this.#recent = [...this.#recent.filter((at) => now - at < 1_000), now];
    if (this.#recent.length > 4) return refused(429, 'rate.limit.exceeded');
    const url = new URL(request.url ?? '/', this.url);
    const [, id, page] = /^\/api\/v1\/search\/jobs(?:\/([\w-]+))?(\/messages)?$/.exec(url.pathname) ?? [];
    if (request.method === 'POST' && url.pathname === '/api/v1/search/jobs') return this.#create(JSON.parse(body));
    const job = id === undefined ? undefined : this.jobs.get(id);
    if (job === undefined || !request.headers.cookie?.includes(job.cookie)) return refused(404, 'jobid.invalid');
    if (request.method === 'DELETE') {
      this.jobs.delete(id!);
      this.deleted++;
      return [200, {}];
    }
    return page === undefined ? this.#state(job) : messages(job, url.searchParams);
  }

  #create({ query, from, to, timeZone }: Record<string, string>): Answer {
    if (!query) return refused(400, 'no.query');
    if (!timeZone) return refused(400, 'empty.timezone');
    this.queries.push(query);
    const test = testOf(query);
    if (test === null) return refused(400, 'parse.error');
    const rows = this.#rows.filter(
      (row) => Date.parse(row.data.date) >= Number(from) && Date.parse(row.data.date) < Number(to) && test(row),
    );
    const id = randomUUID().slice(0, 16).replaceAll('-', '').toUpperCase();
    const cookie = `AWSALB=${randomUUID()}`;
    this.jobs.set(id, { rows: rows.reverse(), cookie, looks: 0 });
    return [
      202,
      { id, link: { rel: 'self', href: `${this.url}/api/v1/search/jobs/${id}` } },
      `${cookie}; Path=/; HttpOnly`,
    ];
  }

  #state(job: Job): Answer {
    job.looks++;
    const done = job.looks > this.slow;
    const state = done ? this.ends : 'GATHERING RESULTS';
    const messageCount = done ? job.rows.length : Math.floor(job.rows.length / 2);
    return [
      200,
      { state, messageCount, recordCount: 0, pendingErrors: this.errors, pendingWarnings: [], histogramBuckets: [] },
    ];
  }
}

function refused(status: number, code: string): Answer {
  return [status, { status, id: randomUUID().slice(0, 17), code, message: code }];
}

function messages({ rows }: Job, query: URLSearchParams): Answer {
  const [offset, limit] = ['offset', 'limit'].map((name) => query.get(name));
  if (offset == null) return refused(400, 'offset.missing');
  if (limit == null) return refused(400, 'limit.missing');
  const found = rows.slice(Number(offset), Number(offset) + Math.min(Number(limit), 10_000));
  const list = found.map((row) => ({
    map: { _raw: JSON.stringify(row), _messagetime: String(Date.parse(row.data.date)), _sourcecategory: 'auth0' },
  }));
  return [200, { fields: [{ name: '_raw', fieldType: 'string', keyField: false }], messages: list }];
}

/** `base ("word" or …) | json field=_raw "path" as name nodrop | … | where a in ("…") or toLowerCase(b) in ("…")` */
function testOf(query: string): ((row: StreamRow) => boolean) | null {
  const [search, ...operators] = query.split(/ \| (?=json |where )/);
  const words = /^_sourceCategory=\S+ \((.+)\)$/s.exec(search ?? '')?.[1];
  const where = operators.find((operator) => operator.startsWith('where '))?.slice(6);
  if (words === undefined || where === undefined) return null;
  const paths = new Map<string, string>();
  for (const operator of operators) {
    const [, path, name] = /^json field=_raw "((?:[^"\\]|\\.)*)" as (\w+) nodrop$/s.exec(operator) ?? [];
    if (path !== undefined && name !== undefined) paths.set(name, path);
  }
  const wanted = strings(words).map((word) => word.toLowerCase());
  const conditions = [...where.matchAll(/(toLowerCase\()?(\w+)\)? in \(((?:"(?:[^"\\]|\\.)*"(?:, )?)+)\)/gs)];
  if (conditions.length === 0) return null;
  return (row) => {
    const text = JSON.stringify(row).toLowerCase();
    if (!wanted.some((word) => text.includes(JSON.stringify(word).slice(1, -1)))) return false;
    return conditions.some(([, lower, name, list]) => {
      const value = String(fieldOf(row, paths.get(name!) ?? '') ?? '');
      return strings(list!).includes(lower === undefined ? value : value.toLowerCase());
    });
  };
}

function strings(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inside]) => inside!.replace(/\\(.)/gs, '$1'));
}
