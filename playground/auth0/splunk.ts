import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamRow } from '../tenant/forms.ts';
import { fieldOf } from './field.ts';
import { LocalServer } from './local-server.ts';

/** A condition of a search: a word of the base, or a field and its value. */
type Term = { field: string; pattern: RegExp };

/**
 * Splunk's search/v2/jobs/export, for searches of the form `search index=… (field="value" OR …) | head N` over Auth0's
 * events as its HTTP Event Collector keeps them. Compares without regard to case; an asterisk is a wildcard.
 */
export class SimulatedSplunk extends LocalServer {
  readonly token = 'splunk-token-of-larkspur';
  readonly searches: string[] = [];
  /** Rows given before the stream stops and hangs; all where undefined. */
  hangAfter: number | undefined;
  /** What Splunk says in the middle of a stream. */
  message: { type: string; text: string } | undefined;
  /** Answers every request with this status. */
  status: number | undefined;
  readonly #rows: readonly StreamRow[];

  /** @param rows oldest first */
  constructor(rows: readonly StreamRow[]) {
    super();
    this.#rows = rows;
  }

  protected override serve(request: IncomingMessage, response: ServerResponse, body: string): void {
    const form = new URLSearchParams(body);
    const refuse = (status: number, type: string, text: string): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ messages: [{ type, text }] }));
    };
    if (request.method !== 'POST' || request.url !== '/services/search/v2/jobs/export')
      return void refuse(404, 'ERROR', 'Not Found');
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return void refuse(401, 'WARN', 'call not properly authenticated');
    if (this.status !== undefined) return void refuse(this.status, 'ERROR', 'The service is unavailable');
    const search = form.get('search') ?? '';
    this.searches.push(search);
    const terms = termsOf(search);
    if (terms === null) return void refuse(400, 'FATAL', 'Error in the search command: the search is not understood');
    const [from, to] = ['earliest_time', 'latest_time'].map((name) => Number(form.get(name)) * 1000) as [
      number,
      number,
    ];
    this.#export(response, terms, from, to);
  }

  #export(response: ServerResponse, { terms, most }: Terms, from: number, to: number): void {
    const found = this.#rows
      .filter(({ data }) => Date.parse(data.date) >= from && Date.parse(data.date) < to)
      .filter((row) => terms.some(({ field, pattern }) => pattern.test(String(fieldOf(row, field) ?? ''))))
      .reverse()
      .slice(0, most);
    response.writeHead(200, { 'content-type': 'application/json' });
    const say = (line: unknown): void => void response.write(`${JSON.stringify(line)}\n`);
    for (const [offset, row] of found.slice(0, this.hangAfter).entries()) {
      const last = offset === found.length - 1 ? { lastrow: true } : {};
      say({
        preview: false,
        offset,
        ...last,
        result: { _raw: JSON.stringify(row), _time: row.data.date, sourcetype: 'auth0' },
      });
    }
    if (this.message !== undefined) say({ preview: false, messages: [this.message] });
    if (this.hangAfter === undefined || this.hangAfter >= found.length) response.end();
  }
}

interface Terms {
  terms: Term[];
  most: number;
}

function termsOf(search: string): Terms | null {
  const [, inside, most] = /^search index=\w+ \((.+)\) \| head (\d+)$/s.exec(search) ?? [];
  if (inside === undefined) return null;
  const terms: Term[] = [];
  const one = /([\w.{}-]+)="((?:[^"\\]|\\.)*)"(?: OR |$)/sy;
  while (one.lastIndex < inside.length) {
    const [, field, value] = one.exec(inside) ?? [];
    if (field === undefined || value === undefined) return null;
    const literal = value.replace(/\\(.)/gs, '$1').replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    terms.push({ field, pattern: new RegExp(`^${literal.replaceAll('*', '.*')}$`, 'is') });
  }
  return { terms, most: Number(most) };
}
