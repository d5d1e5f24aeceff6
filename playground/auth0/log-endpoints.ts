import type { ApiRow } from '../tenant/forms.ts';
import { ApiError } from './api-error.ts';
import type { Answer, Endpoint, Query } from './endpoint.ts';
import { numberOf } from './endpoint.ts';
import type { Logs } from './logs.ts';
import { parseQuery } from './query.ts';

const LONGEST_PAGE = 100;
/** How far a search can be paged through. */
const REACH = 1_000;

/** GET /logs by checkpoint and by search, /logs/{id}, /users/{id}/logs, /stats/daily. */
export function logEndpoints(logs: Logs): Endpoint[] {
  return [
    {
      path: /^\/logs$/,
      scopes: ['read:logs', 'read:logs_users'],
      group: 'logs',
      answer: (_, query, here) => (query.has('from') ? checkpoint(logs, query, here) : search(logs, query)),
    },
    {
      path: /^\/logs\/([^/]+)$/,
      scopes: ['read:logs', 'read:logs_users'],
      group: 'logs',
      answer: ([id]) => {
        const row = logs.get(id!);
        if (row === undefined) throw new ApiError(404, 'The log event does not exist.', 'inexistent_log');
        return { body: row };
      },
    },
    {
      path: /^\/users\/([^/]+)\/logs$/,
      scopes: ['read:logs', 'read:logs_users'],
      group: 'users',
      answer: ([id], query) =>
        paged(
          logs.matching((row) => row.user_id === id),
          query,
        ),
    },
    {
      path: /^\/stats\/daily$/,
      scopes: ['read:stats'],
      group: 'others',
      answer: (_, query) => ({ body: daily(logs, query) }),
    },
  ];
}

/** Everything after an id in the order of ids; whatever else is asked for is ignored. */
function checkpoint(logs: Logs, query: Query, here: string): Answer {
  const take = numberOf(query, 'take', 50, LONGEST_PAGE);
  const from = query.get('from')!;
  const rows = logs.after(from, take);
  const next = new URL(here);
  next.search = new URLSearchParams({ from: rows.at(-1)?.log_id ?? from, take: String(take) }).toString();
  return { body: rows, headers: { link: `<${next.href}>; rel="next"` } };
}

function search(logs: Logs, query: Query): Answer {
  const q = query.get('q') ?? query.get('search');
  const test = q === null || q.trim() === '' ? () => true : parseQuery(q);
  return paged(logs.matching(test), query);
}

function paged(rows: ApiRow[], query: Query): Answer {
  const perPage = numberOf(query, 'per_page', 50, LONGEST_PAGE);
  const page = numberOf(query, 'page', 0, Number.MAX_SAFE_INTEGER);
  const start = page * perPage;
  if (start + perPage > REACH) {
    throw new ApiError(
      400,
      `Requesting page ${page} exceeds the allowed maximum of ${REACH} records: please consider searching by checkpoint https://auth0.com/docs/logs/retrieve-log-events-using-mgmt-api#retrieve-logs-by-checkpoint`,
      'invalid_paging',
    );
  }
  const found = sorted(rows, query.get('sort') ?? 'date:-1')
    .slice(start, start + perPage)
    .map((row) => shown(row, query));
  if (query.get('include_totals') !== 'true') return { body: found };
  return { body: { start, limit: perPage, length: found.length, total: found.length, logs: found } };
}

function sorted(rows: ApiRow[], sort: string): ApiRow[] {
  const [, field, direction] = /^(\w+):(-?1)$/.exec(sort) ?? [];
  if (field === undefined) throw new ApiError(400, 'Query validation error: sort', 'invalid_query_string');
  const way = Number(direction);
  return rows.sort((a, b) => way * compare(String(a[field] ?? ''), String(b[field] ?? '')));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function shown(row: ApiRow, query: Query): Partial<ApiRow> {
  const fields = query.get('fields');
  if (fields === null || fields === '') return row;
  const named = new Set(fields.split(','));
  const include = query.get('include_fields') !== 'false';
  return Object.fromEntries(Object.entries(row).filter(([field]) => named.has(field) === include));
}

/** Logins, sign-ups and breached passwords by day. `from` and `to` are YYYYMMDD. */
function daily(logs: Logs, query: Query): unknown[] {
  const days = new Map<string, { logins: number; signups: number; leaked_passwords: number }>();
  const [from, to] = ['from', 'to'].map((end) => query.get(end)?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
  for (const row of logs.matching(() => true)) {
    const day = row.date.slice(0, 10);
    if ((from !== undefined && day < from) || (to !== undefined && day > to)) continue;
    const counts = days.get(day) ?? { logins: 0, signups: 0, leaked_passwords: 0 };
    if (row.type === 's') counts.logins++;
    if (row.type === 'ss') counts.signups++;
    if (row.type === 'pwd_leak') counts.leaked_passwords++;
    days.set(day, counts);
  }
  return [...days].map(([day, counts]) => ({
    date: `${day}T00:00:00.000Z`,
    created_at: `${day}T00:00:00.000Z`,
    updated_at: `${day}T00:00:00.000Z`,
    ...counts,
  }));
}
